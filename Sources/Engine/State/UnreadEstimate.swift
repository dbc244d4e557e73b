import MaskInference

/// How far each hypothesis usually falls short of the belief in finding what is said likely.
///
/// It is learnt from sentences that lanes have read and guesses at those that a lane sleeps
/// through: the program knows that no sleeper spoke them, because who is drawn is woken, so to let
/// sleepers keep their share would flatter them. A newcomer, of whom nothing is known, keeps it.
struct UnreadEstimate: Sendable {
  /// What is known of one hypothesis.
  private struct Habit {
    /// Nats per token, smoothed.
    var rate: Double
    /// How many sentences ago it was learnt.
    var age = 0
  }

  private var habits: [Stack: Habit] = [:]
  /// The part of a sentence's rate in the smoothed one.
  private static let pace = 0.2
  /// Half of what is usual is guessed: who is mistaken for further off than it is would vanish
  /// until it is heard, while who is mistaken for nearer only keeps a little more than its share.
  private static let caution = 0.5
  /// What was learnt so many sentences ago is trusted half as much, so that everybody is heard
  /// again sooner or later.
  private static let memory = 24.0

  /// Learns from a sentence of `tokens` tokens.
  ///
  /// - Parameters:
  ///   - logLikelihoods: in nats; `nil` for those who have not read it.
  ///   - hypotheses: whose they are.
  ///   - mixture: that of all together.
  ///   - tokens: how many tokens it has.
  mutating func learn(
    _ logLikelihoods: [Double?], of hypotheses: [Stack], mixture: Double, tokens: Int
  ) {
    guard tokens > 0 else { return }
    for (stack, value) in zip(hypotheses, logLikelihoods) {
      guard let value else {
        habits[stack]?.age += 1
        continue
      }
      // Beyond this nothing is left of a share anyway, and an impossible sentence has no rate.
      let rate = min(10, max(0, (mixture - value) / Double(tokens)))
      habits[stack] = Habit(
        rate: habits[stack].map { (1 - Self.pace) * $0.rate + Self.pace * rate } ?? rate)
    }
  }

  /// What is guessed that `stack` falls short by in a sentence of `tokens` tokens, in nats.
  func shortfall(of stack: Stack, tokens: Int) -> Double {
    guard let habit = habits[stack] else { return 0 }
    return Self.caution / (1 + Double(habit.age) / Self.memory) * habit.rate * Double(tokens)
  }
}
