import Engine
import LanguageModels
import MaskInference
import TestSupport
import Testing

@Suite struct `A turn that lanes sleep through` {
  private static let words = ["maybe", "no", "yes no", "maybe no"]

  /// Plays the words, settled after each turn in portions of `allowance`.
  private static func chat(
    sleeping: Double, allowance: Int = .max, seed: UInt64, blend: Settings.BlendMode = .declared,
    on model: ToyModel = ToyModel()
  ) throws -> [Turn] {
    var stage = try ToyStage.masked(model, settings: ToyStage.settings { $0.blend = blend })
    return try words.map { word in
      let turn = try stage.play(word, as: .sampled(seed: seed), sleeping: sleeping)
      while try !stage.settle(atMost: allowance) {}
      return stage.lastTurn ?? turn
    }
  }

  @Test(arguments: [0.05, 0.3, 1], [1, 2, 5, 1000])
  func `is in the end as if all had been awake, in whatever portions they catch up`(
    share: Double, allowance: Int
  ) throws {
    for seed in UInt64(1)...4 {
      let exact = try Self.chat(sleeping: 0, seed: seed).map(\.ofEachLane)
      let settled = try Self.chat(sleeping: share, allowance: allowance, seed: seed)
      #expect(settled.map(\.ofEachLane) == exact)
    }
  }

  @Test func `lets lanes sleep`() throws {
    var stage = try ToyStage.masked()
    let turn = try stage.play("maybe", as: .sampled(seed: 1), sleeping: 0.5)
    #expect(turn.isAsleep)
    #expect(turn.asleepShare > 0)
    let isSettled = stage.isSettled
    #expect(!isSettled)
    #expect(try stage.settle())
    let settled = stage.lastTurn
    #expect(settled?.isAsleep == false)
  }

  @Test(arguments: UInt64(1)...8)
  func `has a speaker who is awake`(seed: UInt64) throws {
    var stage = try ToyStage.masked()
    for word in Self.words {
      let turn = try stage.play(word, as: .sampled(seed: seed), sleeping: 0.4)
      for sentence in turn.sentences {
        #expect(sentence.speaker.map { sentence.asleep?.contains($0) == true } == false)
      }
    }
  }

  @Test func `is read by fewer lanes before it is given back`() throws {
    let all = ToyModel()
    let few = ToyModel()
    var exact = try ToyStage.masked(all)
    var drowsy = try ToyStage.masked(few)
    _ = try exact.play("maybe no", as: .sampled(seed: 1))
    _ = try drowsy.play("maybe no", as: .sampled(seed: 1), sleeping: 0.5)
    #expect(few.tokensRead < all.tokensRead)
  }

  @Test func `is settled before anything else is done`() throws {
    let settings = ToyStage.settings { $0.blend = .declared }
    var drowsy = try ToyStage.masked(settings: settings)
    var exact = try ToyStage.masked(settings: settings)
    _ = try drowsy.play("maybe", as: .sampled(seed: 3), sleeping: 0.5)
    _ = try exact.play("maybe", as: .sampled(seed: 3))
    try drowsy.declare(.pop)
    try exact.declare(.pop)
    let settled = drowsy.filter.belief
    for (left, right) in zip(settled.probabilities, exact.filter.belief.probabilities) {
      #expect(abs(left - right) < 1e-12)
    }
  }

  @Test func `can be settled although the model failed on the way`() throws {
    let model = ToyModel()
    let settings = ToyStage.settings { $0.blend = .declared }
    var stage = try ToyStage.masked(model, settings: settings)
    var control = try ToyStage.masked(settings: settings)
    _ = try stage.play("maybe no", as: .sampled(seed: 2), sleeping: 0.5)
    _ = try control.play("maybe no", as: .sampled(seed: 2))
    let failing = model.calls + 2
    model.failure = { $0 == failing ? .failed(status: -3, tokens: 1) : nil }
    #expect(throws: EngineError.model(.failed(status: -3, tokens: 1))) {
      while try !stage.settle(atMost: 3) {}
    }
    while try !stage.settle(atMost: 3) {}
    let (last, belief) = (stage.lastTurn, stage.filter.belief)
    let (expected, expectedBelief) = (control.lastTurn, control.filter.belief)
    #expect(last?.ofEachLane == expected?.ofEachLane)
    #expect(belief == expectedBelief)
  }

  @Test func `recorded before it was settled is the same when it is weighed again`() throws {
    var stage = try ToyStage.masked()
    let turn = try stage.play("maybe no", as: .sampled(seed: 2), sleeping: 0.5)
    #expect(turn.isAsleep)
    var other = try ToyStage.masked()
    let again = try other.play("maybe no", as: .recorded(turn))
    #expect(again.sentences.map(\.asleep) == turn.sentences.map(\.asleep))
    for (left, right) in zip(again.report.belief, turn.report.belief) {
      #expect(abs(left - right) < 1e-9)
    }
    #expect(abs(again.report.anomaly.z - turn.report.anomaly.z) < 1e-9)
  }

  @Test func `is drawn alike however the stage has come to its moment`() throws {
    var straight = try ToyStage.masked()
    var roundabout = try ToyStage.masked()
    _ = try straight.play("maybe", as: .sampled(seed: 1))
    _ = try roundabout.play("maybe", as: .sampled(seed: 1))
    let moment = roundabout.state
    for word in Self.words { _ = try roundabout.play(word, as: .sampled(seed: 4)) }
    roundabout.go(to: moment)
    for seed in UInt64(1)...8 {
      let turn = try straight.play("no", as: .sampled(seed: seed), sleeping: 0.3)
      #expect(try roundabout.play("no", as: .sampled(seed: seed), sleeping: 0.3) == turn)
    }
  }

  @Test func `leaves less than was allowed asleep at its beginning`() throws {
    var stage = try ToyStage.masked()
    for share in [0.05, 0.2, 0.6] {
      let awake = stage.filter.wakeful(leaving: share)
      var next = stage.filter
      next.predict()
      let weights = next.belief.probabilities
      let asleep = Set(weights.indices).subtracting(awake)
      #expect(asleep.reduce(0) { $0 + weights[$1] } <= share + 1e-12)
      _ = try stage.play("yes", as: .sampled(seed: 1), sleeping: share)
    }
  }

  @Test func `is wrong by no more than slept, on average over what may be said`() throws {
    var differences = 0.0
    var allowed = 0.0
    let seeds = UInt64(1)...200
    for seed in seeds {
      var stage = try ToyStage.masked(
        settings: ToyStage.settings { $0.replySentences = 1 })
      let turn = try stage.play("maybe", as: .sampled(seed: seed), sleeping: 0.3)
      try stage.settle()
      let exact = stage.lastTurn?.report.belief ?? []
      let gaps = zip(turn.report.belief, exact).map { abs($0 - $1) }
      differences += gaps.reduce(0, +) / 2
      allowed += 0.3
    }
    #expect(differences <= allowed)
    #expect(differences > 0)
  }
}

extension Turn {
  /// The turn without what lanes told together while the words were spoken.
  fileprivate var ofEachLane: Turn {
    var turn = self
    turn.estimates = nil
    for index in sentences.indices {
      turn.sentences[index].disagreement = nil
      turn.sentences[index].blendLogOdds = nil
    }
    return turn
  }
}

@Suite struct `Speakers drawn one after another` {
  /// How often each reply of two words was given, out of `count` seeds from `first` on.
  private static func replies(
    sleeping: Double, seeds: Range<UInt64>
  ) throws -> [[Token]: Double] {
    let settings = ToyStage.settings {
      $0.replySentences = 2
      $0.sentenceTokens = 1
      $0.transition.persistence = 0.5
    }
    var stage = try ToyStage.masked(settings: settings)
    let start = stage.state
    var counts: [[Token]: Double] = [:]
    for seed in seeds {
      stage.go(to: start)
      let turn = try stage.play("maybe", as: .sampled(seed: seed), sleeping: sleeping)
      counts[turn.sentences.flatMap(\.tokens), default: 0] += 1 / Double(seeds.count)
    }
    return counts
  }

  @Test func `say everything as often as speakers drawn from the belief`() throws {
    let drawn = try Self.replies(sleeping: 0, seeds: 0..<4000)
    let following = try Self.replies(sleeping: 0.3, seeds: 10_000..<14_000)
    let all = Set(drawn.keys).union(following.keys)
    let distance = all.reduce(0) { $0 + abs(drawn[$1, default: 0] - following[$1, default: 0]) } / 2
    // Of two samples of one distribution, about the root of the kinds over the size.
    #expect(distance < 1.5 * (Double(all.count) / 4000).squareRoot(), "\(distance)")
    #expect(all.count > 4)
  }
}
