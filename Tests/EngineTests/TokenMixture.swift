import Engine
import Foundation
import LanguageModels
import MaskInference
import TestSupport

/// The toy's lanes mixed token by token, apart from the stage: the other way to speak.
struct TokenMixture {
  /// How the lanes' weights go from one token to the next.
  enum Weighing {
    /// By what each lane thought of the words so far.
    case posterior
    /// Not at all within a sentence.
    case fixed
  }

  let law: StatedLaw
  let rule: SentenceRule
  let hypotheses: [Stack]
  let kernel: TransitionKernel
  /// The log weights before the reply.
  let logWeights: [Double]
  /// What the user said in this turn.
  let prompt: [Token]
  /// What the stage said in earlier turns.
  let said: [Token]

  /// The mixture of what `stage` believes, before it hears `prompt`.
  init(_ stage: borrowing Stage, prompt: [Token], said: [Token] = []) {
    let filter = stage.filter
    law = StatedLaw(law: stage.settings.law)
    rule = SentenceRule(
      version: stage.settings.sentenceRule, maximumTokens: stage.settings.sentenceTokens)
    hypotheses = filter.hypotheses
    kernel = TransitionKernel(
      filter.transition, hypotheses: filter.hypotheses, prior: filter.prior, cast: filter.cast)
    logWeights = filter.logWeights
    self.prompt = prompt
    self.said = said
  }

  /// The log probability of `token` in the lane of `stack` after `words` of the reply, in nats.
  func logProbability(of token: Token, under stack: Stack, after words: [Token]) -> Double {
    let logits = ToyModel.logits(
      names: ToyStage.names(in: stack), prompt: prompt, previous: words.last ?? ToyModel.joint)
    let table = law.logProbabilities(logits, after: said + words, spoken: ToyModel.spoken)
    return table[token] ?? -.infinity
  }

  /// The probability that the lane of `stack` ends the turn after `words` of the reply.
  func endProbability(under stack: Stack, after words: [Token]) -> Double {
    let logits = ToyModel.logits(
      names: ToyStage.names(in: stack), prompt: prompt, previous: words.last ?? ToyModel.joint)
    let table = law.logProbabilities(
      logits, after: said + words, spoken: ToyModel.spoken + [ToyModel.end])
    return exp(table[ToyModel.end] ?? -.infinity)
  }

  /// The sentences that `words` are made of; the last may be unfinished.
  func sentences(of words: [Token]) -> [[Token]] {
    var sentences: [[Token]] = []
    var current: [Token] = []
    for word in words {
      current.append(word)
      if isOver(current) {
        sentences.append(current)
        current = []
      }
    }
    return current.isEmpty ? sentences : sentences + [current]
  }

  /// The probability that a reply begins with `words`, and the weights after them.
  func speak(_ words: [Token], weighing: Weighing) -> (probability: Double, weights: [Double]) {
    var probability = 1.0
    var before: [Token] = []
    var logWeights = logWeights
    for sentence in sentences(of: words) {
      logWeights = kernel.predict(logWeights)
      var weights = logWeights.map { exp($0) }
      for token in sentence {
        let shares = zip(hypotheses, weights).map { stack, weight in
          weight * exp(logProbability(of: token, under: stack, after: before))
        }
        let mixed = shares.reduce(0, +)
        probability *= mixed
        if case .posterior = weighing { weights = shares.map { $0 / mixed } }
        before.append(token)
      }
      logWeights = weights.map { log($0) }
    }
    return (probability, logWeights.map { exp($0) })
  }

  /// Every text of `length` words.
  static func texts(of length: Int) -> [[Token]] {
    (0..<length).reduce([[]]) { texts, _ in
      texts.flatMap { text in ToyModel.spoken.map { text + [$0] } }
    }
  }

  /// Whether `words` are one whole sentence.
  func isSentence(_ words: [Token]) -> Bool {
    isOver(words) && words.indices.dropFirst().allSatisfy { !isOver(Array(words[..<$0])) }
  }

  private func isOver(_ sentence: [Token]) -> Bool {
    let model = ToyModel()
    return rule.isOver(model.text(of: sentence), tokens: sentence.count)
  }
}
