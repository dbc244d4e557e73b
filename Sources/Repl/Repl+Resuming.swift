import Engine
import LanguageModels
import MaskInference
package import Personas
package import Sessions
import Views

/// Telling about a chat that goes on.
extension Repl {
  /// Tells that nothing is kept.
  package func tellReadOnly() {
    console.warn("read-only: nothing you say now is kept; `:save NAME` keeps the chat elsewhere")
  }

  /// Tells what chat goes on, what was said last in it, and what of it was recovered.
  package func tellResumed(_ recovery: Recovery?, library: PersonaLibrary) {
    let document = chat.document
    if let recovery { console.warn(recovery.description) }
    if let change = document.firstChange {
      let turn = document.replyPlaces.count { $0 <= change } + 1
      console.warn(
        (change < 0 ? "the beginning of the chat" : "turn \(turn), or an event before it,")
          + " was changed after it was written; `shoggoth replay --verify` shows the differences")
    }
    console.tell(
      "  \(document.turns) turn\(document.turns == 1 ? "" : "s") loaded; declared "
        + console.plain(chat.state.declared.description))
    tellLastWords()
    let (recorded, present) = (document.model(at: document.tree.head), options.model.identity)
    if recorded.hash != present.hash {
      let isUnderstudy = recorded.parameters["engine"] == "understudy"
      console.warn(
        (recorded.name != present.name
          ? "the chat was recorded with \(recorded.name), and this model is \(present.name)"
          : "the chat was recorded with another \(recorded.name)"
            + (isUnderstudy ? ", made from other cards" : " file"))
          + ": its words are kept, and new numbers come from this model")
    }
    var absent: [String] = []
    for persona in document.personas {
      let now = library.personas.first { $0.mask == persona.mask }
      if now == nil { absent.append(persona.mask) }
      if let now, now.contentHash != persona.contentHash {
        console.warn(
          "the card of \(persona.mask) has changed; this chat uses the one in its session")
      }
    }
    if !absent.isEmpty {
      console.tell(
        "  this chat uses the card in its session for "
          + "\(absent.sorted().joined(separator: ", ")); no folder has one")
    }
  }
}
