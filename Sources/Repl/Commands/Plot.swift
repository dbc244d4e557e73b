import Sessions
import Views

extension Command {
  /// `:plot` draws the course of the belief.
  static var plot: Command {
    Command(
      name: "plot", summary: "draw the blend and the depth over the turns", example: ":plot",
      run: { repl, _ in
        repl.console.tell(
          PlotView(
            BeliefHistory(repl.chat.document), console: repl.console,
            colours: repl.colours
          ).lines)
      })
  }
}
