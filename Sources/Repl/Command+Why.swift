import LanguageModels
import Sessions
import Terminal
import Theatre

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
    guard chat.state.lastTurn != nil else {
      return console.tell("  nothing was answered yet: `:why` looks at the last reply")
    }
    chat.forgetStopRequest()
    let hasCursor = console.notices.isTerminal
    if hasCursor {
      try console.notices.write(console.palette.paint(console.plain("…"), .dim))
    }
    let outcome = Result { try chat.wordEvidence() }
    if hasCursor { try console.notices.write("\r\u{1B}[K") }
    if case .failure(EngineError.model(.interrupted)) = outcome {
      return console.tell("  stopped; nothing has changed")
    }
    guard let evidence = try outcome.get() else {
      return console.tell("  only one hypothesis was weighed, so no word told it from another")
    }
    console.tell(WhyView(evidence, console: console, colour: colour).lines)
  }
}
