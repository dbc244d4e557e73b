import Foundation
import MaskInference
import Sessions
import Support
import Terminal
import Views

extension Command {
  /// `:debate` weighs the two views of the chat.
  static var debate: Command {
    Command(
      name: "debate", arguments: "[NAME]",
      summary: "weigh an actor under the mask against masks all the way down; NAME is the actor",
      example: ":debate", completion: { $0.isEmpty ? [.masks] : [] },
      run: { repl, text in try repl.debate(text) })
  }
}

extension Repl {
  /// Shows which of the two views the chat so far speaks for, with the stack called `name` as the
  /// actor, or the hardwired mask where it is empty.
  fileprivate func debate(_ name: String) throws {
    let document = chat.document
    let fold = try DebateReplay(document)
    guard !fold.steps.isEmpty else {
      return console.tell("  there is no reply yet: the debate weighs the program's words")
    }
    guard !name.isEmpty else {
      return console.tell(DebateView(fold, console: console).lines)
    }
    guard let actor = fold.lanes.first(where: { $0.isCalled(name) }) else {
      let known = fold.lanes.map(\.description).joined(separator: ", ")
      throw CommandError(
        "no hypothesis called \(TextSanitizer.clean(name)) scored these words. Choose one of: "
          + "\(known).")
    }
    console.tell(DebateView(try DebateReplay(document, actor: actor), console: console).lines)
  }
}

extension Stack {
  /// Whether a person may mean this stack by `name`: its masks innermost first, with `▸`, `>` or
  /// spaces between.
  fileprivate func isCalled(_ name: String) -> Bool {
    let words = name.lowercased().split { $0 == "▸" || $0 == ">" || $0.isWhitespace }
    return words.map(String.init) == (self == .bare ? ["bare"] : masks.map { $0.name.lowercased() })
  }
}
