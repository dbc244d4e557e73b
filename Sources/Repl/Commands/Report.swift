import Foundation
import Sessions
import Support
import Terminal
import Views

extension Command {
  /// `:report` writes a page.
  static var report: Command {
    Command(
      name: "report", arguments: "[FILE]",
      summary: "write this chat as a page of HTML to show to others",
      example: ":report page.html", completion: { $0.isEmpty ? [.files(ending: ".html")] : [] },
      run: { repl, text in try repl.report(to: text) })
  }
}

extension Repl {
  /// Writes the chat as a page to `path`, or under the name of the chat where it is empty.
  fileprivate func report(to path: String) throws {
    let document = chat.document
    guard document.turns > 0 else {
      return console.tell("  there is no reply yet, so there is nothing to show")
    }
    let name = chat.file?.deletingPathExtension().lastPathComponent ?? "chat"
    let path = QuotedPath(path).text
    let file = UserHome().file(path.isEmpty ? "\(name).html" : path)
    try HTMLPage(document, name: name).write(to: file)
    console.tell("  written to \(TextSanitizer.clean(file.path))")
  }
}
