import LanguageModels
import Sessions
import Terminal
import Theatre
import Views

extension Command {
  /// The command `:why`.
  static var why: Command {
    Command(
      name: "why", arguments: "",
      summary: "which words of the last reply told the two likeliest apart",
      example: ":why", completion: { _ in .none }, run: { repl, _ in try repl.why() })
  }
}

extension Repl {
  /// Has the last reply weighed word by word and shows it.
  func why() throws {
    guard chat.stage.lastTurn != nil else {
      return console.tell("  nothing was answered yet: `:why` looks at the last reply")
    }
    options.stop.lower()
    let mark = WaitingMark(console, isShown: console.notices.isTerminal)
    try mark.draw()
    let outcome = Result { () throws(StageError) in try chat.wordEvidence() }
    try mark.erase()
    if case .failure(.model(.interrupted)) = outcome {
      return console.tell("  stopped; nothing has changed")
    }
    guard let evidence = try outcome.get() else {
      return console.tell("  only one hypothesis was weighed, so no word told it from another")
    }
    console.tell(WhyView(evidence, console: console, colours: colours).lines)
  }
}
