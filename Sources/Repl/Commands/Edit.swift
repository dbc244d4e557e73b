import Engine
import MaskInference
import Sessions
import Terminal
import Views

extension Command {
  /// `:edit` opens an editor, or says something else at a turn.
  static var edit: Command {
    Command(
      name: "edit", arguments: "[N [TEXT]]",
      summary:
        "write the next message in $EDITOR, or say TEXT instead at turn N, on a branch; without "
        + "TEXT $EDITOR opens your message",
      example: ":edit 1 Good evening.",
      run: { repl, text in
        if text.isEmpty { try repl.editDraft() } else { try repl.edit(text) }
      })
  }
}

extension Repl {
  fileprivate func edit(_ text: String) throws {
    let words = text.split(maxSplits: 1, whereSeparator: \.isWhitespace).map(String.init)
    guard let number = words.first.flatMap(Int.init) else {
      throw CommandError("give a turn and the new words: `:edit 1 Good evening.`")
    }
    let document = chat.document
    guard let place = document.place(ofTurn: number), let turn = document.turn(at: place) else {
      throw SessionError.noTurn(number, of: document.turns)
    }
    let said = document.question(answeredAt: place)
    guard let instead = try words.count == 2 ? words[1] : edited(said, ofTurn: number) else {
      return console.tell("  turn \(number) stays as it is")
    }
    // What was typed in the editor is nowhere to be seen.
    if words.count == 1 { tellWords("you", instead) }
    try perform(as: turn.report.declared.outermost?.name) { chat, show throws in
      try chat.edit(turn: number, saying: instead, onPiece: show)
    }
  }

  /// Has the next message written in the person's editor; it comes back to the prompt to be sent.
  fileprivate func editDraft() throws {
    guard isWatched else {
      throw CommandError(
        ":edit needs a terminal. From a pipe, put three double quotes before and after a message "
          + "of several lines.")
    }
    draft = TypedLine.saying(try options.editor.edit(""))
    if draft.isEmpty { console.tell("  nothing was written, so nothing is sent") }
  }

  /// What the person makes in their editor of what they said at turn `number`; `nil` where that is
  /// the same, or nothing.
  private func edited(_ words: String, ofTurn number: Int) throws -> String? {
    guard isWatched else {
      throw CommandError(
        "new words for \"\(console.onOneLine(words, columns: 40))\": type `:edit \(number) ` and "
          + "the words. Without them, :edit needs a terminal.")
    }
    let edited = try options.editor.edit(words)
    return edited == words || edited.allSatisfy(\.isWhitespace) ? nil : edited
  }
}
