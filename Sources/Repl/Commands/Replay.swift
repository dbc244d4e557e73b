import Sessions
import Views

extension Command {
  /// `:replay` shows the chat again.
  static var replay: Command {
    Command(
      name: "replay", summary: "show this chat again turn by turn, with its numbers",
      example: ":replay",
      run: { repl, _ in
        repl.console.tell(
          ReplayView(repl.chat.document, console: repl.console, colours: repl.colours)
            .lines)
      })
  }
}
