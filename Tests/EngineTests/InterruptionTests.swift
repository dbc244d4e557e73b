import Engine
import LanguageModels
import MaskInference
import TestSupport
import Testing

/// A flag that a person raises.
private final class Flag {
  var isRaised = false

  var signal: StopSignal {
    StopSignal(isRaised: { self.isRaised }, lower: { self.isRaised = false })
  }
}

@Suite struct `A turn that is stopped` {
  private static let settings = ToyStage.settings()

  /// A seed with which the reply has more than eight words, where nobody stops it.
  private static func longWinded() throws -> UInt64 {
    let seed = try (0 as UInt64..<1000).first { seed in
      var stage = try ToyStage.masked(settings: settings)
      return try stage.play("maybe", as: .sampled(seed: seed)).tokens.count > 8
    }
    return try #require(seed)
  }

  /// A model that carries no computation to its end while `flag` is raised.
  private static func model(heeding flag: Flag) -> ToyModel {
    let model = ToyModel()
    model.failure = { _ in flag.isRaised ? .interrupted : nil }
    return model
  }

  /// Plays a turn, stopping it after `pieces` pieces of the reply.
  private static func play(
    _ text: String, seed: UInt64, stoppingAfter pieces: Int, _ flag: Flag, on stage: inout Stage
  ) throws -> Turn {
    var heard = 0
    return try stage.play(text, as: .sampled(seed: seed)) { piece in
      guard !piece.isEmpty else { return }
      heard += 1
      if heard == pieces { flag.isRaised = true }
    }
  }

  @Test(arguments: 1...8, [false, true])
  func `keeps the part that was said`(pieces: Int, isHeeded: Bool) throws {
    let seed = try Self.longWinded()
    var whole = try ToyStage.masked(settings: Self.settings)
    let full = try whole.play("maybe", as: .sampled(seed: seed))
    let flag = Flag()
    var stage = try ToyStage.masked(
      isHeeded ? Self.model(heeding: flag) : ToyModel(), settings: Self.settings,
      stop: flag.signal)
    let turn = try Self.play("maybe", seed: seed, stoppingAfter: pieces, flag, on: &stage)
    #expect(turn.ending == .interrupted)
    #expect(turn.tokens == Array(full.tokens.prefix(pieces)))
    #expect(turn.reply == stage.model.text(of: turn.tokens))
    #expect(!flag.isRaised)
    #expect(stage.turns == 1)
  }

  @Test(arguments: 1...8)
  func `is believed and remembered like any other`(pieces: Int) throws {
    let flag = Flag()
    var stage = try ToyStage.masked(settings: Self.settings, stop: flag.signal)
    let turn = try Self.play(
      "maybe", seed: try Self.longWinded(), stoppingAfter: pieces, flag, on: &stage)
    var again = try ToyStage.masked(settings: Self.settings)
    #expect(try again.play("maybe", as: .recorded(turn)) == turn)
    var recalled = try ToyStage.masked(settings: Self.settings)
    try recalled.recall(turn, of: "maybe")
    #expect(again.filter.belief == stage.filter.belief)
    #expect(recalled.filter.belief == stage.filter.belief)
    let next = try stage.play("no", as: .sampled(seed: 31))
    #expect(next.ending != .interrupted)
    #expect(try again.play("no", as: .sampled(seed: 31)) == next)
    #expect(try recalled.play("no", as: .sampled(seed: 31)) == next)
  }

  @Test func `changes the belief by what was said`() throws {
    let flag = Flag()
    var stage = try ToyStage.masked(settings: Self.settings, stop: flag.signal)
    let mixture = TokenMixture(stage, prompt: [ToyModel.maybe])
    let turn = try Self.play(
      "maybe", seed: try Self.longWinded(), stoppingAfter: 4, flag, on: &stage)
    let expected = mixture.speak(turn.tokens, weighing: .posterior).weights
    for (belief, weight) in zip(stage.filter.belief.probabilities, expected) {
      #expect(abs(belief - weight) < 1e-12)
    }
  }

  @Test(arguments: [2, nil])
  func `at any computation is weighed as it was said`(portion: Int?) throws {
    let settings = ToyStage.settings { $0.portion = portion }
    let seed = try Self.longWinded()
    var kept = 0
    for call in 1...40 {
      let model = ToyModel()
      model.failure = { $0 == call ? .interrupted : nil }
      var stage = try ToyStage.masked(model, settings: settings)
      guard let turn = try? stage.play("maybe", as: .sampled(seed: seed)) else { continue }
      let control = ToyModel()
      var again = try ToyStage.masked(control, settings: settings)
      #expect(try again.play("maybe", as: .recorded(turn)) == turn)
      #expect(model.contents == control.contents)
      kept += turn.ending == .interrupted ? 1 : 0
    }
    #expect(kept > 0)
  }

  @Test(arguments: [false, true])
  func `before its first word never happened`(isHeeded: Bool) throws {
    let flag = Flag()
    var stage = try ToyStage.masked(
      isHeeded ? Self.model(heeding: flag) : ToyModel(), stop: flag.signal)
    var control = try ToyStage.masked()
    let first = try stage.play("yes", as: .sampled(seed: 1))
    #expect(try control.play("yes", as: .sampled(seed: 1)) == first)
    flag.isRaised = true
    #expect(throws: EngineError.model(.interrupted)) {
      try stage.play("maybe no", as: .sampled(seed: 2))
    }
    #expect(!flag.isRaised)
    #expect(stage.filter.belief == control.filter.belief)
    #expect(stage.turns == 1)
    #expect(
      try stage.play("no", as: .sampled(seed: 3))
        == control.play("no", as: .sampled(seed: 3)))
  }
}

@Suite struct `A turn in a program that is to end` {
  @Test(arguments: 0...6)
  func `ends, though the request cannot be taken back`(pieces: Int) throws {
    var isRaised = pieces == 0
    let model = ToyModel()
    var refusals = 0
    model.failure = { _ in
      refusals += isRaised ? 1 : 0
      // Were it tried for ever, this would let it end, and the test fail below.
      return isRaised && refusals < 100 ? .interrupted : nil
    }
    let stop = StopSignal(isRaised: { isRaised }, lower: {})
    var stage = try ToyStage.masked(
      model, settings: ToyStage.settings { $0.replySentences = 9 }, stop: stop)
    var heard = 0
    _ = try? stage.play("maybe", as: .sampled(seed: 1)) { piece in
      if !piece.isEmpty { heard += 1 }
      if heard == pieces { isRaised = true }
    }
    #expect(refusals < 10)
  }
}

@Suite struct `A turn in which the model fails` {
  private static let failure = LanguageModelError.failed(status: -3, tokens: 1)

  /// Fails at every call of a turn, one after the other, and checks that each time the stage is as
  /// it was.
  ///
  /// - Returns: the number of calls at which it was made to fail.
  private static func failEverywhere(
    capacity: Int, settings: Settings, begin: (inout Stage) throws -> Void,
    fail: (inout Stage) throws -> Void
  ) throws -> Int {
    var failures = 0
    while true {
      let model = ToyModel(laneCapacity: capacity)
      var stage = try ToyStage.masked(model, settings: settings)
      try begin(&stage)
      let control = ToyModel(laneCapacity: capacity)
      var untouched = try ToyStage.masked(control, settings: settings)
      try begin(&untouched)
      let call = model.calls + failures + 1
      model.failure = { $0 == call ? failure : nil }
      do {
        try fail(&stage)
        return failures
      } catch {
        #expect(error as? EngineError == .model(failure))
      }
      failures += 1
      #expect(stage.filter.belief == untouched.filter.belief)
      #expect(stage.filter.logEvidence == untouched.filter.logEvidence)
      #expect(stage.selfCheck == untouched.selfCheck)
      #expect(stage.turns == untouched.turns)
      for seed in 7...8 as ClosedRange<UInt64> {
        #expect(
          try stage.play("maybe", as: .sampled(seed: seed))
            == untouched.play("maybe", as: .sampled(seed: seed)), "after failure \(failures)")
      }
      #expect(model.contents == control.contents)
    }
  }

  @Test(arguments: [2, nil])
  func `never happened, wherever it failed`(portion: Int?) throws {
    let settings = ToyStage.settings { $0.portion = portion }
    let failures = try Self.failEverywhere(capacity: 512, settings: settings) {
      _ = try $0.play("yes", as: .sampled(seed: 1))
    } fail: {
      _ = try $0.play("no", as: .sampled(seed: 2))
    }
    #expect(failures > 5)
  }

  @Test func `never happened on a stage that has only been set`() throws {
    let failures = try Self.failEverywhere(capacity: 512, settings: ToyStage.settings()) { _ in
    } fail: {
      _ = try $0.play("no", as: .sampled(seed: 2))
    }
    #expect(failures > 5)
  }

  @Test func `never happened where it had old turns forgotten`() throws {
    let settings = ToyStage.settings { $0.replyTokens = 8 }
    let failures = try Self.failEverywhere(capacity: 64, settings: settings) { stage in
      for seed in 1...3 as ClosedRange<UInt64> {
        _ = try stage.play("yes no", as: .sampled(seed: seed))
      }
    } fail: { stage in
      let words = Array(repeating: "yes no maybe", count: 9).joined(separator: " ")
      _ = try stage.play(words, as: .sampled(seed: 4))
    }
    #expect(failures > 5)
  }
}
