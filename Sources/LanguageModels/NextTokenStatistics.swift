import Foundation

/// What one next-token distribution expects of the next token.
public struct NextTokenStatistics: Hashable, Sendable {
  /// The entropy, which is the expected surprisal, in nats.
  public let entropy: Double
  /// The variance of surprisal, in nats squared.
  public let variance: Double
  /// The surprisal of the token that came, in nats.
  public let surprisal: Double

  /// Measures the model's own distribution (no sampling law) where `token` came next.
  ///
  /// - Complexity: O(vocabulary).
  public init(logits: Span<Float>, token: Token) {
    var maximum = -Float.infinity
    for index in logits.indices where logits[index] > maximum { maximum = logits[index] }
    var total = 0.0
    var first = 0.0
    var second = 0.0
    for index in logits.indices {
      let gap = logits[index] - maximum
      // exp(−30) is a billionth of a nat even if all the vocabulary sits there.
      guard gap > -30 else { continue }
      let weight = Double(exp(gap))
      let score = Double(gap)
      total += weight
      first += weight * score
      second += weight * score * score
    }
    let logTotal = log(total)
    let mean = first / total
    entropy = max(0, logTotal - mean)
    variance = max(0, second / total - mean * mean)
    surprisal = logTotal - Double(logits[Int(token)] - maximum)
  }
}
