import Foundation
import MaskInference
import Support

/// A chain over a few hypotheses with any transition at all, and what was heard of it.
struct RandomChain: Sendable {
  var initial: [Double]
  var rows: [[Double]]
  /// `[sentence][hypothesis]`, log likelihoods in nats.
  var heard: [[Double]]

  /// Draws a chain; rows may differ as much as they like.
  init(
    count: Int, sentences: Int, in range: ClosedRange<Double> = -4 ... -0.01,
    using generator: inout SeededGenerator
  ) {
    func distribution() -> [Double] {
      let weights = (0..<count).map { _ in Double.random(in: 0.02...1, using: &generator) }
      let total = weights.reduce(0, +)
      return weights.map { $0 / total }
    }
    initial = distribution()
    rows = (0..<count).map { _ in distribution() }
    heard = generator.logLikelihoods(sentences: sentences, hypotheses: count, in: range)
  }

  /// What the smoother under test makes of it.
  func smoothed(exponent: Double = 1) throws -> SmoothedTranscript {
    try Smoother(logWeights: initial.map { log($0) }, transition: TransitionMatrix(rows: rows))
      .smooth(heard, exponent: exponent)
  }

  /// The same by walking every path.
  func paths(exponent: Double = 1) -> PathEnumeration {
    PathEnumeration(
      initial: initial, rows: rows, logLikelihoods: heard, exponent: exponent)
  }
}
