import Sessions
import Views

extension Command {
  /// `:swipe` compares replies or chooses one.
  static var swipe: Command {
    Command(
      name: "swipe", arguments: "[N | best]",
      summary:
        "compare the replies to the last words, or choose one",
      example: ":swipe best", completion: { $0.isEmpty ? [.fixed(["best"])] : [] },
      run: { repl, text in try repl.swipe(text) })
  }
}

extension Repl {
  fileprivate func swipe(_ text: String) throws {
    let document = chat.document
    let siblings = document.siblingReplies
    guard !siblings.isEmpty else { return console.tell("  there is no reply yet") }
    let view = SwipeView(document, console: console, colours: colours)
    if text.isEmpty { return console.tell(view.lines) }
    guard let number = text == "best" ? view.best : Int(text) else {
      throw CommandError(
        "`:swipe` lists the replies, `:swipe 2` chooses one, `:swipe best` the best.")
    }
    guard siblings.indices.contains(number - 1) else {
      throw CommandError(
        siblings.count == 1
          ? "there is one reply to that; `:retry` adds another."
          : "there is no reply \(number): they go from 1 to \(siblings.count).")
    }
    try chat.go(to: siblings[number - 1])
    if let turn = document.turn(at: siblings[number - 1]) { try show(turn) }
  }
}

extension SessionDocument {
  /// The places of all replies to the words that the last reply on the way to the head answers.
  fileprivate var siblingReplies: [Int] {
    lastReply(upTo: tree.head).map { reply in
      lastWords(upTo: reply).map { replies(toWordsAt: $0) } ?? [reply]
    } ?? []
  }
}
