import Personas
import Sessions
import Terminal
import Theatre

/// Something a person can type after a colon.
struct Command {
  /// What can stand at a place of its argument, for completion.
  enum Words {
    case none
    case fixed([String])
    case masks
    case worn
    case sessions
    case files(ending: String)
    case branches
    case settings
    case valueOfSetting(String)
    case commands
  }

  /// Without the colon.
  let name: String
  /// What follows the name.
  let arguments: String
  /// What it does, in one line.
  let summary: String
  /// A line that can be typed as it stands.
  let example: String
  /// Whether it looks at the chat or changes it, so that every lane must have read the last turn.
  var concernsChat = true
  /// What may follow the command, by the words already there.
  let completion: ([String]) -> Words
  /// Does it.
  let run: (Repl, String) throws -> Void

  /// How it is typed.
  var usage: String { ":\(name)" + (arguments.isEmpty ? "" : " \(arguments)") }
}

/// What a manual says about a command of the chat.
package struct CommandHelp: Hashable, Sendable {
  /// How it is typed.
  package let usage: String
  /// What it does, in one line.
  package let summary: String
  /// A line that can be typed as it stands.
  package let example: String

  /// Every command, in the order in which help lists them.
  package static var all: [CommandHelp] {
    Command.table.map { CommandHelp(usage: $0.usage, summary: $0.summary, example: $0.example) }
  }
}

/// A mistake in a command, with what to type instead.
struct CommandError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
