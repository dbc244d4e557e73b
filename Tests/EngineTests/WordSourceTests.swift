import Engine
import LanguageModels
import MaskInference
import TestSupport
import Testing

/// What is done in a chat, one thing after the other.
private enum Step {
  case say(String)
  case edit(StackEdit)
}

@Suite struct `A performance` {
  private static let evening: [Step] = [
    .say("Hello, who are you?"), .edit(.putOn(Cards.grandmother)), .say("Tell me a story."),
    .edit(.putOn(Cards.pirate)), .say("What did the pirate steal?"), .edit(.takeOff(Cards.pirate)),
    .say("Good night."),
  ]

  /// Plays the evening on `stage`, each turn as `perform` has it, and gives the turns.
  private static func play(
    _ steps: [Step] = evening, on stage: inout Stage,
    as perform: (_ turn: Int) -> WordSource
  ) throws -> [Turn] {
    var turns: [Turn] = []
    for step in steps {
      switch step {
      case .say(let text): turns.append(try stage.play(text, as: perform(turns.count)))
      case .edit(let edit): try stage.declare(edit)
      }
    }
    return turns
  }

  @Test func `is the same for the same seed`() throws {
    var first = try Cards.stage()
    var second = try Cards.stage()
    let turns = try Self.play(on: &first) { _ in .sampled(seed: 5) }
    #expect(try Self.play(on: &second) { _ in .sampled(seed: 5) } == turns)
    #expect(turns.allSatisfy { !$0.reply.isEmpty })
  }

  @Test func `is another for another seed, and in each turn`() throws {
    let replies = try (0..<4).map { seed in
      var stage = try Cards.stage()
      return try stage.play("Hello.", as: .sampled(seed: UInt64(seed))).reply
    }
    #expect(Set(replies).count == 4)
    var stage = try Cards.stage()
    let first = try stage.play("Hello.", as: .sampled(seed: 0))
    stage.forgetConversation()
    #expect(try stage.play("Hello.", as: .sampled(seed: 0)).reply != first.reply)
  }

  @Test func `weighed again from a recording has the same numbers to the last digit`() throws {
    var first = try Cards.stage()
    let turns = try Self.play(on: &first) { _ in .sampled(seed: 8) }
    var second = try Cards.stage()
    #expect(try Self.play(on: &second) { .recorded(turns[$0]) } == turns)
    #expect(second.filter.belief == first.filter.belief)
    #expect(second.selfCheck == first.selfCheck)
  }

  @Test func `spoken piece by piece gives the reply`() throws {
    var stage = try Cards.stage()
    var pieces = ""
    let turn = try stage.play("Hello.", as: .sampled(seed: 1)) { pieces += $0 }
    #expect(pieces == turn.reply)
    #expect(turn.reply == turn.sentences.map(\.text).joined())
  }

  @Test func `taken up again goes on as if it had never stopped`() throws {
    var first = try Cards.stage()
    let turns = try Self.play(on: &first) { _ in .sampled(seed: 2) }
    var second = try Cards.stage()
    var recalled = 0
    for step in Self.evening {
      switch step {
      case .say(let text):
        try second.recall(turns[recalled], of: text)
        recalled += 1
      case .edit(let edit): try second.declare(edit)
      }
    }
    #expect(second.filter.hypotheses == first.filter.hypotheses)
    for (now, then) in zip(
      second.filter.belief.probabilities, first.filter.belief.probabilities)
    {
      #expect(abs(now - then) < 1e-12)
    }
    #expect(second.filter.cast == first.filter.cast)
    #expect(second.turns == first.turns)
    #expect(second.declared == first.declared)
    #expect(second.selfCheck == first.selfCheck)
    let next = try first.play("And then?", as: .sampled(seed: 4))
    #expect(try second.play("And then?", as: .sampled(seed: 4)) == next)
  }

  @Test func `recorded on another model or with other masks is refused`() throws {
    var stage = try ToyStage.masked()
    let turn = try stage.play("yes", as: .sampled(seed: 0))
    var foreign = turn
    foreign.sentences[0].tokens = [99]
    #expect(throws: EngineError.foreignTokens(vocabulary: 8)) {
      try stage.play("yes", as: .recorded(foreign))
    }
    #expect(throws: EngineError.foreignTokens(vocabulary: 8)) {
      try stage.recall(foreign, of: "yes")
    }
    var unknown = turn
    unknown.cast.append(Mask("cid"))
    #expect(throws: EngineError.unknownMask(Mask("cid"))) {
      try stage.play("yes", as: .recorded(unknown))
    }
    #expect(throws: EngineError.unknownMask(Mask("cid"))) { try stage.recall(unknown, of: "yes") }
  }

  @Test(arguments: [-1, 4, 99, Int.min, Int.max])
  func `by nobody on the list is refused`(speaker: Int) throws {
    var stage = try ToyStage.masked()
    var turn = try stage.play("yes", as: .sampled(seed: 0))
    turn.sentences[0].voice = .sampled(speaker: speaker)
    let error = EngineError.damagedTurn(reason: "it names speaker \(speaker) of 4 hypotheses")
    #expect(throws: error) { try stage.play("yes", as: .recorded(turn)) }
    #expect(throws: error) { try stage.recall(turn, of: "yes") }
    #expect(throws: error) { try stage.recall(turn, of: "yes", isForeign: true) }
    #expect(stage.turns == 1)
  }

  @Test func `by somebody who would not be considered here does no harm`() throws {
    var stage = try ToyStage.masked()
    var turn = try stage.play("yes", as: .sampled(seed: 0))
    turn.hypotheses.append(Stack([ToyStage.bob, ToyStage.ann]))
    turn.sentences[0].voice = .sampled(speaker: 4)
    for index in turn.sentences.indices { turn.sentences[index].logLikelihoods.append(-1) }
    let hypotheses = try stage.play("yes", as: .recorded(turn)).hypotheses
    #expect(hypotheses == turn.hypotheses || hypotheses.count == 4)
    try stage.recall(turn, of: "yes")
    let weights = stage.filter.belief.probabilities
    #expect(abs(weights.reduce(0, +) - 1) < 1e-12)
  }

  @Test(arguments: [[], [-1], [-1, -1, -1, -1, -1]])
  func `with evidence for more or fewer than there are is not taken up`(
    logLikelihoods: [Double]
  ) throws {
    var stage = try ToyStage.masked()
    var turn = try stage.play("yes", as: .sampled(seed: 0))
    turn.sentences[0].logLikelihoods = logLikelihoods
    let error = EngineError.damagedTurn(
      reason: "it has \(logLikelihoods.count) likelihoods for 4 hypotheses")
    #expect(throws: error) { try stage.recall(turn, of: "yes") }
  }
}
