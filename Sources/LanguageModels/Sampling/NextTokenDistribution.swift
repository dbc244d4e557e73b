import Foundation

/// What a language model says of the next token.
///
/// A model at hand gives the logits of its whole vocabulary; a server may give some tokens with
/// their log-probabilities and the mass of the rest. Whatever is computed from either is computed
/// from ``withLogits(_:)``, so that it is written once.
///
/// ```swift
/// let next = NextTokenDistribution.dense([0, 1, 2].span)
/// next.withLogits { $0[2] }  // 2
/// ```
package enum NextTokenDistribution: ~Escapable {
  /// The logits of every token, in natural-log scale up to a constant; the span is valid only
  /// during the call that hands it out.
  case dense(Span<Float>)
  /// Some tokens, and the mass of the rest.
  case sparse(SparseDistribution)

  /// Gives the logits of every token to `body`, in natural-log scale up to a constant.
  ///
  /// - Complexity: what `body` takes, and O(vocabulary) for a sparse distribution.
  package func withLogits<Result>(_ body: (Span<Float>) -> Result) -> Result {
    switch self {
    case .dense(let logits): body(logits)
    case .sparse(let distribution): body(distribution.logits.span)
    }
  }

  /// The logits of every token, to be kept.
  ///
  /// - Complexity: O(vocabulary).
  package var logits: [Float] {
    withLogits { logits in logits.withUnsafeBufferPointer { Array($0) } }
  }

  /// Whether it is a distribution at all: all numbers below infinity, one above minus infinity; of
  /// a sparse one also that its probabilities and its rest add up to one.
  ///
  /// - Complexity: O(vocabulary).
  package var isSound: Bool {
    if case .sparse(let distribution) = self, !distribution.addsUpToOne { return false }
    return withLogits { logits in
      logits.withUnsafeBufferPointer(VectorMath.isDistribution)
    }
  }
}

/// Some tokens with their log-probabilities, and the mass of all others together.
///
/// Nothing is known of how the rest is spread, so it is spread evenly, which gives it the greatest
/// entropy: the surprise of a token that is not listed is right on average over the rest, and a
/// token's own may be off by what the server did not tell.
package struct SparseDistribution: Hashable, Sendable {
  /// The tokens that are listed, each once.
  package let tokens: [Token]
  /// The log-probability of each, in nats.
  package let logProbabilities: [Double]
  /// The probability of all others together, in [0, 1].
  package let rest: Double
  /// The number of tokens in the vocabulary.
  package let vocabularySize: Int

  /// Creates a distribution.
  ///
  /// - Parameters:
  ///   - listed: tokens of the vocabulary with their log-probabilities, in nats; of a token that is
  ///     listed twice the first counts.
  ///   - rest: the probability of all others together; what is missing to one by default.
  ///   - vocabularySize: the number of tokens in the vocabulary.
  package init(
    _ listed: [(token: Token, logProbability: Double)], rest: Double? = nil, vocabularySize: Int
  ) {
    var seen: Set<Token> = []
    let listed = listed.filter {
      (0..<vocabularySize).contains(Int($0.token)) && seen.insert($0.token).inserted
    }
    tokens = listed.map(\.token)
    logProbabilities = listed.map(\.logProbability)
    self.rest = rest ?? max(0, 1 - logProbabilities.reduce(0) { $0 + exp($1) })
    self.vocabularySize = vocabularySize
  }

  /// The log-probability of a token that is not listed, in nats: an even share of the rest.
  package var logProbabilityOfOthers: Double {
    let others = vocabularySize - tokens.count
    return others > 0 ? log(rest / Double(others)) : -.infinity
  }

  /// Whether the probabilities and the rest add up to one, but for the rounding of what is sent.
  var addsUpToOne: Bool {
    let mass = logProbabilities.reduce(rest) { $0 + exp($1) }
    return abs(mass - 1) <= 0.01 && rest >= 0
  }

  /// The log-probability of every token, in nats.
  fileprivate var logits: [Float] {
    var logits = [Float](repeating: Float(logProbabilityOfOthers), count: vocabularySize)
    for (token, value) in zip(tokens, logProbabilities) { logits[Int(token)] = Float(value) }
    return logits
  }
}
