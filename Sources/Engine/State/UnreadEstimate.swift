import MaskInference

/// How far each hypothesis usually falls short of the belief in finding what is said likely.
///
/// It is learnt from sentences that every lane has read and guesses at those that a lane sleeps
/// through: the program knows that no sleeper spoke them, because who is drawn is woken, so to let
/// sleepers keep their share would flatter them. A newcomer, of whom nothing is known, keeps it.
struct UnreadEstimate: Sendable {
  /// Nats per token, smoothed.
  private var rates: [Stack: Double] = [:]
  /// The part of a sentence's rate in the smoothed one.
  private static let pace = 0.2
  /// Half of what is usual is guessed: who is mistaken for further off than it is would vanish
  /// until it is heard, while who is mistaken for nearer only keeps a little more than its share.
  private static let caution = 0.5

  /// Learns from a sentence of `tokens` tokens.
  ///
  /// - Parameters:
  ///   - logLikelihoods: in nats.
  ///   - hypotheses: whose they are.
  ///   - mixture: that of all together.
  ///   - tokens: how many tokens it has.
  mutating func learn(
    _ logLikelihoods: [Double], of hypotheses: [Stack], mixture: Double, tokens: Int
  ) {
    guard tokens > 0 else { return }
    for (stack, value) in zip(hypotheses, logLikelihoods) {
      // Beyond this nothing is left of a share anyway, and an impossible sentence has no rate.
      let rate = min(10, max(0, (mixture - value) / Double(tokens)))
      rates[stack] = rates[stack].map { (1 - Self.pace) * $0 + Self.pace * rate } ?? rate
    }
  }

  /// What is guessed that `stack` falls short by in a sentence of `tokens` tokens, in nats.
  func shortfall(of stack: Stack, tokens: Int) -> Double {
    Self.caution * (rates[stack] ?? 0) * Double(tokens)
  }

  /// Learns from the sentences of a turn that every lane has read.
  mutating func learn(from turn: Turn) {
    let count = turn.hypotheses.count
    for sentence in turn.sentences
    where sentence.asleep == nil && sentence.belief.count == count
      && sentence.logLikelihoods.count == count
    {
      // What was believed afterwards stands in for what was predicted: the two differ for a moment
      // only.
      let known = Belief(hypotheses: turn.hypotheses, probabilities: sentence.belief)
      learn(
        sentence.logLikelihoods, of: turn.hypotheses,
        mixture: known.mixture(sentence.logLikelihoods), tokens: sentence.tokens.count)
    }
  }
}
