/// The running check that the lane that spoke is never left too far behind.
///
/// A sentence drawn from lane s has `P(ℓ_h − ℓ_s ≥ k) ≤ e^−k` for every other lane h, because the
/// likelihood ratio has expectation at most one under s (Markov's inequality). A worst case that
/// the bound makes very improbable means that what was scored is not what was sampled from.
public struct SelfCheck: Hashable, Sendable, Codable {
  /// Own sentences checked.
  public private(set) var sentences = 0
  /// Comparisons made: each sentence against each other lane.
  public private(set) var comparisons = 0
  /// The most that the lane that spoke trailed another by, in nats; never negative.
  public private(set) var worstDeficit = 0.0

  /// Creates a check of nothing yet.
  public init() {}

  /// Records a sentence that `speaker` spoke.
  ///
  /// - Returns: how far the speaker trailed the best other lane, in nats; zero where it led.
  @discardableResult
  public mutating func record(logLikelihoods: [Double], speaker: Int) -> Double {
    sentences += 1
    comparisons += logLikelihoods.count - 1
    let best = logLikelihoods.max() ?? 0
    let deficit = max(0, best - logLikelihoods[speaker])
    worstDeficit = max(worstDeficit, deficit)
    return deficit
  }

  /// The probability bound of a worst case at least this bad in as many comparisons, by the union
  /// bound; at most one, and one where nothing was compared.
  public var bound: Double {
    comparisons > 0 ? min(1, Double(comparisons) * LogSpace.exp(-worstDeficit)) : 1
  }

  /// Whether the bound is broken: what was seen has at most one chance in a thousand.
  public var isBroken: Bool { bound < 0.001 }
}
