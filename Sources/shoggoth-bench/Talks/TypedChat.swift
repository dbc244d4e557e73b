/// A chat as somebody types it: what is said, with commands between.
struct TypedChat {
  /// A line that is answered.
  struct Turn {
    /// The commands typed before it.
    let commands: [String]
    /// The line: a message, or the command that asks for another reply.
    let line: String
  }

  /// What it is called.
  let name: String
  /// Tokens in each lane; `nil` for the program's usual number.
  let context: Int?
  /// Its turns, in order.
  let turns: [Turn]

  /// Tells commands, which begin with a colon, from what is answered.
  ///
  /// - Parameters:
  ///   - name: what the chat is called.
  ///   - context: tokens in each lane.
  ///   - lines: everything that is typed, in order.
  init(_ name: String, context: Int? = nil, _ lines: [String]) {
    self.name = name
    self.context = context
    var commands: [String] = []
    var turns: [Turn] = []
    for line in lines {
      if line.hasPrefix(":"), line != Self.retry {
        commands.append(line)
      } else {
        turns.append(Turn(commands: commands, line: line))
        commands = []
      }
    }
    self.turns = turns
  }

  /// The command that is answered.
  private static let retry = ":retry"

  /// Every chat, in the order in which they are played.
  static let all = [masks, subjects, goingBack, long]
}
