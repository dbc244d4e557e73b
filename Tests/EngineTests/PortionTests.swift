import Engine
import LanguageModels
import MaskInference
import TestSupport
import Testing

@Suite struct `Reading in portions` {
  /// A few turns, one with long words on both sides, and what the lanes have read then.
  private static func chat(portion: Int?) throws -> (turns: [Turn], model: ToyModel) {
    let model = ToyModel()
    var stage = try ToyStage.masked(
      model,
      settings: ToyStage.settings {
        $0.portion = portion
        $0.sentenceTokens = 20
      })
    let line = "yes no maybe no yes maybe no"
    let turns = try (1...4 as ClosedRange<UInt64>).map { seed in
      try stage.play(line, as: .sampled(seed: seed))
    }
    _ = try stage.wordEvidence()
    try stage.declare(.only(ToyStage.bob))
    return (turns + [try stage.play(line, as: .sampled(seed: 5))], model)
  }

  @Test(arguments: [1, 2, 3, 5, 100])
  func `changes nothing but how much is read at once`(portion: Int) throws {
    let whole = try Self.chat(portion: nil)
    let (turns, model) = try Self.chat(portion: portion)
    #expect(turns == whole.turns)
    #expect(model.contents == whole.model.contents)
    #expect(model.longestFeed <= portion)
    #expect(whole.model.longestFeed > 5)
  }
}
