import Terminal
import Views

extension Command {
  /// `:help` explains the commands.
  static var help: Command {
    Command(
      name: "help", arguments: "[COMMAND]", summary: "list the commands, or explain one",
      example: ":help mask",
      completion: { $0.isEmpty ? [.fixed(table.map(\.name))] : [] },
      run: { repl, text in try repl.help(text) })
  }
}

extension Repl {
  fileprivate func help(_ name: String) throws {
    let name = name.hasPrefix(":") ? String(name.dropFirst()) : name
    guard !name.isEmpty else {
      for command in Command.table {
        console.tell("  \(command.usage)")
        console.tell("      " + console.palette.paint(command.summary, .dim))
      }
      console.tell("  `:help COMMAND` gives an example.")
      for line in CommandHelp.keys { console.tell("  " + line) }
      return
    }
    let command = try Command.named(name)
    console.tell([
      "  \(command.usage)", "  \(command.summary)", "  for instance  \(command.example)",
    ])
  }
}
