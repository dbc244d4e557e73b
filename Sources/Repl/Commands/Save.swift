import Foundation
import Sessions
import Support
import Views

extension Command {
  /// `:save` keeps the chat.
  static var save: Command {
    Command(
      name: "save", arguments: "[NAME]", summary: "keep this chat, and go on keeping it there",
      example: ":save evening", completion: { $0.isEmpty ? [.sessions] : [] },
      run: { repl, text in try repl.save(text) })
  }
}

extension Repl {
  fileprivate func save(_ name: String) throws {
    if name.isEmpty {
      guard let file = chat.file else {
        throw CommandError("this chat has no name yet. Give it one: `:save evening`.")
      }
      try chat.save()
      console.tell("  kept in \(UserHome().abbreviating(file.path))")
    } else {
      let file = try options.folder.file(named: QuotedPath(name).text)
      try chat.save(to: file)
      console.tell("  kept in \(UserHome().abbreviating(file.path))")
    }
  }
}
