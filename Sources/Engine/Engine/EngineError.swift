package import LanguageModels
package import MaskInference

/// What can go wrong in a chat.
///
/// The state is then as it was before.
package enum EngineError: Error, Hashable, Sendable {
  /// No card has this name.
  case unknownMask(Mask)
  /// The mask is worn already.
  case alreadyWorn(Mask, stack: Stack)
  /// The mask is not worn.
  case notWorn(Mask, stack: Stack)
  /// The mask's card does not fit into a lane beside a reply and a short conversation: its tokens,
  /// those there is room for, and the size of a lane that would hold it.
  case cardTooLong(Mask, tokens: Int, room: Int, context: Int)
  /// There is no mask to take off.
  case nothingWorn
  /// The stack is as deep as it may be.
  case tooDeep(stack: Stack, maximum: Int)
  /// More hypotheses are asked for than the model has lanes.
  case tooWide(width: Int, lanes: Int)
  /// There is no such setting, or the value is out of its range.
  case badSetting(name: String, value: String)
  /// The recorded turn cannot be played here: its words are not this model's tokens.
  case foreignTokens(vocabulary: Int)
  /// The recorded turn contradicts itself.
  case damagedTurn(reason: String)
  /// The language model failed.
  case model(LanguageModelError)
}

extension EngineError: CustomStringConvertible {
  /// What happened and what to do next.
  package var description: String {
    switch self {
    case .unknownMask(let mask): "there is no mask called \(mask). `:personas` lists them."
    case .alreadyWorn(let mask, let stack):
      "\(mask) is worn already (\(stack)). `:mask drop \(mask)` takes it off."
    case .notWorn(let mask, let stack):
      "\(mask) is not worn: the stack is \(stack). `:mask \(mask)` puts it on."
    case .cardTooLong(let mask, let tokens, let room, let context):
      "the card of \(mask) has \(tokens) tokens, and there is room for \(room). Start with "
        + "`--context \(context)`, or shorten the card."
    case .nothingWorn: "no mask is worn: the model is bare. `:mask NAME` puts one on."
    case .tooDeep(let stack, let maximum):
      "the stack is as deep as it may be (\(stack)). Take a mask off with "
        + "`:stack pop`, or allow more with `:set max-depth \(maximum + 1)`."
    case .tooWide(let width, let lanes):
      "\(width) hypotheses need \(width) lanes, and the model has \(lanes). Lower `:set width`, or "
        + "start with `--lanes \(width)`."
    case .badSetting(let name, let value): Self.text(ofBadSetting: name, value: value)
    case .foreignTokens(let vocabulary):
      "the turn was recorded with another model: its tokens are not among the \(vocabulary) that "
        + "this model knows. Replay it with the model it was recorded with."
    case .damagedTurn(let reason):
      "the recorded turn contradicts itself: \(reason). Replay an unchanged copy."
    case .model(let error): error.description
    }
  }

  private static func text(ofBadSetting name: String, value: String) -> String {
    guard let row = Settings.table.first(where: { $0.name == name }) else {
      return "there is no setting \(name). `:set` lists them."
    }
    return row.refusal(of: value, typedAfter: ":set \(name) ") + "."
  }
}
