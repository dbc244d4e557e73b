import Foundation
import Sessions
import Terminal
import Views

extension Command {
  /// The command `:sessions`.
  static var sessions: Command {
    Command(
      name: "sessions", arguments: "", summary: "list the chats that were kept, the newest first",
      example: ":sessions", completion: { _ in .none },
      run: { repl, _ in
        if repl.options.folder.names.isEmpty {
          repl.console.tell("  no session is kept yet; `:save NAME` keeps this one.")
        }
        repl.listSessions()
      })
  }
}

extension Repl {
  /// Most sessions to read for a list: a chat shall not wait for hundreds of files.
  private static let listed = 20

  /// Lists the sessions there are, the newest first, and tells which cannot be read.
  func listSessions() {
    let files = options.folder.newestFirst
    for file in files.prefix(Self.listed) {
      do {
        let summary = try SessionSummary(contentsOf: file)
        console.tell(SessionLine(summary, console: console, colours: colours).lines)
      } catch {
        console.warn(error.description)
      }
    }
    let more = files.count - Self.listed
    if more > 0 { console.tell("  and \(more) older; `shoggoth sessions` lists all") }
  }
}
