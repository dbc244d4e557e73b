extension Command {
  /// `:quit` leaves.
  static var quit: Command {
    Command(
      name: "quit", summary: "leave; the chat is kept if it has a file", example: ":quit",
      run: { repl, _ in repl.isOver = true })
  }
}
