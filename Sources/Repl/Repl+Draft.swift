import Terminal
import Views

extension Repl {
  /// Has the next message written in the person's editor; it comes back to the prompt to be sent.
  func editDraft() throws {
    guard isWatched else {
      throw CommandError(
        ":edit needs a terminal; from a pipe three double quotes begin and end it.")
    }
    draft = TypedLine.saying(try options.editor.edit(""))
    if draft.isEmpty { console.tell("  nothing was written, so nothing is sent") }
  }

  /// What the person makes in their editor of what they said at turn `number`; `nil` where that is
  /// the same, or nothing.
  func edited(_ words: String, ofTurn number: Int) throws -> String? {
    guard isWatched else {
      throw CommandError(
        "what instead of \"\(console.onOneLine(words, columns: 40))\"? `:edit \(number) ` and "
          + "the new words; without them :edit needs a terminal.")
    }
    let edited = try options.editor.edit(words)
    return edited == words || edited.allSatisfy(\.isWhitespace) ? nil : edited
  }
}
