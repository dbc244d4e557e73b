import LanguageModels
import MaskInference

/// A reply as it grows.
struct Reply {
  let hypotheses: [Stack]
  var distribution: SamplingDistribution
  var sentences: [Turn.Sentence] = []
  var tokens: [Token] = []
  /// The log likelihood of the reply so far under each hypothesis.
  var logLikelihoods: [Double]
  var ending = Turn.Ending.finished
  private let model: any LanguageModel

  init(
    hypotheses: [Stack], distribution: SamplingDistribution, model: any LanguageModel
  ) {
    self.hypotheses = hypotheses
    self.distribution = distribution
    self.model = model
    logLikelihoods = Array(repeating: 0, count: hypotheses.count)
  }

  /// Everything said so far.
  var text: String { model.text(of: tokens) }

  mutating func add(_ sentence: Turn.Sentence) {
    sentences.append(sentence)
    tokens += sentence.tokens
    for (index, value) in sentence.logLikelihoods.enumerated() { logLikelihoods[index] += value }
  }
}
