import Sessions
import Support
import Terminal
import Views

extension Command {
  /// `:branch` begins a branch or lists them.
  static var branch: Command {
    Command(
      name: "branch", arguments: "[NAME]",
      summary: "begin a named branch here, or list the branches", example: ":branch gentle",
      run: { repl, text in try repl.branch(text) })
  }
}

extension Repl {
  fileprivate func branch(_ name: String) throws {
    guard !name.isEmpty else {
      let document = chat.document
      let branches = document.branches.sorted { $0.value < $1.value }
      let here = document.branch(at: document.tree.head)
      if branches.isEmpty {
        console.tell("  no branch has a name; `:branch gentle` begins one here")
      }
      for (name, place) in branches {
        let tip = document.tip(of: place)
        let turn = document.lastReply(upTo: tip).flatMap(document.number(ofTurnAt:))
        console.tell(
          "  \(name == here ? "◂" : " ") \(TextSanitizer.clean(name))  "
            + (turn.map { "ends at turn \($0)" } ?? "nothing said yet"))
      }
      return
    }
    try chat.branch(name)
    console.tell("  branch \(name) begins here; `:goto \(name)` comes back to it")
  }
}
