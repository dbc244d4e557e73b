import Sessions
import Views

extension Command {
  /// `:seed` shows or sets the seed.
  static var seed: Command {
    Command(
      name: "seed", arguments: "[N]",
      summary: "show or set the seed: the same seed gives the same words",
      example: ":seed 7",
      run: { repl, text in
        guard !text.isEmpty else {
          return repl.console.tell("  seed \(repl.chat.document.seed)")
        }
        guard let seed = UInt64(text) else {
          throw CommandError("a seed is a whole number from 0 up, not \"\(text)\": `:seed 7`.")
        }
        try repl.chat.reseed(seed)
        repl.console.tell("  seed \(seed)")
      })
  }
}
