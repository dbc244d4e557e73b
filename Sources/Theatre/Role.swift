public import MaskInference

/// A mask as it is played: what a lane is told about it.
public struct Role: Hashable, Sendable {
  /// One thing said to the character and what it answered.
  public struct Exchange: Hashable, Sendable {
    /// What was said to it.
    public var cue: String
    /// What it answered.
    public var answer: String

    /// Creates an exchange.
    public init(cue: String, answer: String) {
      self.cue = cue
      self.answer = answer
    }
  }

  /// The mask.
  public var mask: Mask
  /// What the character is called.
  public var displayName: String
  /// Who it is and how it talks.
  public var direction: String
  /// Example exchanges, the most typical first.
  public var examples: [Exchange]
  /// What it says when it comes on, where it says anything.
  public var greeting: String?

  /// Creates a role.
  public init(
    mask: Mask, displayName: String, direction: String, examples: [Exchange], greeting: String?
  ) {
    self.mask = mask
    self.displayName = displayName
    self.direction = direction
    self.examples = examples
    self.greeting = greeting
  }

  /// Everything known of the character's words, for comparing voices.
  public var lines: [String] { examples.map(\.answer) + (greeting.map { [$0] } ?? []) }
}
