import MaskInference

/// What a lane is told before the conversation: who wears whom, and how the outermost one talks.
package struct StageDirection: Hashable, Sendable {
  /// The words of the system message.
  package let text: String
  /// Exchanges that show the voice, as earlier turns.
  package let examples: [Role.Exchange]

  /// Writes the direction for a stack of `roles`, innermost first; at least one.
  package init(roles: [Role], examples count: Int) {
    var lines: [String] = []
    for (index, role) in roles.enumerated() {
      lines.append(
        index == 0
          ? "You are \(role.displayName). \(role.direction)"
          : "You are wearing a mask: you play \(role.displayName). \(role.direction)")
    }
    let outermost = roles.last
    if let outermost {
      if !outermost.instructions.isEmpty { lines.append(outermost.instructions) }
      let name = outermost.displayName
      lines.append("Say only what \(name) would say, in \(name)'s own voice.")
    }
    text = lines.joined(separator: "\n")
    examples = Array((outermost?.examples ?? []).prefix(count))
  }
}
