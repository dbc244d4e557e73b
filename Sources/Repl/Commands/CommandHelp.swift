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

  /// What can be typed besides commands, a sentence a line.
  package static let keys = [
    "A colon and a word of two letters or more begin a command; anything else is said, `:)` too.",
    "`::` at the start of a line says a colon; what is pasted, in a block or from $EDITOR is said.",
    "Ctrl-J makes a new line, and so do lines between two \"\"\"; Tab completes.",
    "Ctrl-R searches what was typed before, Alt-P for lines that begin like this one.",
    "Ctrl-X Ctrl-E or Ctrl-G opens $EDITOR on the line.",
    "Ctrl-C stops a reply and keeps what was said, Ctrl-D leaves.",
  ]
}
