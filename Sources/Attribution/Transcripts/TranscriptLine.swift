package import MaskInference

/// A line of a transcript whose voice is asked for.
package struct TranscriptLine: Hashable, Sendable {
  /// What was said.
  package var text: String
  /// Who said it, where that is known.
  package var truth: Stack?

  /// Creates a line.
  package init(text: String, truth: Stack? = nil) {
    self.text = text
    self.truth = truth
  }
}
