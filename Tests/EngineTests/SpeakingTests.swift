import Engine
import Foundation
import LanguageModels
import MaskInference
import TestSupport
import Testing

/// Drawing a stack for every sentence and then the sentence from its lane.
@Suite struct `Speaking from one lane at a time` {
  /// What is said first, so that words have been said and the belief has moved.
  private static let opening = ("yes or maybe", WordSource.sampled(seed: 3))

  @Test(arguments: 1...4)
  func `gives every text the probability that mixing token by token gives it`(
    length: Int
  ) throws {
    var total = 0.0
    for words in TokenMixture.texts(of: length) {
      var stage = try ToyStage.masked()
      let first = try stage.play(Self.opening.0, as: Self.opening.1)
      let mixture = TokenMixture(stage, prompt: [ToyModel.no], said: first.tokens)
      let expected = mixture.speak(words, weighing: .posterior)
      let before = stage.filter.logEvidence
      _ = try stage.play("no", as: .recorded(first.saying(mixture.sentences(of: words))))
      let spoken = exp(stage.filter.logEvidence - before)
      #expect(abs(spoken - expected.probability) < 1e-12, "\(words)")
      for (belief, weight) in zip(stage.filter.belief.probabilities, expected.weights) {
        #expect(abs(belief - weight) < 1e-12, "\(words)")
      }
      total += spoken
    }
    #expect(abs(total - 1) < 1e-12)
  }

  @Test func `is not the same as averaging tokens with fixed weights`() throws {
    var stage = try ToyStage.masked()
    let first = try stage.play(Self.opening.0, as: Self.opening.1)
    let mixture = TokenMixture(stage, prompt: [ToyModel.no], said: first.tokens)
    let gaps = TokenMixture.texts(of: 4).map { words -> Double in
      let posterior = mixture.speak(words, weighing: .posterior).probability
      return abs(posterior - mixture.speak(words, weighing: .fixed).probability)
    }
    // Half the sum is the total variation distance.
    #expect(gaps.reduce(0, +) / 2 > 0.01)
  }

  @Test func `says each first sentence as often as the mixture would`() throws {
    let settings = ToyStage.settings { $0.replySentences = 1 }
    let mixture = TokenMixture(try ToyStage.masked(settings: settings), prompt: [ToyModel.no])
    let plays = 800
    var counts: [[Token]: Int] = [:]
    for seed in 0..<UInt64(plays) {
      var stage = try ToyStage.masked(settings: settings)
      let turn = try stage.play("no", as: .sampled(seed: seed))
      counts[turn.sentences[0].tokens, default: 0] += 1
    }
    // Pearson's test, the rare sentences taken together.
    var statistic = 0.0
    var cells = 0.0
    var restExpected = Double(plays)
    var restCount = Double(plays)
    for words in (1...4).flatMap(TokenMixture.texts) where mixture.isSentence(words) {
      let expected = Double(plays) * mixture.speak(words, weighing: .posterior).probability
      guard expected >= 8 else { continue }
      let count = Double(counts[words] ?? 0)
      statistic += (count - expected) * (count - expected) / expected
      cells += 1
      restExpected -= expected
      restCount -= count
    }
    statistic += (restCount - restExpected) * (restCount - restExpected) / restExpected
    #expect(cells > 10)
    #expect(statistic < cells + 3 * (2 * cells).squareRoot())
  }

  @Test(arguments: Settings.BlendMode.allCases)
  func `ends after a sentence as often as the lanes that may speak would`(
    mode: Settings.BlendMode
  ) throws {
    let settings = ToyStage.settings {
      $0.blend = mode
      $0.replySentences = 2
      $0.odds = DeclarationOdds(push: 0.3, swap: 0.6, stay: 0.1)
    }
    let mixture = TokenMixture(try ToyStage.masked(settings: settings), prompt: [ToyModel.no])
    var expected = 0.0
    var variance = 0.0
    var ended = 0.0
    for seed in 0..<600 as Range<UInt64> {
      var stage = try ToyStage.masked(settings: settings)
      let turn = try stage.play("no", as: .sampled(seed: seed))
      let first = turn.sentences[0]
      let belief = Belief(hypotheses: turn.hypotheses, probabilities: first.belief)
      let probability = zip(turn.hypotheses, first.belief).reduce(0) { sum, hypothesis in
        let (stack, weight) = hypothesis
        let share: Double =
          switch mode {
          case .sample, .pool: weight
          case .declared: stack == stage.declared ? 1 : 0
          case .top: stack == belief.mostProbable ? 1 : 0
          }
        return sum + share * mixture.endProbability(under: stack, after: first.tokens)
      }
      expected += probability
      variance += probability * (1 - probability)
      if turn.ending == .finished { ended += 1 }
    }
    #expect(expected > 10)
    #expect(abs(ended - expected) < 3 * variance.squareRoot())
  }

  @Test func `weighs every sentence in every lane by that lane's own probability of it`() throws {
    var stage = try ToyStage.masked()
    var said: [Token] = []
    var weighed = 0
    for (index, line) in ["yes", "no. maybe.", "maybe", "no no no", "yes"].enumerated() {
      let prompt = stage.model.tokens(of: line)
      let mixture = TokenMixture(stage, prompt: prompt, said: said)
      let turn = try stage.play(line, as: .sampled(seed: UInt64(index)))
      #expect(turn.heard == prompt)
      var words: [Token] = []
      for sentence in turn.sentences {
        for (stack, logLikelihood) in zip(turn.hypotheses, sentence.logLikelihoods) {
          var expected = 0.0
          var before = words
          for token in sentence.tokens {
            expected += mixture.logProbability(of: token, under: stack, after: before)
            before.append(token)
          }
          #expect(abs(logLikelihood - expected) < 1e-12, "\(stack)")
          weighed += 1
        }
        words += sentence.tokens
      }
      said += words
    }
    #expect(weighed > 40)
  }

  @Test func `measures how surprising the user's words were by the lanes' own distributions`()
    throws
  {
    var stage = try ToyStage.masked()
    let turn = try stage.play("no maybe yes", as: .sampled(seed: 1))
    let scores = turn.hypotheses.map { stack in
      let names = ToyStage.names(in: stack)
      var surprise = Surprise()
      var previous = names == nil ? ToyModel.end : ToyModel.joint
      for token in turn.heard {
        let shares = ToyModel.probabilities(names: names, prompt: [], previous: previous)
        let entropy = shares.reduce(0) { $0 - $1 * log($1) }
        surprise.add(
          surprisal: -log(shares[Int(token)]), entropy: entropy,
          variance: shares.reduce(0) { $0 + $1 * log($1) * log($1) } - entropy * entropy)
        previous = token
      }
      return surprise.z
    }
    let best = try #require(scores.min { abs($0) < abs($1) })
    #expect(abs(turn.report.anomaly.z - best) < 1e-5)
  }
}
