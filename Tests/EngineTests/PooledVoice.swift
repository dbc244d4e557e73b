import Engine
import Foundation
import LanguageModels
import MaskInference
import TestSupport

/// The toy's lanes in one voice, and one at a time, worked out apart from the stage.
struct PooledVoice {
  let mixture: TokenMixture

  /// The predictive weights before the first sentence.
  var weights: [Double] {
    mixture.kernel.predict(mixture.logWeights).map { exp($0) }
  }

  /// What a sentence is worth, whose lanes weigh `weights` at its beginning.
  ///
  /// - Returns: its log probability in the one voice and one lane at a time, and `−log Z` over its
  ///   tokens, in nats.
  func weigh(
    _ sentence: [Token], weights: [Double], after words: [Token]
  ) -> (blended: Double, switching: Double, disagreement: Double) {
    var blended = 0.0
    var disagreement = 0.0
    var likelihoods = weights.map { _ in 0.0 }
    var before = words
    for token in sentence {
      let tables = mixture.hypotheses.map { stack in
        ToyModel.spoken.map { mixture.logProbability(of: $0, under: stack, after: before) }
      }
      let means = ToyModel.spoken.indices.map { word in
        zip(weights, tables).reduce(1) { $0 * pow(exp($1.1[word]), $1.0) }
      }
      let total = means.reduce(0, +)
      let place = ToyModel.spoken.firstIndex(of: token) ?? 0
      blended += log(means[place] / total)
      disagreement -= log(total)
      for lane in likelihoods.indices { likelihoods[lane] += tables[lane][place] }
      before.append(token)
    }
    let switching = zip(weights, likelihoods).reduce(0) { $0 + $1.0 * exp($1.1) }
    return (blended, log(switching), disagreement)
  }
}
