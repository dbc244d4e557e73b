import Engine
import LanguageModels
import MaskInference
import TestSupport
import Testing

/// What the understudy makes of lines that nobody would say.
@Suite struct `A turn with nobody in it` {
  private static let ordinary = [
    "Hello, who are you?", "Tell me a story.", "What do you think of the sea?",
    "I had a bad day.", "Is there anything to eat?", "Good night.",
  ]
  private static let repeated = Array(repeating: "poem", count: 300).joined(separator: " ")
  private static let gibberish =
    "zxq vroon blit 77 qwop snarg; flumb ]] ikt yop glarn ## vleet tromp oozk pliv dra wumb"

  /// A stage on which grandmother has talked a little.
  private static func stage() throws -> Stage {
    var settings = Cards.settings
    settings.replySentences = 2
    var stage = try Cards.stage(settings: settings)
    try stage.declare(.putOn(Cards.grandmother))
    for seed in 0..<2 as Range<UInt64> {
      _ = try stage.play("Tell me a story.", as: .sampled(seed: seed))
    }
    return stage
  }

  private static func report(of line: String) throws -> TurnReport {
    var stage = try stage()
    return try stage.play(line, as: .sampled(seed: 3)).report
  }

  @Test(arguments: ordinary)
  func `is not found in ordinary talk`(line: String) throws {
    let report = try Self.report(of: line)
    #expect(report.anomaly.vacancy < 0.1, "\(report.anomaly)")
    #expect(abs(report.anomaly.z) < 3, "\(report.anomaly)")
  }

  @Test func `is found in one word said three hundred times`() throws {
    let report = try Self.report(of: Self.repeated)
    let ordinary = try Self.report(of: "Tell me a story.")
    #expect(report.anomaly.vacancy > 0.9, "\(report.anomaly)")
    #expect(report.anomaly.z < -3, "\(report.anomaly)")
    #expect(report.confusion > ordinary.confusion + 0.3)
    #expect(report.confusion > 0.9)
    #expect(report.bare > ordinary.bare)
  }

  @Test func `is far likelier in gibberish than in any talk`() throws {
    let report = try Self.report(of: Self.gibberish)
    let others = try Self.ordinary.map { try Self.report(of: $0) }
    #expect(report.anomaly.vacancy > 0.2)
    #expect(others.allSatisfy { report.anomaly.vacancy > 10 * $0.anomaly.vacancy })
    #expect(others.allSatisfy { report.confusion > $0.confusion + 0.2 })
  }

  @Test func `leaves the belief as it was, once it is over`() throws {
    var stage = try Self.stage()
    let before = stage.filter.belief
    let turn = try stage.play(Self.repeated, as: .sampled(seed: 3))
    #expect(turn.report.bare > 0.9)
    #expect(stage.filter.vacancy == 0)
    for (stack, probability) in zip(before.hypotheses, before.probabilities) {
      #expect(abs(stage.filter.belief.probability(of: stack) - probability) < 0.01, "\(stack)")
    }
  }
}
