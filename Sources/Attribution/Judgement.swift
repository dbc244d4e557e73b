package import MaskInference

/// What is believed of one line: whose voice it is.
package struct Judgement: Hashable, Sendable {
  /// The line.
  package var text: String
  /// Who really says it, where that is known.
  package var truth: Stack?
  /// The tokens that were weighed.
  package var tokens: Int
  /// `[voice]`, the log likelihood of the line, length controlled, in nats.
  package var evidence: [Double]
  /// β: what the evidence is multiplied by before it counts; in (0, 1].
  package var exponent: Double
  /// `[voice]`, the posterior from this line alone.
  package var independent: [Double]
  /// `[voice]`, the posterior from this line and those before it.
  package var filtered: [Double]
  /// `[voice]`, the posterior from every line of the transcript.
  package var smoothed: [Double]

  /// Creates a judgement.
  package init(
    text: String, truth: Stack?, tokens: Int, evidence: [Double], exponent: Double,
    independent: [Double], filtered: [Double], smoothed: [Double]
  ) {
    self.text = text
    self.truth = truth
    self.tokens = tokens
    self.evidence = evidence
    self.exponent = exponent
    self.independent = independent
    self.filtered = filtered
    self.smoothed = smoothed
  }
}
