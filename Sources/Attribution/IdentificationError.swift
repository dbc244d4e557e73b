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
      "identifying a voice takes at least two voices, and there "
        + "\(found == 0 ? "are none" : "is one"). Give --personas a folder of cards or a "
        + "file of example lines."
    case .tooManyVoices(let found, let lanes):
      "\(found) voices need \(found) lanes, and the model has \(lanes). Raise --lanes, or give "
        + "fewer voices."
    case .noTruths:
      "no line has a known truth. Give JSON lines of {\"text\", \"truth\"} with truths among the "
        + "voices."
    case .model(let error): error.description
    }
  }
}
