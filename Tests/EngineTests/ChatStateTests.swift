import Engine
import LanguageModels
import MaskInference
import Testing

@Suite struct `The state of a chat` {
  private static let state = ChatState(hardwired: ToyStage.ann, settings: ToyStage.settings())

  @Test func `after an event is another value, and no model is asked`() throws {
    let masked = try Self.state.applying(.mask(.putOn(ToyStage.bob)))
    #expect(masked.declared == Stack([ToyStage.ann, ToyStage.bob]))
    #expect(Self.state.declared == Stack([ToyStage.ann]))
    let tuned = try masked.applying(.setting(name: "width", value: "9"))
    #expect(tuned.settings.width == 9)
    #expect(tuned.filter.belief == masked.filter.belief)
  }

  @Test(arguments: [
    SessionEvent.seed(7), .utterance("yes"), .branch("calm"), .goTo(0),
    .model(ModelIdentity(name: "other", hash: "0", parameters: [:])),
  ])
  func `is changed by no event that is the record's own`(event: SessionEvent) throws {
    let after = try Self.state.applying(event)
    #expect(after.declared == Self.state.declared)
    #expect(after.settings == Self.state.settings)
    #expect(after.filter.belief == Self.state.filter.belief)
    #expect(after.turns == 0)
  }

  @Test(arguments: [
    SessionEvent.mask(.takeOff(ToyStage.bob)), .mask(.putOn(ToyStage.ann)),
    .setting(name: "colour", value: "red"), .setting(name: "kappa", value: "2"),
  ])
  func `has no place for an event that cannot happen`(event: SessionEvent) {
    #expect(throws: EngineError.self) { try Self.state.applying(event) }
  }

  @Test func `after a recorded turn is what playing the turn made of it`() throws {
    let settings = ToyStage.settings()
    var engine = try Engine(model: ToyModel(), roles: ToyStage.roles, settings: settings)
    var state = engine.opening(hardwired: ToyStage.ann, settings: settings)
    try engine.declare(.putOn(ToyStage.bob), in: &state, greets: false)
    for seed in 0..<5 as Range<UInt64> {
      let played = try engine.play("maybe no", from: .sampled(seed: seed), in: state)
      let recalled = try state.applying(.reply(played.turn))
      #expect(recalled.filter.belief == played.state.filter.belief)
      #expect(recalled.turns == played.state.turns)
      #expect(recalled.lastTurn == played.turn)
      state = played.state
    }
  }
}
