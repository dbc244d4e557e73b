import Engine
import LanguageModels
import MaskInference
import TestSupport
import Testing

@Suite struct `A greeting` {
  private static let greeting = [
    ToyModel.no, ToyModel.stop, ToyModel.yes, ToyModel.stop,
  ]

  @Test func `is said by a newcomer before anything else is`() throws {
    var stage = try ToyStage.bare()
    #expect(try stage.declare(.putOn(ToyStage.bob)).greeting == "no. yes.")
  }

  @Test func `is not said once the talk has begun, nor by one who has none, nor when unwanted`()
    throws
  {
    var begun = try ToyStage.bare()
    _ = try begun.play("yes", as: .sampled(seed: 0))
    #expect(try begun.declare(.putOn(ToyStage.bob)).greeting == nil)
    var silent = try ToyStage.bare()
    #expect(try silent.declare(.only(ToyStage.ann)).greeting == nil)
    var unwanted = try ToyStage.bare()
    #expect(try unwanted.declare(.putOn(ToyStage.bob), greets: false).greeting == nil)
    var leaving = try ToyStage.bare()
    #expect(try leaving.declare(.clear).greeting == nil)
  }

  @Test func `is read by every lane`() throws {
    let model = ToyModel()
    var stage = try ToyStage.bare(model)
    try stage.declare(.putOn(ToyStage.bob))
    let turn = try stage.play("maybe", as: .sampled(seed: 0))
    #expect(model.contents.count == turn.hypotheses.count)
    for tokens in model.contents {
      let talk =
        [ToyModel.joint] + Self.greeting + [ToyModel.joint, ToyModel.maybe, ToyModel.joint]
      #expect(tokens.suffix(talk.count + turn.tokens.count).elementsEqual(talk + turn.tokens))
    }
  }

  @Test func `is evidence for nobody`() throws {
    var stage = try ToyStage.bare()
    try stage.declare(.putOn(ToyStage.bob))
    let silent = try ToyStage.masked()
    #expect(stage.filter.belief == silent.filter.belief)
    #expect(stage.filter.logEvidence == 0)
    #expect(stage.selfCheck.sentences == 0)
    #expect(stage.turns == 0)
  }

  @Test func `is said again after everything was forgotten`() throws {
    var stage = try ToyStage.bare()
    _ = try stage.play("yes", as: .sampled(seed: 0))
    stage.forgetConversation()
    #expect(try stage.declare(.putOn(ToyStage.bob)).greeting == "no. yes.")
  }
}
