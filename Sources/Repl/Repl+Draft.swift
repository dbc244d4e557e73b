import Terminal

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
