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
    "`::` at the start of a line says a colon; pasted text, blocks and text from $EDITOR are said.",
    "Ctrl-J makes a new line; lines between two \"\"\" are one message; Tab completes.",
    "Ctrl-R searches earlier lines; Alt-P finds lines that begin like this one.",
    "Ctrl-X Ctrl-E or Ctrl-G opens $EDITOR on the line.",
    "Ctrl-C stops a reply and keeps its words; Ctrl-D leaves.",
  ]
}
