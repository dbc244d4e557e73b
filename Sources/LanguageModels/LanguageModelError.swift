/// What can go wrong with a language model.
package enum LanguageModelError: Error, Hashable, Sendable {
  /// The model file cannot be opened.
  case unreadable(path: String, reason: String)
  /// The file is no GGUF: `found` is what it is, in words.
  case notGGUF(path: String, found: String)
  /// The file is a GGUF that llama.cpp refuses, as it does when it is truncated.
  case refused(path: String, bytes: Int, reason: String)
  /// The file is a later part of a split model, which is opened by its `first` part.
  case laterPart(path: String, first: String)
  /// A part of a split model is not where it is expected.
  case missingPart(path: String, number: Int, count: Int)
  /// llama.cpp loads the model, but it is of a kind that cannot be used here.
  case unsuitable(path: String, reason: String)
  /// The model has no chat template, so masks cannot be told to it.
  case noChatTemplate(path: String)
  /// The model has a chat template that llama.cpp does not know.
  case unknownChatTemplate(path: String)
  /// The context could not be made.
  case noContext(lanes: Int, tokensPerLane: Int)
  /// All lanes are open.
  case noLaneLeft(limit: Int)
  /// A lane cannot hold what was to be appended.
  case laneFull(lane: Int, length: Int, adding: Int, capacity: Int)
  /// The computation failed with the library's own status.
  case failed(status: Int, tokens: Int)
  /// The model's numbers are no numbers, or leave no token possible; they are never used.
  case nonsense(model: String)
  /// The person asked to stop.
  case interrupted
  /// This program was built without llama.cpp.
  case builtWithoutLlama
}

extension LanguageModelError: CustomStringConvertible {
  /// What happened and what to do next.
  package var description: String {
    switch self {
    case .unreadable(let path, let reason):
      "cannot read the model \(path): \(reason). Check the path, or run `make chat` to get one."
    case .notGGUF(let path, let found):
      "\(path) is not a GGUF model: it is \(found). Give --model a .gguf file."
    case .refused(let path, let bytes, let reason):
      "llama.cpp cannot load \(path) (\(bytes) bytes)\(reason.isEmpty ? "" : ": \(reason)"). "
        + RefusalAdvice(on: reason).text
    case .laterPart(let path, let first):
      "\(path) is a later part of a model that is split into several files. Give --model the first "
        + "one, \(first)."
    case .missingPart(let path, let number, let count):
      "part \(number) of \(count) of the model is missing: it is expected at \(path). Get it, and "
        + "keep all parts in one folder."
    case .unsuitable(let path, let reason):
      "\(path) cannot be used: \(reason). Use an instruct model."
    case .noChatTemplate(let path):
      "\(path) has no chat template, so you cannot put a mask on it. Use an instruct model."
    case .unknownChatTemplate(let path):
      "\(path) has a chat template that llama.cpp does not know, so you cannot put a mask on it. "
        + "Use another instruct model, or build with a newer llama.cpp."
    case .noContext(let lanes, let tokensPerLane):
      "no memory for \(lanes) lanes of \(tokensPerLane) tokens. Use fewer with --lanes, or shorter "
        + "ones with --context."
    case .noLaneLeft(let limit):
      "all \(limit) lanes are open. Lower `:set width`, or start with more --lanes."
    case .laneFull(let lane, let length, let adding, let capacity):
      "lane \(lane) holds \(length) of \(capacity) tokens and cannot take \(adding) more. "
        + "Start with a larger --context."
    case .failed(let status, let tokens):
      "the model failed on \(tokens) tokens (status \(status)). Try again, or use a "
        + "shorter --context."
    case .nonsense(let model):
      "\(model) gives numbers that are not finite. The model file is damaged: download it again."
    case .interrupted:
      "stopped before the first word; nothing was said."
    case .builtWithoutLlama:
      "this program was built without llama.cpp. Build it with `make build`, or use --understudy."
    }
  }
}
