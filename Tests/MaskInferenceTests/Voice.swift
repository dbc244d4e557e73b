import Foundation
import MaskInference
import Support

/// A toy lane: every token is drawn from the same distribution, whatever came before.
struct Voice: Sendable {
  let probabilities: [Double]

  init(_ weights: [Double]) {
    let total = weights.reduce(0, +)
    probabilities = weights.map { $0 / total }
  }

  /// A voice drawn at random; the greater the contrast, the more distinct.
  init(vocabulary: Int, contrast: Double, using generator: inout SeededGenerator) {
    self.init(
      (0..<vocabulary).map { _ in exp(contrast * Double.random(in: -1...1, using: &generator)) })
  }

  /// The voice at another temperature.
  func heated(to temperature: Double) -> Voice {
    Voice(probabilities.map { pow($0, 1 / temperature) })
  }

  /// A sentence of `count` tokens.
  func sentence(of count: Int, using generator: inout SeededGenerator) -> [Int] {
    (0..<count).map { _ in generator.index(drawnFrom: probabilities) }
  }

  /// The log likelihood of `sentence`, in nats.
  func logLikelihood(of sentence: [Int]) -> Double {
    sentence.reduce(0) { $0 + log(probabilities[$1]) }
  }

  /// The expected surprisal of a token, in nats.
  var entropy: Double { probabilities.reduce(0) { $0 - $1 * log($1) } }

  /// The variance of the surprisal of a token, in nats squared.
  var variance: Double {
    probabilities.reduce(0) { $0 + $1 * log($1) * log($1) } - entropy * entropy
  }

  /// How surprising `sentence` is to this voice.
  func surprise(at sentence: [Int]) -> Surprise {
    sentence.reduce(into: Surprise()) {
      $0.add(
        surprisal: -log(probabilities[$1]), entropy: entropy, variance: variance)
    }
  }

  /// Every sentence of `count` tokens.
  func everySentence(of count: Int) -> [[Int]] {
    (0..<count).reduce([[]]) { sentences, _ in
      sentences.flatMap { sentence in probabilities.indices.map { sentence + [$0] } }
    }
  }
}
