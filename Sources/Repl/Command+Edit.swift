import Terminal

extension Command {
  /// The command `:edit`.
  static var edit: Command {
    Command(
      name: "edit", arguments: "", summary: "write the next message in $EDITOR, then send it",
      example: ":edit", completion: { _ in .none },
      run: { repl, text in
        guard text.isEmpty else {
          throw CommandError(":edit takes nothing after it; it opens $EDITOR on a new message.")
        }
        try repl.editDraft()
      })
  }
}

extension Repl {
  /// Has the next message written in the person's editor; it comes back to the prompt to be sent.
  func editDraft() throws {
    guard isWatched else {
      throw CommandError(
        ":edit needs a terminal; from a pipe three double quotes begin and end it.")
    }
    draft = try options.editor.edit("")
    if draft.isEmpty { console.tell("  nothing was written, so nothing is sent") }
  }
}
