/// How a conversation is laid out for a model, as the control text between what people say.
///
/// A chat template is a program; around plain messages all it does is put fixed text between them.
/// Those pieces are found once, so that what people say is never read as a control token.
package struct PromptTemplate: Hashable, Sendable {
  /// Before the stage direction (the system message).
  package var opening: [Token]
  /// From the stage direction to the first thing the user says.
  package var directionToUser: [Token]
  /// From what the user says to the reply.
  package var userToReply: [Token]
  /// From the reply to the next thing the user says.
  package var replyToUser: [Token]
  /// Before anything, in a lane without a template: plain text to continue.
  package var bareOpening: [Token]
  /// Between two turns of plain text; a bare model that writes it has ended its turn.
  package var bareBreak: [Token]

  /// Creates a script.
  package init(
    opening: [Token], directionToUser: [Token], userToReply: [Token], replyToUser: [Token],
    bareOpening: [Token], bareBreak: [Token]
  ) {
    self.opening = opening
    self.directionToUser = directionToUser
    self.userToReply = userToReply
    self.replyToUser = replyToUser
    self.bareOpening = bareOpening
    self.bareBreak = bareBreak
  }
}
