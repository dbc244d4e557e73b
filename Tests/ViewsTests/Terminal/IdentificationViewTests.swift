import Attribution
import Foundation
import MaskInference
import Scoring
import Support
import Terminal
import Testing

@testable import Views

/// Whose voice each line is, on the screen and in JSON.
@Suite struct IdentificationViewTests {
  private static let ann = Stack([Mask("ann")])
  private static let bennet = Stack([Mask("Mrs Bennet")])
  private static let fagin = Stack([Mask("fagin")])
  private static let three = [ann, bennet, fagin]

  private static func judgement(
    _ independent: [Double], smoothed: [Double]? = nil, truth: Stack? = nil,
    exponent: Double = 0.35
  ) -> Judgement {
    Judgement(
      text: "x", truth: truth, tokens: 3, evidence: independent.map { log($0) },
      exponent: exponent, independent: independent, filtered: independent,
      smoothed: smoothed ?? independent)
  }

  private static func lines(
    _ judgements: [Judgement], voices: [Stack] = three, width: Int = 60, unicode: Bool = true,
    resamples: Int = 1000
  ) throws -> [String] {
    IdentificationView(
      judgements, voices: voices,
      assessment: try Assessment(
        judgements, voices: voices, bootstrap: Bootstrap(resamples: resamples)),
      console: Console(palette: Palette(depth: .none), drawsUnicode: unicode, width: width)
    ).lines
  }

  private static let scene = [
    judgement([0.9, 0.08, 0.02], truth: ann),
    judgement([0.2, 0.7, 0.1], smoothed: [0.6, 0.3, 0.1], truth: ann),
    judgement([0.36, 0.34, 0.3], truth: bennet),
    judgement([0.001, 0.001, 0.998], smoothed: [0, 0, 1], truth: nil),
  ]

  @Test func `each line shows who said it and by how much, and the scores come last`() throws {
    #expect(
      try Self.lines(Self.scene) == [
        "      best            runner-up       nats  smoothed",
        "   1  ann        .90  Mrs Bennet .08   2.4",
        "   2 ✗Mrs Bennet .70  ann        .20   1.3  ann        .60",
        "   3  cannot tell: ann .36             0.1",
        "   4  fagin      1.0  ann        .00   6.9",
        "",
        "  lines  4 judged   3 with a known voice   3 voices   β 0.35",
        "  voices ann .46   fagin .35   Mrs Bennet .18",
        "",
        "            line alone      filtered        smoothed",
        "  right     .33 .00–1.0     .33 .00–1.0     .67 .33–1.0",
        "  log loss  0.93 0.11–1.61  0.93 0.11–1.61  0.56 0.11–0.89",
        "  Brier     0.60 0.02–1.14  0.60 0.02–1.14  0.31 0.02–0.53",
        "  ECE       .39 .18–.70     .39 .18–.70     .29 .18–.40",
        "  by chance .33 right, log loss 1.10",
      ])
  }

  @Test func `without truths and changes of mind there are no scores and no smoothed column`()
    throws
  {
    let lines = try Self.lines(
      [
        Self.judgement([0.9, 0.1, 0], exponent: 0.2),
        Self.judgement([0.7, 0.2, 0.1], exponent: 0.4),
      ], width: 80)
    #expect(
      lines == [
        "      best            runner-up       nats",
        "   1  ann        .90  Mrs Bennet .10   2.2",
        "   2  ann        .70  Mrs Bennet .20   1.3",
        "",
        "  lines  2 judged   0 with a known voice   3 voices   β 0.20–0.40",
        "  voices ann .80   Mrs Bennet .15   fagin .05",
      ])
  }

  @Test func `stacks keep their outermost mask, and depth and groups of five are scored`() throws {
    let alone = Stack([Mask("Rosalind_AYL")])
    let disguised = Stack([Mask("Rosalind_AYL"), Mask("Ganymede")])
    let lines = try Self.lines(
      (0..<10).map {
        Self.judgement($0 < 5 ? [0.8, 0.2] : [0.2, 0.8], truth: $0 < 5 ? alone : disguised)
      }, voices: [alone, disguised])
    #expect(lines[1] == "   1  Rosalind_AYL        .80  …ind_AYL ▸ Ganymede .20   1.4")
    #expect(lines.contains("  5 at once 1.0 1.0–1.0     1.0 1.0–1.0     1.0 1.0–1.0"))
    #expect(lines.contains("  depth AUC 1.0 1.0–1.0     1.0 1.0–1.0     1.0 1.0–1.0"))
  }

  @Test func `no lines are no table`() throws {
    #expect(try Self.lines([]).last == "  no lines")
  }

  @Test(arguments: [60, 66, 72, 80], [3, 8, 30])
  func `no line is wider than the terminal`(_ width: Int, _ count: Int) throws {
    let voices = (0..<count).map { Stack([Mask("a name of some length \($0)"), Mask("漢字\($0)")]) }
    var generator = SeededGenerator(seed: UInt64(width), stream: 170)
    let judgements = (0..<120).map { _ in
      let weights = (0..<count).map { _ in exp(Double.random(in: -300...0, using: &generator)) }
      let probabilities = weights.map { $0 / weights.reduce(0, +) }
      return Self.judgement(
        probabilities, smoothed: probabilities.reversed(), truth: voices.randomElement())
    }
    for line in try Self.lines(judgements, voices: voices, width: width, resamples: 10) {
      #expect(DisplayWidth.columns(of: line) <= width, "\(line)")
    }
  }

  @Test func `a terminal with ASCII alone gets nothing else`() throws {
    for line in try Self.lines(Self.scene, unicode: false) {
      #expect(line.utf8.allSatisfy { $0 < 0x80 }, "\(line)")
    }
  }

  @Test func `escapes among the names never reach the terminal`() throws {
    let voices = [Stack([Mask("a\u{1B}[2Jnn")]), Stack([Mask("b\u{9B}31mo")])]
    for line in try Self.lines([Self.judgement([0.6, 0.4])], voices: voices) {
      #expect(!line.contains("\u{1B}") && !line.contains("\u{9B}"))
    }
  }

  @Test func `a line in JSON has every number by the voices' names`() throws {
    var judgement = Self.judgement([0.75, 0.25], smoothed: [0.5, 0.5], truth: Self.ann)
    judgement.evidence = [-1.5, -.infinity]
    let voices = [Self.ann, Stack([Mask("ann"), Mask("bo")])]
    #expect(
      try JudgementJSON(judgement, number: 7, voices: voices).line
        == #"{"best":"ann","beta":0.35,"depth":{"filtered":[0,0.75,0.25],"iid":[0,0.75,0.25],"#
        + #""smoothed":[0,0.5,0.5]},"evidence":{"ann":-1.5,"ann ▸ bo":-1.7976931348623157e+308},"#
        + #""filtered":{"ann":0.75,"ann ▸ bo":0.25},"iid":{"ann":0.75,"ann ▸ bo":0.25},"line":7,"#
        + #""smoothed":{"ann":0.5,"ann ▸ bo":0.5},"text":"x","tokens":3,"truth":"ann"}"#)
  }

  private static func summary(_ judgements: [Judgement]) throws -> [String: Any] {
    let assessment = try Assessment(judgements, voices: three)
    let line = try AssessmentJSON(
      assessment, judgements: judgements, voices: three, strangers: ["cy": 2], model: "hash"
    ).line
    return try #require(
      try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
  }

  @Test func `the summary in JSON has the scores with their intervals`() throws {
    let object = try Self.summary(Self.scene)
    #expect(object["summary"] as? Bool == true)
    #expect(object["lines"] as? Int == 4)
    #expect(object["scored"] as? Int == 3)
    #expect(object["beta"] as? Double == 0.35)
    #expect(object["accuracy"] as? Double == 1.0 / 3)
    #expect(object["voices"] as? [String] == ["ann", "Mrs Bennet", "fagin"])
    #expect(object["unknownTruths"] as? [String: Int] == ["cy": 2])
    #expect(object["model"] as? String == "hash")
    #expect((object["smoothed"] as? [String: Any])?["accuracy"] as? Double == 2.0 / 3)
    let intervals = try #require(object["intervals"] as? [String: [Double]])
    #expect(intervals.keys.sorted() == ["accuracy", "brier", "ece", "logLoss"])
    #expect(intervals["accuracy"] == [0, 1])
    #expect(object["pooled5"] is NSNull && object["depthAUC"] is NSNull)
  }

  @Test func `the summary in JSON writes null where nothing is known`() throws {
    let object = try Self.summary([Self.judgement([1, 0, 0])])
    for key in ["accuracy", "logLoss", "brier", "ece", "intervals", "filtered", "smoothed"] {
      #expect(object[key] is NSNull, "\(key)")
    }
    #expect(try Self.summary([])["beta"] is NSNull)
  }
}
