/// What the lanes at hand say of one sentence.
public struct DebateEvidence: Sendable {
  private let logLikelihoods: [Stack: Double]

  /// Creates the evidence of a sentence.
  ///
  /// - Parameters:
  ///   - hypotheses: the stacks whose lanes weighed the sentence.
  ///   - logLikelihoods: its log likelihood under each, in nats; what has no partner in the other
  ///     list is not at hand.
  ///   - exponent: β, by which every log likelihood is multiplied.
  public init(hypotheses: [Stack], logLikelihoods: [Double], exponent: Double = 1) {
    // Under an exponent of zero even the impossible tells nothing; 0 · −∞ would be no number.
    self.logLikelihoods = Dictionary(
      zip(hypotheses, logLikelihoods.map { exponent == 0 ? 0 : exponent * $0 }),
      uniquingKeysWith: { first, _ in first })
  }

  /// The log likelihood under `stack`, in nats; `nil` where its lane is not at hand.
  public func logLikelihood(under stack: Stack) -> Double? { logLikelihoods[stack] }

  /// The log likelihood under each of `stacks`, in nats, where a lane that is not at hand is
  /// weighed as those at hand are on average.
  ///
  /// With it a view still gives each sentence a probability, these still sum to one over all
  /// sentences, and a stack that could not be heard neither gains nor loses against the rest.
  ///
  /// - Parameters:
  ///   - stacks: the stacks a view considers.
  ///   - logWeights: how the view weighs them.
  /// - Returns: the log likelihoods, and the average; `nil` where no stack with any weight is at
  ///   hand.
  func completed(
    for stacks: [Stack], logWeights: [Double]
  ) -> (logLikelihoods: [Double], average: Double)? {
    let known = stacks.map { logLikelihoods[$0] }
    let heard = zip(known, logWeights).compactMap { value, weight in
      value.map { (weight: weight, weighed: weight + $0) }
    }
    let total = LogSpace.sum(heard.map(\.weight))
    guard total > -.infinity else { return nil }
    let average = LogSpace.sum(heard.map(\.weighed)) - total
    return (known.map { $0 ?? average }, average)
  }
}
