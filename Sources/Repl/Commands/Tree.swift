import Sessions
import Views

extension Command {
  /// `:tree` draws the conversation.
  static var tree: Command {
    Command(
      name: "tree", arguments: "[all]",
      summary: "draw the conversation with its branches, and who led",
      example: ":tree", completion: { $0.isEmpty ? [.fixed(["all"])] : [] },
      run: { repl, text in
        guard ["", "all"].contains(text) else { throw CommandError("`:tree` or `:tree all`.") }
        repl.console.tell(
          TreeView(
            try repl.chat.settled().document, isWhole: text == "all", console: repl.console,
            colours: repl.colours
          ).lines)
      })
  }
}
