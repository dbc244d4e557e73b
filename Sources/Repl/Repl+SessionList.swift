import Foundation
import Sessions
import Views

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
