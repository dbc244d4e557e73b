import Engine
import MaskInference
import Sessions
import Terminal
import Views

extension Command {
  /// `:retry` has the last words answered again.
  static var retry: Command {
    Command(
      name: "retry", arguments: "[as NAME]",
      summary:
        "answer your last words again; both replies stay",
      example: ":retry as pirate",
      completion: { $0.isEmpty ? [.fixed(["as"])] : $0 == ["as"] ? [.masks] : [] },
      run: { repl, text in try repl.retry(text) })
  }
}

extension Repl {
  fileprivate func retry(_ text: String) throws {
    let words = text.split(separator: " ", maxSplits: 1).map(String.init)
    guard text.isEmpty || (words.count == 2 && words[0] == "as") else {
      throw CommandError("type `:retry` or `:retry as pirate`.")
    }
    let mask = words.count == 2 ? try known(words[1]) : nil
    let name = mask?.name ?? chat.state.declared.outermost?.name
    try perform(as: name) { chat, show throws in try chat.retry(as: mask, onPiece: show) }
    let document = chat.document
    let answered = document.lastWords(upTo: document.tree.head)
    let count = answered.map(document.replies(toWordsAt:))?.count ?? 0
    if !options.printsJSON, count > 1 {
      console.tell(console.palette.paint("  reply \(count); `:swipe` compares them", .dim))
    }
  }
}
