import LanguageModels

/// The two words before the next one, as far as they belong to the same turn.
struct WordHistory: Equatable {
  private(set) var older: Token
  private(set) var newer: Token

  /// Nothing of the line has been read.
  static let lineStart = WordHistory(
    older: WordVocabulary.endOfTurn, newer: WordVocabulary.endOfTurn)

  /// Reads `token`; a blank line or a control token begins a new line.
  mutating func read(_ token: Token) {
    switch token {
    case WordVocabulary.blankLine, WordVocabulary.endOfTurn, WordVocabulary.opening,
      WordVocabulary.directionToUser, WordVocabulary.userToReply, WordVocabulary.replyToUser:
      self = .lineStart
    default:
      older = newer
      newer = token
    }
  }
}
