package import MaskInference

/// A mask as it is played: what a lane is told about it.
package struct Role: Hashable, Sendable {
  /// One thing said to the character and what it answered.
  package struct Exchange: Hashable, Sendable {
    /// What was said to it.
    package var cue: String
    /// What it answered.
    package var answer: String

    /// Creates an exchange.
    package init(cue: String, answer: String) {
      self.cue = cue
      self.answer = answer
    }
  }

  /// What stands for the words of a user who has said nothing: a chat template wants the user to
  /// begin.
  package static let usualCue = "Hello."

  /// The mask.
  package var mask: Mask
  /// What the character is called.
  package var displayName: String
  /// Who it is and how it talks.
  package var direction: String
  /// How it is to answer, told last while the mask is the outermost; empty where the card asks for
  /// nothing.
  package var instructions: String
  /// Example exchanges, the most typical first.
  package var examples: [Exchange]
  /// What it says when it comes on, where it says anything.
  package var greeting: String?
  /// How many entries of the card's lorebook are told to nobody.
  package var unreadEntries: Int

  /// Creates a role.
  package init(
    mask: Mask, displayName: String, direction: String, instructions: String = "",
    examples: [Exchange], greeting: String?, unreadEntries: Int = 0
  ) {
    self.mask = mask
    self.displayName = displayName
    self.direction = direction
    self.instructions = instructions
    self.examples = examples
    self.greeting = greeting
    self.unreadEntries = unreadEntries
  }

  /// Everything known of the character's words, for comparing voices.
  package var lines: [String] { examples.map(\.answer) + (greeting.map { [$0] } ?? []) }

  /// Whether nothing is known of the character but its name.
  package var isEmpty: Bool { direction.isEmpty && instructions.isEmpty && lines.isEmpty }
}
