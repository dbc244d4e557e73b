import LanguageModels
import MaskInference
import Support
import Testing

@testable import Attribution

@Suite struct `Lanes as a witness` {
  private static let names = ["hisser", "moaner"]

  private func voices(_ lines: Int) -> [VoiceSample] {
    zip(Self.names, ["sssz hiss", "ooom moan"]).map { name, words in
      VoiceSample(
        stack: Stack([Mask(name)]), exemplars: (0..<lines).map { "\(words) \($0 % 10)" })
    }
  }

  @Test(arguments: [(4, 1), (60, 2), (400, 2)])
  func `deal a voice's lines out to as many lanes as are worth it`(
    lines: Int, lanes: Int
  ) throws {
    let model = CountingModel(lanes: 16)
    let witness = try LaneWitness(voices(lines), room: 2000, of: model)
    #expect(model.contexts.count == 2 * lanes)
    _ = consume witness
  }

  @Test func `give the mean over a voice's lanes`() throws {
    let model = CountingModel(lanes: 16)
    let voices = voices(90)
    var witness = try LaneWitness(voices, room: 2000, of: model)
    try witness.read(voices.map(\.exemplars))
    let line = model.tokens(of: "moans")
    let found = try witness.evidence(of: line)
    for voice in 0..<2 {
      var sum = 0.0
      for part in 0..<2 {
        // Lanes are opened part after part.
        let context = model.contexts[part * 2 + voice]
        for (place, token) in line.enumerated() {
          let logits = CountingModel.logits(after: context + line[..<place])
          sum -= NextTokenStatistics(of: .dense(logits.span), token: token).surprisal
        }
      }
      #expect(abs(found[voice] - sum / 2) < 1e-4)
    }
  }

  @Test func `are not asked on for voices that are out of the question`() throws {
    let model = CountingModel(lanes: 16)
    var voices = voices(90)
    voices.append(
      VoiceSample(
        stack: Stack([Mask("ticker")]), exemplars: (0..<90).map { "tktk tick \($0 % 10)" }))
    var witness = try LaneWitness(voices, room: 2000, of: model)
    try witness.read(voices.map(\.exemplars))
    let line = model.tokens(of: "moans")
    let all = try witness.evidence(of: line)
    var asked: [[Double]] = []
    let some = try witness.evidence(of: line) { evidence in
      asked.append(evidence)
      return [true, true, false]
    }
    #expect(asked.count == 1)
    #expect(abs(some[0] - all[0]) < 1e-9 && abs(some[1] - all[1]) < 1e-9)
    // The third keeps its distance to the others from the first lanes.
    let kept = asked[0][2] - (asked[0][0] + asked[0][1]) / 2
    #expect(abs(some[2] - (some[0] + some[1]) / 2 - kept) < 1e-9)
  }
}

@Suite struct `What depth alone makes of a text` {
  @Test(arguments: [UInt64(1), 2, 3])
  func `is taken off, however hard the text`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed, stream: 0)
    // Three depths that make more or less of a sentence, in proportion to how hard it is.
    func values(_ difficulty: Double) -> [Double] {
      [0.9 * difficulty - 0.2, difficulty, difficulty, 1.1 * difficulty + 0.3]
    }
    let control = DepthControl(
      depths: [0, 1, 1, 2],
      sentences: (0..<20).map { _ in values(Double.random(in: -6 ... -2, using: &generator)) })
    for difficulty in [-7.0, -4, -1] {
      let found = control.evidence(values(difficulty).map { $0 * 12 }, tokens: 12)
      #expect(found.allSatisfy { abs($0) < 1e-9 })
    }
  }

  @Test func `is nothing where all are as deep`() {
    let control = DepthControl(depths: [1, 1], sentences: [[-1, -2], [-2, -3], [-3, -3]])
    #expect(control.evidence([-5, -7], tokens: 3) == [-5, -7])
  }
}
