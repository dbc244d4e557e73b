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
    console.warn("read-only: nothing is kept of what is said now; `:save NAME` keeps it elsewhere")
  }

  /// Tells what chat goes on, what was said last in it, and what of it was recovered.
  package func tellResumed(_ recovery: Recovery?, library: PersonaLibrary) {
    let document = chat.document
    if let recovery { console.warn(recovery.description) }
    if let change = document.firstChange {
      let turn = document.replyPlaces.count { $0 <= change } + 1
      console.warn(
        (change < 0 ? "what the chat was begun with" : "turn \(turn), or what led to it,")
          + " was changed after it was written; `shoggoth replay --verify` tells what differs")
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
          ? "it was recorded with \(recorded.name), and this is \(present.name)"
          : "it was recorded with another \(recorded.name)"
            + (isUnderstudy ? ", which was made of other cards" : " file"))
          + ": the words are kept, and new numbers are this model's")
    }
    var absent: [String] = []
    for persona in document.personas {
      let now = library.personas.first { $0.mask == persona.mask }
      if now == nil { absent.append(persona.mask) }
      if let now, now.contentHash != persona.contentHash {
        console.warn("\(persona.mask) has another card now; the session's own is used")
      }
    }
    if !absent.isEmpty {
      console.tell(
        "  only the session has a card for \(absent.sorted().joined(separator: ", ")); it is used")
    }
  }
}
