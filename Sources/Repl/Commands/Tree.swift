import Sessions
import Views

extension Command {
  /// `:tree` draws the conversation.
  static var tree: Command {
    Command(
      name: "tree", arguments: "[all]",
      summary: "draw the conversation: its branches and the likeliest mask of each turn",
      example: ":tree", completion: { $0.isEmpty ? [.fixed(["all"])] : [] },
      run: { repl, text in
        guard ["", "all"].contains(text) else { throw CommandError("type `:tree` or `:tree all`.") }
        repl.console.tell(
          TreeView(
            repl.chat.document, isWhole: text == "all", console: repl.console,
            colours: repl.colours
          ).lines)
      })
  }
}
