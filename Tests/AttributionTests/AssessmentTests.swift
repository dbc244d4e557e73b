import Attribution
import MaskInference
import Scoring
import Testing

@Suite struct `An assessment` {
  private static let ann = Stack([Mask("ann")])
  private static let disguised = Stack([Mask("ann"), Mask("bo")])
  private static let voices = [ann, disguised]

  private static func judgement(
    _ truth: Stack?, _ independent: Double, _ filtered: Double, _ smoothed: Double
  ) -> Judgement {
    Judgement(
      text: "x", truth: truth, tokens: 3, evidence: [-1, -2], exponent: 0.5,
      independent: [independent, 1 - independent], filtered: [filtered, 1 - filtered],
      smoothed: [smoothed, 1 - smoothed])
  }

  @Test func `scores each kind of posterior on the lines whose truth is a voice`() throws {
    let assessment = try Assessment(
      [
        Self.judgement(Self.ann, 0.4, 0.8, 0.9), Self.judgement(nil, 0.5, 0.5, 0.5),
        Self.judgement(Self.disguised, 0.4, 0.6, 0.1),
        Self.judgement(Stack([Mask("cy")]), 0.5, 0.5, 0.5),
      ], voices: Self.voices)
    #expect(assessment.lines == 4)
    #expect(assessment.scored == 2)
    let accuracy = assessment.scores.mapValues(\.accuracy.value)
    #expect(accuracy == [.independent: 0.5, .filtered: 0.5, .smoothed: 1])
    #expect(
      assessment.depthAreas.mapValues(\.value) == [
        .independent: 0.5, .filtered: 1, .smoothed: 1,
      ])
  }

  @Test func `without known truths has no scores`() throws {
    let assessment = try Assessment(
      [Self.judgement(nil, 0.4, 0.8, 0.9)], voices: Self.voices)
    #expect(assessment.scored == 0)
    #expect(assessment.scores.isEmpty)
    #expect(assessment.depthAreas.isEmpty)
  }

  @Test func `of voices of one depth has nothing to say of depth`() throws {
    let assessment = try Assessment(
      [Self.judgement(Self.ann, 0.4, 0.8, 0.9)], voices: [Self.ann, Stack([Mask("bo")])])
    #expect(assessment.scores.count == 3)
    #expect(assessment.depthAreas.isEmpty)
  }

  @Test func `of other voices is refused`() throws {
    var judgement = Self.judgement(Self.ann, 0.4, 0.8, 0.9)
    judgement.smoothed = [0.5, 0.6]
    #expect(throws: ScoreError.notADistribution(sum: 1.1)) {
      try Assessment([judgement], voices: Self.voices)
    }
  }

  @Test func `sums the posterior by depth, the bare model included`() {
    let judgement = Self.judgement(nil, 0.25, 0.5, 0.75)
    #expect(judgement.depth(.independent, among: Self.voices) == [0, 0.25, 0.75])
    #expect(judgement.depth(.smoothed, among: [.bare, Self.disguised]) == [0.75, 0, 0.25])
  }
}
