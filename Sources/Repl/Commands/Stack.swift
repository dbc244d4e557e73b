import Engine
import Sessions
import Views

extension Command {
  /// `:stack` shows the stacks or takes masks off.
  static var stack: Command {
    Command(
      name: "stack", arguments: "[pop | clear]",
      summary: "show the declared and the inferred stack, or take masks off",
      example: ":stack pop",
      completion: { $0.isEmpty ? [.fixed(["pop", "clear"])] : [] },
      run: { repl, text in
        switch text {
        case "": try repl.tellStack()
        case "pop": try repl.edit(.pop)
        case "clear": try repl.edit(.clear)
        default: throw CommandError(":stack takes pop or clear, not \"\(text)\".")
        }
      })
  }
}
