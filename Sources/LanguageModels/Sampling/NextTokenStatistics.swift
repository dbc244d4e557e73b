import Foundation

/// What one next-token distribution expects of the next token.
package struct NextTokenStatistics: Hashable, Sendable {
  /// The entropy, which is the expected surprisal, in nats.
  package let entropy: Double
  /// The variance of surprisal, in nats squared.
  package let variance: Double
  /// The surprisal of the token that came, in nats.
  package let surprisal: Double

  /// Measures the model's own distribution (no sampling law) where `token` came next.
  ///
  /// All three are NaN where it is no distribution.
  ///
  /// - Complexity: O(vocabulary).
  package init(of next: NextTokenDistribution, token: Token) {
    self = next.withLogits { NextTokenStatistics(logits: $0, token: token) }
  }

  private init(logits: Span<Float>, token: Token) {
    let (maximum, moments) = logits.withUnsafeBufferPointer { values in
      let maximum = VectorMath.maximum(values)
      return (maximum, VectorMath.exponentialMoments(values, maximum: maximum))
    }
    let logTotal = log(moments.zeroth)
    let mean = moments.first / moments.zeroth
    guard maximum > -.infinity, maximum < .infinity else {
      (entropy, variance, surprisal) = (.nan, .nan, .nan)
      return
    }
    entropy = max(0, logTotal - mean)
    variance = max(0, moments.second / moments.zeroth - mean * mean)
    surprisal = logTotal - Double(logits[Int(token)]) + Double(maximum)
  }
}
