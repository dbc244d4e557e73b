import Personas
import Support

/// A form of conversations that is known by its keys and cannot be read.
package enum TranscriptForm: String, Hashable, Sendable, CaseIterable, CustomStringConvertible {
  /// Conversations of `from` and `value`.
  case shareGPT
  /// Chats as ChatGPT exports them, each a tree of messages.
  case chatGPTExport
  /// Many conversations, each a list of messages.
  case fineTuning
  /// Pairs to complete.
  case completion
  /// Tasks and their answers.
  case instruction
  /// Messages made of `parts`.
  case gemini

  /// The form of `tree`, a whole file, a conversation in it or one of its lines; `nil` for what is
  /// not known.
  init?(_ tree: JSONTree) {
    if tree["conversations"] != nil || (tree["from"] != nil && tree["value"] != nil) {
      self = .shareGPT
    } else if tree["mapping"]?.members != nil {
      self = .chatGPTExport
    } else if tree["messages"]?.elements != nil {
      self = .fineTuning
    } else if tree["prompt"] != nil, tree["completion"] != nil {
      self = .completion
    } else if tree["instruction"] != nil, tree["output"] != nil {
      self = .instruction
    } else if tree["contents"]?.elements != nil || tree["parts"]?.elements != nil {
      self = .gemini
    } else {
      return nil
    }
  }

  /// What it is called, with its keys.
  package var description: String {
    switch self {
    case .shareGPT: "ShareGPT conversations (\"conversations\" of \"from\" and \"value\")"
    case .chatGPTExport: "a ChatGPT export (chats with a \"mapping\")"
    case .fineTuning: "conversations for fine-tuning (a list of \"messages\" on each line)"
    case .completion: "pairs of \"prompt\" and \"completion\""
    case .instruction: "tasks of \"instruction\" and \"output\""
    case .gemini: "Gemini messages (\"contents\" of \"parts\")"
    }
  }
}
