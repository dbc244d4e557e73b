import Foundation
import Sessions
import Views

extension Command {
  /// `:load` goes on with another chat.
  static var load: Command {
    Command(
      name: "load", arguments: "NAME [read-only]",
      summary: "go on with a kept chat, or look at one without changing it",
      example: ":load evening",
      completion: { $0.isEmpty ? [.sessions] : $0.count == 1 ? [.fixed(["read-only"])] : [] },
      run: { repl, text in try repl.load(text) })
  }
}

extension Repl {
  fileprivate func load(_ text: String) throws {
    let isReadOnly = text.hasSuffix(" read-only")
    let name = text.dropLast(isReadOnly ? " read-only".count : 0)
      .trimmingCharacters(in: .whitespaces)
    guard !name.isEmpty else {
      if options.folder.names.isEmpty {
        throw CommandError("no session is kept yet; `:save NAME` keeps this one.")
      }
      listSessions()
      throw CommandError("give a name: `:load NAME`.")
    }
    let url = try options.folder.find(QuotedPath(name).text)
    guard url != chat.file else {
      throw CommandError("you are in that chat already; `:save` keeps it.")
    }
    let library = chat.library
    let opened = try OpenedChat(url, isReadOnly: isReadOnly)
    let next = try opened.chat(model: options.model, library: library, stop: options.stop)
    // A chat that cannot be kept is not given up for another one.
    try chat.close()
    tellFileRemarks()
    chat = next
    tellResumed(opened.recovery, library: library)
    if isReadOnly { tellReadOnly() }
  }
}
