import Engine
import LanguageModels
import MaskInference
import Testing

@Suite struct `A turn carried on by any allowance of tokens` {
  private static func engine() throws -> Engine {
    try Engine(model: ToyModel(), roles: ToyStage.roles, settings: ToyStage.settings())
  }

  private static func state() throws -> ChatState {
    try ChatState(hardwired: ToyStage.ann, settings: ToyStage.settings())
      .applying(.mask(.putOn(ToyStage.bob)))
  }

  @Test(arguments: [1, 2, 5, 17], 0..<6 as Range<UInt64>)
  func `is the one that is played at once`(allowance: Int, seed: UInt64) throws {
    var whole = try Self.engine()
    var state = try Self.state()
    var portioned = try Self.engine()
    var other = state
    for words in ["maybe no", "yes"] {
      for share in [0, 0.3] {
        let played = try whole.play(
          words, from: .sampled(seed: seed), in: state, sleeping: share)
        var turn = try portioned.begin(
          words, from: .sampled(seed: seed), in: other, sleeping: share)
        while !turn.isOver { try portioned.carryOn(&turn, atMost: allowance) }
        #expect(turn.played == played.turn)
        #expect(turn.state.filter.belief == played.state.filter.belief)
        var again = try portioned.begin(words, from: .recorded(played.turn), in: other)
        while !again.isOver { try portioned.carryOn(&again, atMost: allowance) }
        if share == 0 { #expect(again.played == played.turn) }
        state = played.state
        other = turn.state
      }
    }
  }

  @Test func `leaves the state alone in which it was begun`() throws {
    var engine = try Self.engine()
    let state = try Self.state()
    let played = try engine.play("maybe", from: .sampled(seed: 1), in: state)
    let again = try engine.play("maybe", from: .sampled(seed: 1), in: state)
    #expect(state.turns == 0)
    #expect(played.turn == again.turn)
    #expect(played.state.filter.belief == again.state.filter.belief)
  }
}
