import Engine
import Foundation
import LanguageModels
import MaskInference
import TestSupport
import Testing

/// All lanes in one voice.
@Suite struct `Speaking in one voice` {
  /// Every lane has a fair share, so that they disagree.
  private static func settings(_ change: (inout Settings) -> Void = { _ in }) -> Settings {
    ToyStage.settings {
      $0.blend = .pool
      $0.odds = DeclarationOdds(push: 0.3, swap: 0.3, stay: 0.4)
      change(&$0)
    }
  }

  /// Nobody but Ann is thought of.
  private static func ann(_ blend: Settings.BlendMode) throws -> Stage {
    try ToyStage.bare(
      settings: ToyStage.settings {
        $0.blend = blend
        $0.transition = Transition(persistence: 1, push: 0, pop: 0, swap: 0, redraw: 1)
      })
  }

  /// Every whole sentence; it has four tokens at most.
  private static func sentences(_ mixture: TokenMixture) -> [[Token]] {
    (1...4).flatMap(TokenMixture.texts).filter(mixture.isSentence)
  }

  @Test func `says each first sentence as often as the geometric mean would`() throws {
    let settings = Self.settings { $0.replySentences = 1 }
    let mixture = TokenMixture(try ToyStage.masked(settings: settings), prompt: [ToyModel.no])
    let voice = PooledVoice(mixture: mixture)
    let plays = 800
    var counts: [[Token]: Int] = [:]
    for seed in 0..<UInt64(plays) {
      var stage = try ToyStage.masked(settings: settings)
      counts[try stage.play("no", as: .sampled(seed: seed)).tokens, default: 0] += 1
    }
    // Pearson's test, the rare sentences taken together.
    var statistic = 0.0
    var cells = 0.0
    var rest = (count: Double(plays), expected: Double(plays))
    for words in Self.sentences(mixture) {
      let worth = voice.weigh(words, weights: voice.weights, after: [])
      let expected = Double(plays) * exp(worth.blended)
      guard expected >= 8 else { continue }
      let count = Double(counts[words] ?? 0)
      statistic += (count - expected) * (count - expected) / expected
      cells += 1
      rest = (rest.count - count, rest.expected - expected)
    }
    statistic += (rest.count - rest.expected) * (rest.count - rest.expected) / rest.expected
    #expect(cells > 10)
    #expect(statistic < cells + 3 * (2 * cells).squareRoot())
  }

  @Test(arguments: Settings.BlendMode.allCases)
  func `is held against one voice at a time for every sentence, whoever said it`(
    mode: Settings.BlendMode
  ) throws {
    var stage = try ToyStage.masked(settings: Self.settings { $0.blend = mode })
    var said: [Token] = []
    var weighed = 0
    for (index, line) in ["yes", "no. maybe.", "maybe", "no no no", "yes"].enumerated() {
      let prompt = stage.model.tokens(of: line)
      let voice = PooledVoice(mixture: TokenMixture(stage, prompt: prompt, said: said))
      let kernel = voice.mixture.kernel
      var weights = voice.weights
      let turn = try stage.play(line, as: .sampled(seed: UInt64(index)))
      var words: [Token] = []
      for sentence in turn.sentences {
        try #require(weights.allSatisfy { $0 >= PoolWeights.floor })
        let worth = voice.weigh(sentence.tokens, weights: weights, after: words)
        let odds = try #require(sentence.blendLogOdds)
        #expect(abs(odds - (worth.blended - worth.switching)) < 1e-9)
        let disagreement = try #require(sentence.disagreement)
        #expect(disagreement >= 0)
        #expect(abs(disagreement - worth.disagreement) < 1e-9)
        words += sentence.tokens
        weights = kernel.predict(sentence.belief.map { log($0) }).map { exp($0) }
        weighed += 1
      }
      said += words
      #expect(turn.blending.logOdds == turn.sentences.compactMap(\.blendLogOdds).reduce(0, +))
    }
    #expect(weighed > 8)
  }

  @Test func `is favoured by words said so on average, and one at a time by words said so`()
    throws
  {
    let mixture = TokenMixture(
      try ToyStage.masked(settings: Self.settings()), prompt: [ToyModel.no])
    let one = try ToyStage.masked(settings: Self.settings()).firstTurn()
    var masses = (blended: 0.0, switching: 0.0)
    var means = (blended: 0.0, switching: 0.0)
    for words in Self.sentences(mixture) {
      var stage = try ToyStage.masked(settings: Self.settings())
      let sentence = try stage.play("no", as: .recorded(one.saying([words]))).sentences[0]
      let odds = try #require(sentence.blendLogOdds)
      let switching = mixture.speak(words, weighing: .posterior).probability
      let blended = switching * exp(odds)
      masses = (masses.blended + blended, masses.switching + switching)
      means = (means.blended + blended * odds, means.switching + switching * odds)
    }
    #expect(abs(masses.blended - 1) < 1e-9)
    #expect(abs(masses.switching - 1) < 1e-9)
    #expect(means.blended > 0.001)
    #expect(means.switching < -0.001)
  }

  @Test(arguments: [0, 0.3, 0.5, 1])
  func `is weighed like anybody else's words`(exponent: Double) throws {
    let settings = Self.settings { $0.foreignExponent = exponent }
    var stage = try ToyStage.masked(settings: settings)
    let kernel = TokenMixture(stage, prompt: []).kernel
    var logWeights = stage.filter.logWeights
    for seed in 0..<4 as Range<UInt64> {
      let turn = try stage.play("no", as: .sampled(seed: seed))
      #expect(turn.blending.exponent == exponent)
      for sentence in turn.sentences {
        #expect(sentence.speaker == nil)
        #expect(sentence.exponent == exponent)
        let weights = zip(kernel.predict(logWeights), sentence.logLikelihoods).map {
          exp($0 + exponent * $1)
        }
        let total = weights.reduce(0, +)
        for (belief, weight) in zip(sentence.belief, weights) {
          #expect(abs(belief - weight / total) < 1e-12)
        }
        logWeights = sentence.belief.map { log($0) }
      }
    }
    #expect(stage.selfCheck == SelfCheck())
  }

  @Test func `is weighed again and taken up again to the same numbers`() throws {
    var first = try ToyStage.masked(settings: Self.settings())
    var second = try ToyStage.masked(settings: Self.settings())
    var third = try ToyStage.masked(settings: Self.settings())
    for seed in 0..<4 as Range<UInt64> {
      let turn = try first.play("no", as: .sampled(seed: seed))
      #expect(try second.play("no", as: .recorded(turn)) == turn)
      try third.recall(turn, of: "no")
    }
    #expect(second.filter.belief == first.filter.belief)
    #expect(third.filter.belief == first.filter.belief)
    #expect(third.selfCheck == first.selfCheck)
  }

  @Test func `is that lane's own voice where there is one lane`() throws {
    for seed in 0..<20 as Range<UInt64> {
      var pooled = try Self.ann(.pool)
      var alone = try Self.ann(.top)
      let first = try pooled.play("maybe", as: .sampled(seed: seed))
      let second = try alone.play("maybe", as: .sampled(seed: seed))
      #expect(first.tokens == second.tokens)
      #expect(first.blending.disagreement == 0)
      for odds in first.sentences.map(\.blendLogOdds) {
        #expect(abs(try #require(odds)) < 1e-12)
      }
    }
  }

  @Test func `leaves every lane as it was before the sentence is weighed`() throws {
    let pooled = ToyModel()
    let recorded = ToyModel()
    var first = try ToyStage.masked(pooled, settings: Self.settings())
    var second = try ToyStage.masked(recorded, settings: Self.settings())
    let turn = try first.play("no", as: .sampled(seed: 5))
    _ = try second.play("no", as: .recorded(turn))
    #expect(pooled.contents == recorded.contents)
  }

  @Test(arguments: [-0.1, 1.5])
  func `is refused from a recording where it counts less than nothing or more than in full`(
    exponent: Double
  ) throws {
    var stage = try ToyStage.masked(settings: Self.settings())
    var turn = try stage.play("no", as: .sampled(seed: 5))
    turn.sentences[0].voice = .foreign(exponent: exponent)
    let error = EngineError.damagedTurn(reason: "a sentence counts \(exponent) times")
    #expect(throws: error) { try stage.play("no", as: .recorded(turn)) }
    #expect(throws: error) { try stage.recall(turn, of: "no") }
  }
}

extension Stage {
  /// A turn, whatever is said in it.
  fileprivate consuming func firstTurn() throws -> Turn {
    try play("no", as: .sampled(seed: 0))
  }
}
