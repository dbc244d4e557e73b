package import LanguageModels

/// Why lines cannot be judged.
package enum IdentificationError: Error, Hashable, Sendable, CustomStringConvertible {
  /// There is nobody to choose from.
  case tooFewVoices(found: Int)
  /// The language model cannot keep a lane for each voice.
  case tooManyVoices(found: Int, lanes: Int)
  /// No line says whose it is.
  case noTruths
  /// The language model failed.
  case model(LanguageModelError)

  /// What went wrong and what to do.
  package var description: String {
    switch self {
    case .tooFewVoices(let found):
      "there must be at least two voices to choose from, and \(found == 0 ? "none was" : "one was") "
        + "found: give --personas a folder of cards or a file of example lines"
    case .tooManyVoices(let found, let lanes):
      "\(found) voices need \(found) lanes and the model has \(lanes): raise --lanes, or give "
        + "fewer voices"
    case .noTruths:
      "no line says whose it is: expected JSON lines of {\"text\", \"truth\"} with truths among the voices"
    case .model(let error): error.description
    }
  }
}
