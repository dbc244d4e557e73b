extension Command {
  /// `:quit` leaves.
  static var quit: Command {
    Command(
      name: "quit", summary: "leave; the chat is kept where it has a file", example: ":quit",
      run: { repl, _ in repl.isOver = true })
  }
}
