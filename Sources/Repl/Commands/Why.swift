import Engine
import LanguageModels
import Sessions
import Terminal
import Views

extension Command {
  /// `:why` weighs the last reply word by word.
  static var why: Command {
    Command(
      name: "why",
      summary: "show the words of the last reply that told the two likeliest stacks apart",
      example: ":why", run: { repl, _ in try repl.why() })
  }
}

extension Repl {
  fileprivate func why() throws {
    guard chat.state.lastTurn != nil else {
      return console.tell("  there is no reply yet; `:why` explains the last one")
    }
    chat.forgetStopRequest()
    let mark = WaitingMark(console, isShown: console.notices.isTerminal)
    try mark.draw()
    let outcome = Result { try chat.wordEvidence() }
    try mark.erase()
    if case .failure(EngineError.model(.interrupted)) = outcome {
      return console.tell("  stopped; nothing has changed")
    }
    guard let evidence = try outcome.get() else {
      return console.tell(
        "  only one hypothesis was scored, so there is nothing to compare")
    }
    console.tell(WhyView(evidence, console: console, colours: colours).lines)
  }
}
