import Engine
import Sessions
import Views

extension Command {
  /// `:blend` chooses who speaks.
  static var blend: Command {
    let modes = Settings.BlendMode.allCases.map(\.rawValue)
    return Command(
      name: "blend", arguments: modes.joined(separator: " | "),
      summary: "choose the speaker: one drawn, all in one voice, the declared, the likeliest",
      example: ":blend declared",
      completion: { $0.isEmpty ? [.fixed(modes)] : [] },
      run: { repl, text in
        if text.isEmpty {
          repl.console.tell("  blend is \(repl.chat.state.settings.blend.rawValue)")
        } else {
          try repl.change("blend", to: text)
        }
      })
  }
}
