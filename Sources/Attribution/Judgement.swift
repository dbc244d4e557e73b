public import MaskInference

/// What is believed of one line: whose voice it is.
public struct Judgement: Hashable, Sendable {
  /// The line.
  public var text: String
  /// Who really says it, where that is known.
  public var truth: Stack?
  /// The tokens that were weighed.
  public var tokens: Int
  /// `[voice]`, the log likelihood of the line, length controlled, in nats.
  public var evidence: [Double]
  /// β: what the evidence is multiplied by before it counts; in (0, 1].
  public var exponent: Double
  /// `[voice]`, the posterior from this line alone.
  public var independent: [Double]
  /// `[voice]`, the posterior from this line and those before it.
  public var filtered: [Double]
  /// `[voice]`, the posterior from every line of the transcript.
  public var smoothed: [Double]

  /// Creates a judgement.
  public init(
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
