import Foundation
import LanguageModels
import MaskInference
import TestSupport
import Testing

@testable import Engine

@Suite struct `Words gathered from tokens` {
  private static func words(_ tokens: [(String, Double)]) -> [WordEvidence.Word] {
    WordEvidence(
      first: .bare, second: .bare, tokens: tokens.map { (Array($0.0.utf8), $0.1) }, exponent: nil
    ).words
  }

  private static func word(_ text: String, _ nats: Double) -> WordEvidence.Word {
    WordEvidence.Word(text: text, nats: nats)
  }

  @Test func `begin at white space and take what sticks to them`() {
    #expect(
      Self.words([(" Sh", 1), ("iver", 2), (" me", 4), (" tim", 8), ("bers", 16), (".", 32)])
        == [Self.word(" Shiver", 3), Self.word(" me", 4), Self.word(" timbers.", 56)])
  }

  @Test func `take the white space before them`() {
    #expect(
      Self.words([("Oh", 1), (" ", 2), ("\n", 4), ("dear", 8), (" ", 16)])
        == [Self.word("Oh", 1), Self.word(" \ndear ", 30)])
    #expect(Self.words([(" ", 1), ("\n", 2)]) == [Self.word(" \n", 3)])
  }

  @Test func `begin at a letter where the white space is in the token before`() {
    #expect(
      Self.words([("Oh", 1), (".\n", 2), ("Dear", 4), (" ", 8), ("\n", 16)])
        == [Self.word("Oh.", 3), Self.word("\nDear \n", 28)])
  }

  @Test func `keep a letter together that is in two tokens`() {
    let tokens: [(bytes: [UInt8], nats: Double)] = [
      ([0x20, 0xC3], 1), ([0xA9], 2), ([0x20], 4), ([0xE2, 0x80], 8), ([0xA6], 16), ([0xF0], 32),
    ]
    let words = WordEvidence(first: .bare, second: .bare, tokens: tokens, exponent: nil).words
    #expect(words == [Self.word(" é", 3), Self.word(" …\u{FFFD}", 60)])
  }
}

@Suite struct `Why somebody is believed to have spoken` {
  /// A stage on which three turns were played, the last of them returned.
  private static func played(
    _ model: ToyModel = ToyModel(), blend: Settings.BlendMode = .sample, portion: Int? = nil
  ) throws -> (turns: [Turn], stage: Kept) {
    let kept = Kept(
      try ToyStage.masked(
        model,
        settings: ToyStage.settings {
          $0.blend = blend
          $0.portion = portion
          $0.odds = DeclarationOdds(push: 0.3, swap: 0.3, stay: 0.4)
        }))
    let turns = try ["yes", "no maybe", "maybe"].enumerated().map { index, line in
      try kept.stage.play(line, as: .sampled(seed: UInt64(index)))
    }
    return (turns, kept)
  }

  /// Holds a stage, which cannot be copied.
  private final class Kept {
    var stage: Stage
    init(_ stage: consuming Stage) { self.stage = stage }
  }

  /// Checks that the words add up to what `turn` recorded.
  private static func check(
    _ evidence: WordEvidence?, _ turn: Turn, within tolerance: Double = 1e-9
  ) throws {
    let evidence = try #require(evidence)
    let belief = Belief(hypotheses: turn.hypotheses, probabilities: turn.report.belief)
    let ranking = belief.ranking
    #expect(evidence.first == belief.hypotheses[ranking[0]])
    #expect(evidence.second == belief.hypotheses[ranking[1]])
    #expect(evidence.words.map(\.text).joined() == turn.reply)
    let recorded = turn.sentences.reduce(0) {
      $0 + $1.logLikelihoods[ranking[0]] - $1.logLikelihoods[ranking[1]]
    }
    #expect(abs(evidence.total - recorded) < tolerance)
    #expect(evidence.words.contains { abs($0.nats) > 0.01 })
  }

  @Test(arguments: Settings.BlendMode.allCases)
  func `adds up to what the turn told`(blend: Settings.BlendMode) throws {
    let (turns, kept) = try Self.played(blend: blend)
    let evidence = try kept.stage.wordEvidence()
    try Self.check(evidence, turns[2])
    #expect(evidence?.exponent == (blend == .pool ? 0.5 : nil))
  }

  @Test(arguments: Settings.BlendMode.allCases)
  func `stands in the turn to a thousandth of a nat`(blend: Settings.BlendMode) throws {
    let (turns, kept) = try Self.played(blend: blend)
    let recorded = try #require(turns[2].wordEvidence)
    let exact = try #require(try kept.stage.wordEvidence(telling: .voices))
    #expect(recorded.words.map(\.text) == exact.words.map(\.text))
    #expect((recorded.first, recorded.second) == (exact.first, exact.second))
    #expect(recorded.exponent == exact.exponent)
    for (one, other) in zip(recorded.words, exact.words) {
      #expect(abs(one.nats - other.nats) <= 0.0005 + 1e-9)
    }
  }

  @Test func `is not told where the record has another number of words`() throws {
    var turn = try Self.played().turns[2]
    turn.wordNats?.append(1)
    #expect(turn.wordNats != nil && turn.wordEvidence == nil)
  }

  @Test func `is each word's own log likelihood ratio`() throws {
    var stage = try ToyStage.masked()
    let mixture = TokenMixture(stage, prompt: [ToyModel.no])
    let turn = try stage.play("no", as: .sampled(seed: 5))
    let evidence = try #require(try stage.wordEvidence())
    var before: [Token] = []
    var expected: [Double] = []
    for token in turn.tokens {
      let ratio =
        mixture.logProbability(of: token, under: evidence.first, after: before)
        - mixture.logProbability(of: token, under: evidence.second, after: before)
      // A full stop sticks to the word before it.
      if token == ToyModel.stop, let last = expected.indices.last {
        expected[last] += ratio
      } else {
        expected.append(ratio)
      }
      before.append(token)
    }
    #expect(evidence.words.count == expected.count)
    for (word, ratio) in zip(evidence.words, expected) { #expect(abs(word.nats - ratio) < 1e-12) }
    #expect(evidence.forFirst.allSatisfy { $0.nats > 0 })
    #expect(evidence.forSecond.allSatisfy { $0.nats < 0 })
  }

  @Test func `leaves the lanes, the belief and the next turn as they were`() throws {
    let model = ToyModel()
    let (_, kept) = try Self.played(model)
    let control = ToyModel()
    let (_, untouched) = try Self.played(control)
    for seed in 7...9 as ClosedRange<UInt64> {
      let before = model.contents
      _ = try #require(try kept.stage.wordEvidence())
      #expect(model.contents == before)
      #expect(kept.stage.filter.belief == untouched.stage.filter.belief)
      let next = try untouched.stage.play("no", as: .sampled(seed: seed))
      #expect(try kept.stage.play("no", as: .sampled(seed: seed)) == next)
    }
    #expect(model.contents == control.contents)
  }

  @Test func `is told after the turn was taken up from a recording`() throws {
    let (turns, first) = try Self.played()
    let control = try Self.played().stage
    var stage = try ToyStage.masked(settings: first.stage.settings)
    for (turn, line) in zip(turns, ["yes", "no maybe", "maybe"]) {
      try stage.recall(turn, of: line)
    }
    try Self.check(try stage.wordEvidence(), turns[2])
    let next = try control.stage.play("no", as: .sampled(seed: 8))
    #expect(try stage.play("no", as: .sampled(seed: 8)) == next)
  }

  @Test(arguments: [StackEdit.clear, .only(ToyStage.bob), .takeOff(ToyStage.ann), .pop])
  func `is told after the declared stack was changed`(edit: StackEdit) throws {
    let (turns, kept) = try Self.played()
    let control = try Self.played().stage
    try kept.stage.declare(edit)
    try control.stage.declare(edit)
    try Self.check(try kept.stage.wordEvidence(), turns[2])
    let next = try control.stage.play("no", as: .sampled(seed: 8))
    #expect(try kept.stage.play("no", as: .sampled(seed: 8)) == next)
  }

  @Test func `is told by the law of the turn after the law was changed`() throws {
    let (turns, kept) = try Self.played()
    var settings = kept.stage.settings
    settings.law = SamplingLaw(
      temperature: 2, minimumShare: 0, softness: 1,
      repetition: RepetitionPenalty(presence: 1, loop: 1, window: 1))
    try kept.stage.adopt(settings)
    try Self.check(try kept.stage.wordEvidence(), turns[2])
  }

  @Test func `is told where the lanes were all given to others`() throws {
    let model = ToyModel(laneLimit: 3)
    let settings = ToyStage.settings {
      $0.width = 3
      $0.castSize = 2
    }
    var stage = try ToyStage.masked(model, settings: settings)
    let turn = try stage.play("no", as: .sampled(seed: 1))
    // A turn that fails after it has opened a lane for another stack, and closed one of these.
    try stage.declare(.only(ToyStage.bob))
    let calls = model.calls
    model.failure = { $0 > calls + 1 ? .failed(status: -3, tokens: 1) : nil }
    #expect(throws: EngineError.self) {
      try stage.play("yes", as: .sampled(seed: 2), considering: [])
    }
    model.failure = { _ in nil }
    #expect(model.contents.count == 3)
    try Self.check(try stage.wordEvidence(), turn)
    #expect(!(try stage.play("yes", as: .sampled(seed: 2)).reply.isEmpty))
  }

  @Test(arguments: 1...4)
  func `is told after a turn that failed`(call: Int) throws {
    let model = ToyModel()
    let (turns, kept) = try Self.played(model)
    let (_, untouched) = try Self.played()
    let calls = model.calls
    model.failure = { $0 == calls + call ? .failed(status: -3, tokens: 1) : nil }
    #expect(throws: EngineError.self) { try kept.stage.play("no", as: .sampled(seed: 8)) }
    try Self.check(try kept.stage.wordEvidence(), turns[2])
    let next = try untouched.stage.play("no", as: .sampled(seed: 8))
    #expect(try kept.stage.play("no", as: .sampled(seed: 8)) == next)
  }

  @Test func `is told in a context that is full`() throws {
    let settings = ToyStage.settings { $0.replyTokens = 8 }
    var stage = try ToyStage.masked(ToyModel(laneCapacity: 64), settings: settings)
    for seed in 0..<12 as Range<UInt64> {
      let turn = try stage.play("no", as: .sampled(seed: seed))
      try Self.check(try stage.wordEvidence(), turn)
    }
  }

  @Test func `is told after a turn that failed when it had old turns forgotten`() throws {
    let settings = ToyStage.settings { $0.replyTokens = 8 }
    let model = ToyModel(laneCapacity: 64)
    var stage = try ToyStage.masked(model, settings: settings)
    _ = try stage.play("no", as: .sampled(seed: 1))
    let turn = try stage.play("yes no", as: .sampled(seed: 2))
    let calls = model.calls
    model.failure = { $0 == calls + 2 ? .failed(status: -3, tokens: 1) : nil }
    let long = Array(repeating: "yes no maybe", count: 9).joined(separator: " ")
    #expect(throws: EngineError.self) { try stage.play(long, as: .sampled(seed: 4)) }
    try Self.check(try stage.wordEvidence(), turn)
  }

  @Test func `is not told before anything was answered`() throws {
    var stage = try ToyStage.bare()
    #expect(try stage.wordEvidence() == nil)
    // A greeting is scripted and tells of nobody.
    try stage.declare(.putOn(ToyStage.bob))
    #expect(try stage.wordEvidence() == nil)
    _ = try stage.play("yes", as: .sampled(seed: 1))
    #expect(try stage.wordEvidence() != nil)
    stage.forgetConversation()
    #expect(try stage.wordEvidence() == nil)
  }

  @Test func `is not told where there was nobody else to think of`() throws {
    var stage = try Stage(
      model: ToyModel(), roles: [], hardwired: nil, settings: ToyStage.settings())
    let turn = try stage.play("yes", as: .sampled(seed: 1))
    #expect(turn.hypotheses == [.bare])
    #expect(try stage.wordEvidence() == nil)
  }

  @Test(arguments: 1...2, [false, true])
  func `does no harm where the model failed`(call: Int, isAskedAgain: Bool) throws {
    let model = ToyModel()
    let (turns, kept) = try Self.played(model, portion: 3)
    let (_, untouched) = try Self.played()
    let calls = model.calls
    model.failure = { $0 == calls + call ? .interrupted : nil }
    #expect(throws: EngineError.model(.interrupted)) { try kept.stage.wordEvidence() }
    if isAskedAgain { try Self.check(try kept.stage.wordEvidence(), turns[2]) }
    let next = try untouched.stage.play("no", as: .sampled(seed: 8))
    #expect(try kept.stage.play("no", as: .sampled(seed: 8)) == next)
  }

  @Test func `is told by a model that is made of cards`() throws {
    var stage = try Cards.stage()
    try stage.declare(.putOn(Cards.pirate))
    let turn = try stage.play("Tell me of the sea.", as: .sampled(seed: 3))
    try Self.check(try stage.wordEvidence(), turn, within: 1e-6)
  }
}
