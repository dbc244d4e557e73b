import Engine
import LanguageModels
import MaskInference
import TestSupport
import Testing

@Suite struct `The cast` {
  @Test func `takes in a mask that is named`() throws {
    var stage = try Cards.stage(settings: settings(cast: 1))
    let before = try stage.play("Hello.", as: .sampled(seed: 0))
    #expect(before.cast == [Cards.assistant])
    let named = try stage.play("Where is the PIRATE now?", as: .sampled(seed: 0))
    #expect(named.cast == [Cards.assistant, Cards.pirate])
    #expect(named.hypotheses.contains(Stack([Cards.pirate])))
  }

  @Test func `takes in a mask that is named as on its card`() throws {
    var stage = try Cards.stage(settings: settings(cast: 1))
    let turn = try stage.play("Is Grandmother Rosa asleep?", as: .sampled(seed: 0))
    #expect(turn.cast == [Cards.assistant, Cards.grandmother])
  }

  @Test func `takes in the mask that talks most like the user, where there is room`() throws {
    var stage = try Cards.stage(settings: settings(cast: 2))
    let turn = try stage.play(
      "Arr, me hearty, hoist the sails and fetch the rum!", as: .sampled(seed: 0))
    #expect(turn.cast == [Cards.assistant, Cards.pirate])
  }

  @Test func `watches a mask for some turns after it was taken off`() throws {
    var stage = try Cards.stage(settings: settings(cast: 1))
    try stage.declare(.putOn(Cards.grandmother))
    try stage.declare(.takeOff(Cards.grandmother))
    let isWatched = try (0..<8).map { seed in
      try stage.play("Hello.", as: .sampled(seed: seed)).cast.contains(Cards.grandmother)
    }
    #expect(isWatched.allSatisfy { $0 })
  }

  @Test(arguments: 1...6)
  func `is no larger than the settings allow`(size: Int) throws {
    let library = Cards.library
    var stage = try Cards.stage(library, settings: settings(cast: size, sentences: 1))
    for (seed, line) in ["Hello.", "Tell me a story.", "What is the sea like?"].enumerated() {
      let turn = try stage.play(line, as: .sampled(seed: UInt64(seed)))
      #expect(turn.cast.count <= size)
      #expect(Set(turn.cast).count == turn.cast.count)
      #expect(turn.cast.first == Cards.assistant)
    }
  }

  @Test func `keeps declared and named masks, however small it should be`() throws {
    var stage = try Cards.stage(settings: settings(cast: 1))
    try stage.declare(.putOn(Cards.grandmother))
    let turn = try stage.play("Look, a pirate!", as: .sampled(seed: 0))
    #expect(Set(turn.cast) == [Cards.assistant, Cards.grandmother, Cards.pirate])
  }

  @Test func `is the one asked for, where one is`() throws {
    var stage = try Cards.stage()
    let turn = try stage.play(
      "Hello.", as: .sampled(seed: 0), considering: [Cards.pirate])
    #expect(turn.cast == [Cards.assistant, Cards.pirate])
  }

  @Test(arguments: [3, 5, 9])
  func `never opens more lanes than the width, nor than the model has`(width: Int) throws {
    let names = ["cid", "dee", "eli", "fay"]
    let others = names.map {
      Role(mask: Mask($0), displayName: $0, direction: "", examples: [], greeting: nil)
    }
    let model = ToyModel(laneLimit: width)
    var stage = try Stage(
      model: model, roles: ToyStage.roles + others, hardwired: ToyStage.ann,
      settings: ToyStage.settings {
        $0.width = width
        $0.castSize = 6
      })
    for (seed, name) in (["bob"] + names).enumerated() {
      let edit = seed % 3 == 2 ? StackEdit.only(Mask(name)) : .putOn(Mask(name))
      try stage.declare(edit)
      let turn = try stage.play("yes \(names[seed % 4])", as: .sampled(seed: UInt64(seed)))
      #expect(turn.hypotheses.count <= width)
      #expect(turn.hypotheses.contains(.bare))
      #expect(turn.hypotheses.contains(Stack([ToyStage.ann])))
      #expect(turn.hypotheses.contains(stage.declared))
      #expect(model.contents.count == turn.hypotheses.count)
    }
    #expect(model.mostOpen <= width)
  }

  @Test func `at its narrowest has the bare model, the hardwired mask and the declared stack`()
    throws
  {
    let row = try #require(Settings.table.first { $0.name == "width" })
    var settings = ToyStage.settings()
    let narrowest = try #require((1...64).first { row.write(String($0), &settings) })
    var stage = try ToyStage.masked(settings: settings)
    let turn = try stage.play("yes", as: .sampled(seed: 0))
    #expect(turn.hypotheses.count <= narrowest)
    #expect(turn.hypotheses.contains(.bare))
    #expect(turn.hypotheses.contains(Stack([ToyStage.ann])))
    #expect(turn.hypotheses.contains(stage.declared))
  }

  @Test func `wider than the model has lanes is refused`() throws {
    let model = ToyModel(laneLimit: 4)
    let wide = ToyStage.settings { $0.width = 5 }
    #expect(throws: EngineError.tooWide(width: 5, lanes: 4)) {
      _ = try ToyStage.bare(model, settings: wide)
    }
    var stage = try ToyStage.bare(model, settings: ToyStage.settings { $0.width = 4 })
    #expect(throws: EngineError.tooWide(width: 5, lanes: 4)) { try stage.adopt(wide) }
    #expect(stage.settings.width == 4)
  }

  private func settings(cast: Int, sentences: Int = 2) -> Settings {
    var settings = Cards.settings
    settings.castSize = cast
    settings.replySentences = sentences
    settings.sentenceTokens = 8
    return settings
  }
}
