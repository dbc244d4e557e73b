import Sessions
import Support
import Terminal
import Views

extension Command {
  /// `:goto` goes about in the conversation, which is a tree.
  static var goTo: Command {
    Command(
      name: "goto", arguments: "N | NAME | start",
      summary: "go to a turn, to the end of a branch, or back to the start", example: ":goto start",
      completion: { $0.isEmpty ? [.found { $0.chat.document.branches.keys.sorted() }] : [] },
      run: { repl, text in try repl.go(to: text) })
  }
}

extension Repl {
  fileprivate func go(to text: String) throws {
    let document = chat.document
    let place: Int
    if text == "start" || text == "0" {
      place = 0
    } else if let number = Int(text) {
      guard let turn = document.place(ofTurn: number) else {
        throw SessionError.noTurn(number, of: document.turns)
      }
      place = turn
    } else if let beginning = document.branches[text] {
      place = document.tip(of: beginning)
    } else if text.isEmpty {
      return tellPlace()
    } else {
      let names = document.branches.keys.sorted()
      throw CommandError(
        "there is no branch \(TextSanitizer.clean(text)). "
          + (names.isEmpty ? "" : "There are: \(names.joined(separator: ", ")). ")
          + "`:tree` shows the numbers to go to.")
    }
    try chat.go(to: place)
    tellPlace()
  }
}
