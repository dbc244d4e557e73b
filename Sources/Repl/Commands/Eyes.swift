import Engine
import MaskInference
import Sessions
import Views

extension Command {
  /// `:eyes` draws the creature.
  static var eyes: Command {
    Command(
      name: "eyes", summary: "draw every eye, open in proportion to its weight", example: ":eyes",
      run: { repl, _ in
        repl.console.tell(
          EyesView(
            repl.chat.state.filter.belief.blend, console: repl.console,
            colours: repl.colours
          ).lines)
      })
  }
}
