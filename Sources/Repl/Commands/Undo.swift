import Sessions
import Views

extension Command {
  /// `:undo` goes back.
  static var undo: Command {
    Command(
      name: "undo", arguments: "[N]",
      summary: "take back the last thing you said and its reply, or the last N",
      example: ":undo",
      run: { repl, text in
        guard let count = text.isEmpty ? 1 : Int(text), count > 0 else {
          throw CommandError("give a number of turns: `:undo` takes back one, `:undo 3` three.")
        }
        try repl.undo(count)
      })
  }
}

extension Repl {
  fileprivate func undo(_ count: Int) throws {
    let undone = try chat.undo(count)
    for words in undone {
      console.tell(
        "  taken back  \(console.onOneLine(words, columns: max(10, console.width - 15)))")
    }
    tellPlace()
  }
}
