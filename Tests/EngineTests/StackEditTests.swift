import Engine
import MaskInference
import TestSupport
import Testing

@Suite struct `Editing the declared stack` {
  private static let cid = Mask("cid")
  private static let dee = Mask("dee")

  /// Four masks, Ann hardwired, at most three worn.
  private static func stage() throws -> Stage {
    let others = [cid, dee].map {
      Role(mask: $0, displayName: $0.name, direction: "", examples: [], greeting: nil)
    }
    return try Stage(
      model: ToyModel(), roles: ToyStage.roles + others, hardwired: ToyStage.ann,
      settings: ToyStage.settings())
  }

  struct Case: Sendable {
    let edits: [StackEdit]
    let result: [Mask]
  }

  @Test(arguments: [
    Case(edits: [], result: [ToyStage.ann]),
    Case(edits: [.putOn(ToyStage.bob)], result: [ToyStage.ann, ToyStage.bob]),
    Case(edits: [.putOn(ToyStage.bob), .putOn(cid)], result: [ToyStage.ann, ToyStage.bob, cid]),
    Case(edits: [.only(ToyStage.bob)], result: [ToyStage.bob]),
    Case(edits: [.putOn(ToyStage.bob), .only(ToyStage.ann)], result: [ToyStage.ann]),
    Case(edits: [.only(ToyStage.ann)], result: [ToyStage.ann]),
    Case(edits: [.putOn(ToyStage.bob), .takeOff(ToyStage.ann)], result: [ToyStage.bob]),
    Case(edits: [.takeOff(ToyStage.ann)], result: []),
    Case(edits: [.putOn(ToyStage.bob), .pop], result: [ToyStage.ann]),
    Case(edits: [.putOn(ToyStage.bob), .pop, .pop], result: []),
    Case(edits: [.putOn(ToyStage.bob), .clear], result: []),
    Case(edits: [.clear, .putOn(cid)], result: [cid]),
    Case(
      edits: [.putOn(ToyStage.bob), .putOn(cid), .takeOff(ToyStage.bob), .putOn(ToyStage.bob)],
      result: [ToyStage.ann, cid, ToyStage.bob]),
  ])
  func `gives the stack it says`(_ example: Case) throws {
    var stage = try Self.stage()
    for edit in example.edits { try stage.declare(edit) }
    #expect(stage.declared == Stack(example.result))
    #expect(stage.filter.cast.declared == stage.declared)
    #expect(stage.filter.hypotheses.contains(stage.declared))
    #expect(abs(stage.filter.belief.probabilities.reduce(0, +) - 1) < 1e-12)
  }

  struct Refusal: Sendable {
    let before: [StackEdit]
    let edit: StackEdit
    let error: EngineError
  }

  @Test(arguments: [
    Refusal(
      before: [], edit: .putOn(Mask("eve")), error: .unknownMask(Mask("eve"))),
    Refusal(before: [], edit: .only(Mask("eve")), error: .unknownMask(Mask("eve"))),
    Refusal(
      before: [], edit: .putOn(ToyStage.ann),
      error: .alreadyWorn(ToyStage.ann, stack: Stack([ToyStage.ann]))),
    Refusal(
      before: [], edit: .takeOff(ToyStage.bob),
      error: .notWorn(ToyStage.bob, stack: Stack([ToyStage.ann]))),
    Refusal(
      before: [.clear], edit: .takeOff(ToyStage.ann), error: .notWorn(ToyStage.ann, stack: .bare)),
    Refusal(before: [.clear], edit: .pop, error: .nothingWorn),
    Refusal(before: [.clear], edit: .clear, error: .nothingWorn),
    Refusal(
      before: [.putOn(ToyStage.bob), .putOn(cid)], edit: .putOn(dee),
      error: .tooDeep(stack: Stack([ToyStage.ann, ToyStage.bob, cid]), maximum: 3)),
  ])
  func `is refused with the reason, and nothing changes`(_ refusal: Refusal) throws {
    var stage = try Self.stage()
    for edit in refusal.before { try stage.declare(edit) }
    let declared = stage.declared
    let belief = stage.filter.belief
    #expect(throws: refusal.error) { try stage.declare(refusal.edit) }
    #expect(stage.declared == declared)
    #expect(stage.filter.belief == belief)
  }

  @Test func `goes as deep as the settings allow`() throws {
    var stage = try Self.stage()
    try stage.declare(.putOn(ToyStage.bob))
    try stage.declare(.putOn(Self.cid))
    var settings = stage.settings
    settings.prior.maximumDepth = 4
    try stage.adopt(settings)
    try stage.declare(.putOn(Self.dee))
    #expect(stage.declared.depth == 4)
    #expect(stage.filter.belief.probability(of: stage.declared) > 0)
  }

  @Test func `moves the belief by the odds`() throws {
    let settings = ToyStage.settings { $0.odds = DeclarationOdds(push: 0.5, swap: 0.3, stay: 0.2) }
    let stage = try ToyStage.masked(settings: settings)
    let belief = stage.filter.belief
    #expect(abs(belief.probability(of: Stack([ToyStage.ann, ToyStage.bob])) - 0.5) < 1e-12)
    #expect(abs(belief.probability(of: Stack([ToyStage.bob])) - 0.3) < 1e-12)
    #expect(abs(belief.probability(of: Stack([ToyStage.ann])) - 0.2) < 1e-12)
    let odds = try #require(stage.filter.operatorPosterior)
    #expect(abs(odds.push - 0.5) + abs(odds.swap - 0.3) + abs(odds.stay - 0.2) < 1e-12)
  }

  @Test func `starts from the hardwired mask, for certain`() throws {
    let stage = try ToyStage.bare()
    #expect(stage.declared == Stack([ToyStage.ann]))
    #expect(abs(stage.filter.belief.probability(of: stage.declared) - 1) < 1e-12)
  }

  @Test func `starts bare where no mask is hardwired`() throws {
    for hardwired in [nil, Mask("eve")] {
      let stage = try Stage(
        model: ToyModel(), roles: ToyStage.roles, hardwired: hardwired,
        settings: ToyStage.settings())
      #expect(stage.hardwired == nil)
      #expect(stage.declared == .bare)
    }
  }
}
