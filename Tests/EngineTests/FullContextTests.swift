import Engine
import LanguageModels
import MaskInference
import TestSupport
import Testing

@Suite struct `A full context` {
  /// Room for about five turns in lanes of 64 tokens.
  private static let settings = ToyStage.settings { $0.replyTokens = 8 }

  /// Plays `count` turns; user and reply have at most some 14 tokens together.
  private static func play(_ count: Int, on stage: inout Stage) throws -> [Turn] {
    try (0..<count).map { turn in
      try stage.play("no", as: .sampled(seed: UInt64(turn)))
    }
  }

  /// How many turns `turns` say were forgotten.
  private static func forgotten(in turns: [Turn]) -> Int {
    turns.flatMap(\.notices).reduce(0) { sum, notice in
      if case .forgot(let turns) = notice { sum + turns } else { sum }
    }
  }

  @Test func `lets the oldest turns go, says how many, and keeps the masks`() throws {
    let model = ToyModel(laneCapacity: 64)
    var stage = try ToyStage.masked(model, settings: Self.settings)
    let turns = try Self.play(20, on: &stage)
    let forgotten = Self.forgotten(in: turns)
    #expect((1..<20).contains(forgotten))
    let talk = Array(
      turns.dropFirst(forgotten).map { $0.heard + [ToyModel.joint] + $0.tokens }
        .joined(separator: [ToyModel.joint]))
    #expect(stage.declared == Stack([ToyStage.ann, ToyStage.bob]))
    for tokens in model.contents {
      #expect(tokens.count <= 64)
      #expect(tokens.suffix(talk.count).elementsEqual(talk))
      let opening = Array(tokens.dropLast(talk.count))
      let isDirected = opening.first == ToyModel.joint && opening.last == ToyModel.joint
      #expect(opening == [ToyModel.end] || isDirected && opening.count > 2)
    }
  }

  @Test func `lets several turns go at once, so that it is seldom done`() throws {
    var stage = try ToyStage.masked(ToyModel(laneCapacity: 64), settings: Self.settings)
    let turns = try Self.play(30, on: &stage)
    #expect(2 * turns.count { !$0.notices.isEmpty } <= Self.forgotten(in: turns))
  }

  @Test func `says nothing while there is room`() throws {
    var stage = try ToyStage.masked(ToyModel(laneCapacity: 512), settings: Self.settings)
    #expect(try Self.play(12, on: &stage).allSatisfy { $0.notices.isEmpty })
  }

  @Test func `is weighed again to the same numbers`() throws {
    var first = try ToyStage.masked(ToyModel(laneCapacity: 64), settings: Self.settings)
    let turns = try Self.play(20, on: &first)
    var second = try ToyStage.masked(ToyModel(laneCapacity: 64), settings: Self.settings)
    for turn in turns { #expect(try second.play("no", as: .recorded(turn)) == turn) }
  }

  @Test func `is emptied before the message comes, where there is time, to the same turn`() throws {
    let model = ToyModel(laneCapacity: 64)
    var rested = try ToyStage.masked(model, settings: Self.settings)
    var straight = try ToyStage.masked(ToyModel(laneCapacity: 64), settings: Self.settings)
    var costs: [Int] = []
    for number in 0..<20 as Range<UInt64> {
      while try rested.rest(atMost: 8) {}
      let before = model.tokensRead
      let turn = try rested.play("no", as: .sampled(seed: number))
      costs.append(model.tokensRead - before)
      #expect(try straight.play("no", as: .sampled(seed: number)) == turn)
    }
    let lanes = rested.filter.hypotheses.count
    // The word, the joints and a reply of 14 tokens, spoken and weighed: nothing of what went
    // before.
    for cost in costs { #expect(cost <= lanes * 20 + 20) }
  }

  @Test func `forgets what the recording forgot, when it is weighed again`() throws {
    var first = try ToyStage.masked(ToyModel(laneCapacity: 512), settings: Self.settings)
    var turns = try Self.play(6, on: &first)
    turns[4].notices = [.forgot(turns: 3)]
    var second = try ToyStage.masked(ToyModel(laneCapacity: 512), settings: Self.settings)
    for (number, turn) in turns.enumerated() {
      let again = try second.play("no", as: .recorded(turn))
      #expect(again.notices == (number == 4 ? [.forgot(turns: 3)] : []))
    }
  }

  @Test(arguments: 1...20)
  func `is as full after the turns were taken up again`(count: Int) throws {
    var first = try ToyStage.masked(ToyModel(laneCapacity: 64), settings: Self.settings)
    let turns = try Self.play(count, on: &first)
    var second = try ToyStage.masked(ToyModel(laneCapacity: 64), settings: Self.settings)
    for turn in turns { try second.recall(turn, of: "no") }
    let next = try first.play("no", as: .sampled(seed: 50))
    #expect(try second.play("no", as: .sampled(seed: 50)) == next)
  }

  @Test func `takes the end of a message that is too long, and says so`() throws {
    let model = ToyModel(laneCapacity: 64)
    var stage = try ToyStage.masked(model, settings: Self.settings)
    _ = try Self.play(2, on: &stage)
    let message = (0..<60).map { $0 % 7 == 0 ? "yes" : "maybe" }
    let turn = try stage.play(message.joined(separator: " "), as: .sampled(seed: 0))
    let whole = model.tokens(of: message.joined(separator: " "))
    #expect(turn.heard.count < 60)
    #expect(turn.heard.count > 20)
    #expect(turn.heard == Array(whole.suffix(turn.heard.count)))
    #expect(turn.notices.contains(.shortened(read: turn.heard.count, of: 60)))
    #expect(turn.notices.contains(.forgot(turns: 2)))
    let next = try stage.play("no", as: .sampled(seed: 1))
    #expect(!next.reply.isEmpty)
  }

  /// Bob with a card of 90 words, as older sessions have it.
  private static func longWinded(_ model: ToyModel, settings: Settings) throws -> Stage {
    var settings = settings
    settings.staging = nil
    let card = Role(
      mask: ToyStage.bob, displayName: "Bob",
      direction: Array(repeating: "yes no maybe", count: 30).joined(separator: " "),
      examples: [Role.Exchange(cue: "no", answer: "yes.")], greeting: nil)
    var stage = try Stage(
      model: model, roles: [ToyStage.roles[0], card], hardwired: ToyStage.ann,
      settings: settings)
    try stage.declare(.putOn(ToyStage.bob))
    return stage
  }

  @Test func `cuts a card longer than half a lane, and says whose, once`() throws {
    let model = ToyModel(laneCapacity: 100)
    var stage = try Self.longWinded(model, settings: Self.settings)
    let turn = try stage.play("yes", as: .sampled(seed: 0))
    let cut = turn.notices.compactMap { notice in
      if case .cardCut(let stack) = notice { stack } else { nil }
    }
    #expect(cut == turn.hypotheses.filter { $0.contains(ToyStage.bob) })
    #expect(cut.count == 2)
    let openings = model.contents.map { $0.count - turn.heard.count - turn.tokens.count - 1 }
    #expect(openings.allSatisfy { $0 <= 50 })
    let next = try stage.play("yes", as: .sampled(seed: 1))
    #expect(next.notices.isEmpty)
  }

  @Test func `does not tell of a cut card again when the turn was taken up`() throws {
    var first = try Self.longWinded(ToyModel(laneCapacity: 100), settings: Self.settings)
    let turn = try first.play("yes", as: .sampled(seed: 0))
    var second = try Self.longWinded(ToyModel(laneCapacity: 100), settings: Self.settings)
    try second.recall(turn, of: "yes")
    #expect(try second.play("no", as: .sampled(seed: 1)).notices.isEmpty)
  }

  @Test func `still tells of a cut card when the turn before failed`() throws {
    let model = ToyModel(laneCapacity: 100)
    var stage = try Self.longWinded(model, settings: Self.settings)
    model.failure = { $0 == 3 ? .failed(status: -3, tokens: 1) : nil }
    #expect(throws: EngineError.self) { try stage.play("yes", as: .sampled(seed: 0)) }
    #expect(try stage.play("yes", as: .sampled(seed: 0)).notices.count == 2)
  }

  @Test func `keeps the card whole where it just fits`() throws {
    let model = ToyModel(laneCapacity: 512)
    var stage = try Self.longWinded(model, settings: Self.settings)
    #expect(try stage.play("yes", as: .sampled(seed: 0)).notices.isEmpty)
  }

  @Test(arguments: [256, 300, 512])
  func `is no reason to fail, or to be deaf, with the program's own settings`(
    capacity: Int
  ) throws {
    var settings = Settings()
    settings.width = 6
    var stage = try Cards.stage(settings: settings, capacity: capacity)
    try stage.declare(.putOn(Cards.grandmother))
    let line = "Tell me about the sea and the soup."
    for seed in 0..<3 as Range<UInt64> {
      let turn = try stage.play(line, as: .sampled(seed: seed))
      #expect(turn.heard == stage.model.tokens(of: line))
      #expect(!turn.reply.isEmpty)
    }
    let long = Array(repeating: "Tell me about the sea.", count: 100).joined(separator: " ")
    let turn = try stage.play(long, as: .sampled(seed: 9))
    #expect(turn.notices.contains(.shortened(read: turn.heard.count, of: 600)))
  }

  @Test(arguments: [24, 32, 48])
  func `is no reason to fail, however long a reply would be`(capacity: Int) throws {
    let settings = ToyStage.settings {
      $0.replySentences = 50
      $0.sentenceTokens = 64
    }
    for seed in 0..<20 as Range<UInt64> {
      var stage = try ToyStage.masked(ToyModel(laneCapacity: capacity), settings: settings)
      for _ in 0..<3 {
        let turn = try stage.play("yes", as: .sampled(seed: seed))
        #expect(turn.heard == [ToyModel.yes])
        #expect(!turn.reply.isEmpty)
      }
    }
  }
}
