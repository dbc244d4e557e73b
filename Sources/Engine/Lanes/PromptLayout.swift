import LanguageModels
import MaskInference

/// How one kind of lane lays out a conversation: with the chat template or as plain text.
struct PromptLayout {
  /// How long conversations are in several lanes, besides what is said in them.
  struct Extent {
    /// Tokens of the longest opening.
    let opening: Int
    /// Tokens of the longest joints of a turn.
    let joints: Int
    /// The stacks whose directions did not fit.
    let cut: [Stack]
  }

  /// Before the first thing the user says.
  let opening: [Token]
  /// Between an answer and what the user says next.
  let toUser: [Token]
  /// Between what the user says and the answer.
  let toReply: [Token]
  /// The tokens that end a turn here.
  let ends: [Token]
  /// Whether part of the stage direction did not fit.
  var isCut = false
  /// How the stage direction was made to fit; `nil` where it was just cut off, or there is none.
  var fitting: FittedDirection?

  /// Plain text to continue: no mask, no template.
  ///
  /// Its turns are set apart by blank lines, so writing one ends a turn.
  static func bare(_ vocabulary: SpokenVocabulary, for model: any LanguageModel) -> PromptLayout {
    let promptTemplate = model.promptTemplate
    return PromptLayout(
      opening: promptTemplate.bareOpening, toUser: promptTemplate.bareBreak,
      toReply: promptTemplate.bareBreak,
      ends: model.endTokens + vocabulary.blankLines)
  }

  /// The chat template after a stage direction and its examples.
  ///
  /// An opening longer than `limit` tokens loses its last examples, then the end of its direction.
  static func directed(
    _ direction: StageDirection, for model: any LanguageModel, limit: Int
  ) -> PromptLayout {
    let promptTemplate = model.promptTemplate
    let frame = promptTemplate.opening.count + promptTemplate.directionToUser.count
    var opening =
      promptTemplate.opening + model.tokens(of: direction.text).prefix(max(0, limit - frame))
      + promptTemplate.directionToUser
    var isCut = opening.count < model.tokens(of: direction.text).count + frame
    for example in direction.examples {
      let exchange = promptTemplate.tokens(of: example, in: model)
      guard !isCut, opening.count + exchange.count <= limit else {
        isCut = true
        break
      }
      opening += exchange
    }
    return PromptLayout(
      opening: opening, toUser: promptTemplate.replyToUser, toReply: promptTemplate.userToReply,
      ends: model.endTokens, isCut: isCut)
  }

  /// The chat template after a stage direction that was made to fit.
  static func directed(_ fitting: FittedDirection, for model: any LanguageModel) -> PromptLayout {
    let promptTemplate = model.promptTemplate
    var opening = promptTemplate.opening + fitting.tokens + promptTemplate.directionToUser
    for example in fitting.direction.examples {
      opening += promptTemplate.tokens(of: example, in: model)
    }
    return PromptLayout(
      opening: opening, toUser: promptTemplate.replyToUser, toReply: promptTemplate.userToReply,
      ends: model.endTokens, isCut: fitting.isAbridged, fitting: fitting)
  }

  /// The tokens of a conversation up to the end of the last answer, without the opening.
  func tokens(of exchanges: [Exchange]) -> [Token] {
    exchanges.enumerated().flatMap { index, exchange in
      (index == 0 ? [] : toUser) + exchange.heard + toReply + exchange.said
    }
  }
}

extension PromptTemplate {
  /// An exchange as a turn of the conversation, up to where the next one begins.
  func tokens(of example: Role.Exchange, in model: any LanguageModel) -> [Token] {
    model.tokens(of: example.cue) + userToReply + model.tokens(of: example.answer) + replyToUser
  }
}
