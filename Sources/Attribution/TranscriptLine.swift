public import MaskInference

/// A line of a transcript whose voice is asked for.
public struct TranscriptLine: Hashable, Sendable {
  /// What was said.
  public var text: String
  /// Who said it, where that is known.
  public var truth: Stack?

  /// Creates a line.
  public init(text: String, truth: Stack? = nil) {
    self.text = text
    self.truth = truth
  }
}
