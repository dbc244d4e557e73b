import Sessions
import Views

extension Command {
  /// `:sessions` lists the chats that were kept.
  static var sessions: Command {
    Command(
      name: "sessions", summary: "list the kept chats, the newest first",
      example: ":sessions",
      run: { repl, _ in
        if repl.options.folder.names.isEmpty {
          repl.console.tell("  no session is kept yet; `:save NAME` keeps this one.")
        }
        repl.listSessions()
      })
  }
}
