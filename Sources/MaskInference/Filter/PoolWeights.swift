/// The hypotheses in one blended voice, the log-linear pool `q(x) ∝ Π p_h(x)^{w_h}`, beside one
/// voice at a time.
///
/// The weights are the predictive probabilities at the beginning of a sentence and stay as they are
/// within it. Both readings of "a sort of average over them" give the same sentence a probability:
/// blended, `log q(x) = Σ w_h ℓ_h − Σ log Z`, one normaliser Z for each token; switching,
/// `log Σ w_h exp ℓ_h`.
public struct PoolWeights: Hashable, Sendable {
  /// A hypothesis less probable than this stays out of the pool.
  public static let floor = 1e-3

  /// The probability of each hypothesis before the sentence.
  public let prediction: [Double]
  /// The weight of each hypothesis in the pool: zero where it stays out; sums to one.
  public let shares: [Double]

  /// Weighs hypotheses by their predictive probabilities.
  public init(predicting probabilities: [Double]) {
    prediction = probabilities
    let kept = probabilities.map { $0 >= Self.floor ? $0 : 0 }
    let total = kept.reduce(0, +)
    shares = total > 0 ? kept.map { $0 / total } : kept
  }

  /// The hypotheses in the pool.
  public var members: [Int] { shares.indices.filter { shares[$0] > 0 } }

  /// The log likelihood of a sentence in the blended voice, in nats, where `logLikelihoods` are its
  /// own under each hypothesis and `disagreement` is the sum of `−log Z` over its tokens.
  public func logLikelihood(_ logLikelihoods: [Double], disagreement: Double) -> Double {
    // Zero times an impossible sentence would be no number.
    members.reduce(disagreement) { $0 + shares[$1] * logLikelihoods[$1] }
  }

  /// The log odds of blended against switching that a sentence gives, in nats, from the same
  /// numbers; `nil` where it is impossible under either.
  public func logOdds(_ logLikelihoods: [Double], disagreement: Double) -> Double? {
    let switching = LogSpace.sum(
      zip(prediction, logLikelihoods).map { LogSpace.log($0) + $1 })
    let odds = logLikelihood(logLikelihoods, disagreement: disagreement) - switching
    return odds.isFinite ? odds : nil
  }
}
