import Personas
import Sessions
import Support

/// Something a person can type after a colon.
///
/// Each command is a file of its own: its name, what follows it, its help, its completion and its
/// deed.
struct Command {
  /// Without the colon.
  let name: String
  /// What follows the name.
  var arguments = ""
  /// What it does, in one line.
  let summary: String
  /// A line that can be typed as it stands.
  let example: String
  /// What may follow the command, by the words already there.
  var completion: ([String]) -> [Words] = { _ in [] }
  /// Does it.
  let run: (Repl, String) throws -> Void

  /// How it is typed.
  var usage: String { ":\(name)" + (arguments.isEmpty ? "" : " \(arguments)") }
}

extension Command {
  /// Every command, in the order in which help lists them.
  static var table: [Command] {
    [
      mask, stack, blend, eyes, plot, why, debate, personas, set, seed,
      undo, retry, swipe, edit, branch, goTo, tree,
      save, load, sessions, replay, report, help, quit,
    ]
  }
}

extension Command {
  /// What can stand at a place of an argument, for completion.
  enum Words {
    case fixed([String])
    /// Words that depend on the chat.
    case found((Repl) -> [String])
    /// The name of a session, or the path of its file.
    case sessions
    /// The path of a file.
    case files(ending: String)

    /// The masks that can be put on.
    static var masks: Words { .found { $0.chat.library.masks.sorted() } }
  }
}

extension Command {
  /// The command called `name`.
  ///
  /// - Throws: `CommandError` with the one that may have been meant.
  static func named(_ name: String) throws(CommandError) -> Command {
    let name = name.lowercased()
    if let command = table.first(where: { $0.name == name }) { return command }
    let near = EditDistance.nearest(to: name, among: table.map(\.name))
    throw CommandError(
      "there is no command :\(TextSanitizer.clean(name)). "
        + (near.map { "Did you mean `:\($0)`? " } ?? "")
        + "`:help` lists the commands; `::\(TextSanitizer.clean(name))` says it.")
  }
}

/// A mistake in a command, with what to type instead.
struct CommandError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
