import Foundation

/// Several lanes speaking in one voice: the log-linear pool `q(x) ∝ Π p_h(x)^{w_h}`, weights adding
/// up to one.
///
/// Its normaliser `Z = Σ_x Π p_h(x)^{w_h}` is at most one, by Hölder's inequality, and one only
/// where all lanes agree; so `−log Z` says how far they disagree.
package struct LogLinearPool {
  /// `Σ w_h log p_h(x)` of every token.
  private var logWeights: [Double]

  /// A pool of nobody yet, over a vocabulary of `count` tokens.
  package init(vocabularySize count: Int) {
    logWeights = [Double](repeating: 0, count: count)
  }

  /// Takes everybody out again.
  package mutating func empty() {
    for index in logWeights.indices { logWeights[index] = 0 }
  }

  /// Lets a lane in with `weight`, above zero: the distribution last read is its own.
  ///
  /// - Complexity: O(vocabulary).
  package mutating func add(_ distribution: SamplingDistribution, weight: Double) {
    distribution.addLogProbabilities(times: weight, to: &logWeights)
  }

  /// How far the lanes disagree on the next word, `−log Z` in nats: zero where they are of one
  /// mind, infinite where no word is possible in all of them, NaN where a lane's numbers are none.
  ///
  /// - Complexity: O(vocabulary).
  package var disagreement: Double {
    let disagreement = -logNormaliser
    // `max` would make zero of what is no number.
    return disagreement < 0 ? 0 : disagreement
  }

  /// The log probability of `token` in the one voice, in nats.
  ///
  /// - Complexity: O(vocabulary).
  package func logProbability(of token: Token) -> Double {
    logWeights[Int(token)] - logNormaliser
  }

  /// Draws a word.
  ///
  /// - Complexity: O(vocabulary).
  package func draw(using generator: inout some RandomNumberGenerator) -> Token {
    var remaining = Double.random(in: 0..<1, using: &generator) * exp(logNormaliser)
    var last = Token(0)
    let floor = floor
    for index in logWeights.indices where logWeights[index] > floor {
      last = Token(index)
      remaining -= exp(logWeights[index])
      if remaining < 0 { break }
    }
    return last
  }

  private var logNormaliser: Double {
    let best = best
    guard !best.isNaN else { return .nan }
    guard best > -.infinity else { return -.infinity }
    let floor = floor
    var total = 0.0
    for logWeight in logWeights where logWeight > floor { total += exp(logWeight - best) }
    return best + log(total)
  }

  private var best: Double {
    var best = -Double.infinity
    for logWeight in logWeights where !(logWeight <= best) {
      if logWeight.isNaN { return .nan }
      best = logWeight
    }
    return best
  }

  /// What lies below adds less than a rounding error: exp(−50) times a million tokens is 2e-16.
  private var floor: Double { best - 50 }
}
