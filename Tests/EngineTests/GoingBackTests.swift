import Engine
import LanguageModels
import MaskInference
import TestSupport
import Testing

@Suite struct `A chat that goes back to an earlier state` {
  private static let settings = ToyStage.settings()

  private static func play(_ words: [String], on stage: inout Stage) throws {
    for word in words { _ = try stage.play(word, as: .sampled(seed: 1)) }
  }

  @Test(arguments: 0...3)
  func `has lanes that have read what they would have read on the straight way`(
    kept: Int
  ) throws {
    let words = ["maybe", "no", "yes", "maybe no"]
    let model = ToyModel()
    var stage = try ToyStage.masked(model, settings: Self.settings)
    try Self.play(Array(words.prefix(kept)), on: &stage)
    let moment = stage.state
    try Self.play(Array(words.dropFirst(kept)), on: &stage)
    stage.go(to: moment)
    let straightModel = ToyModel()
    var straight = try ToyStage.masked(straightModel, settings: Self.settings)
    try Self.play(Array(words.prefix(kept)), on: &straight)
    #expect(stage.filter.belief == straight.filter.belief)
    #expect(stage.lastTurn == straight.lastTurn)
    let turn = try stage.play("yes no", as: .sampled(seed: 5))
    #expect(try straight.play("yes no", as: .sampled(seed: 5)) == turn)
    #expect(Set(model.contents) == Set(straightModel.contents))
  }

  @Test func `does not have what both conversations begin with read again`() throws {
    let model = ToyModel()
    var stage = try ToyStage.masked(model, settings: Self.settings)
    try Self.play(Array(repeating: "maybe no", count: 20), on: &stage)
    let moment = stage.state
    try Self.play(["yes"], on: &stage)
    let conversation = model.contents.map(\.count).reduce(0, +)
    stage.go(to: moment)
    let before = model.tokensRead
    try Self.play(["no"], on: &stage)
    #expect(model.tokensRead - before < conversation / 4)
  }

  @Test func `does not have the conversation read again after a turn was stopped`() throws {
    let model = ToyModel()
    var isRaised = false
    var stage = try ToyStage.masked(
      model, settings: Self.settings,
      stop: StopSignal(isRaised: { isRaised }, lower: { isRaised = false }))
    try Self.play(Array(repeating: "maybe no", count: 20), on: &stage)
    let conversation = model.contents.map(\.count).reduce(0, +)
    isRaised = true
    #expect(throws: EngineError.model(.interrupted)) { try Self.play(["yes"], on: &stage) }
    let before = model.tokensRead
    try Self.play(["yes"], on: &stage)
    #expect(model.tokensRead - before < conversation / 4)
  }

  @Test func `tells of a turn after each sentence as if it were stopped there`() throws {
    var settings = Self.settings
    settings.replySentences = 6
    var stage = try ToyStage.masked(settings: settings)
    var drafts: [Turn] = []
    let turn = try stage.play(
      "maybe", as: .sampled(seed: 3), onSentence: { drafts.append($0) })
    #expect(drafts.map(\.sentences.count) == Array(1...turn.sentences.count))
    for draft in drafts {
      #expect(draft.ending == .interrupted)
      var again = try ToyStage.masked(settings: settings)
      #expect(try again.play("maybe", as: .recorded(draft)) == draft)
    }
  }
}
