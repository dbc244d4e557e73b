import LanguageModels
import LlamaModel
import Testing

@Suite(.serialized, .enabled(if: RealModel.isHere)) struct `What the model makes of a line` {
  private let lines = [
    "The sea was calm.", "Stop that at once!", "I never said so, did I?", "The sea was rough.",
    "Arr, ye be late, matey.",
  ]

  @Test func `is the same alone and beside others`() throws {
    let model = try RealModel.load()
    let tokens = lines.map { model.promptTemplate.bareOpening + model.tokens(of: $0 + "\n") }
    let together = try model.impressions(of: tokens)
    #expect(together.count == lines.count)
    for (index, line) in tokens.enumerated() {
      let alone = try model.impressions(of: [line])[0]
      #expect(alone.count == together[index].count && !alone.isEmpty)
      let gap = zip(alone, together[index]).reduce(Float(0)) { max($0, abs($1.0 - $1.1)) }
      let size = alone.reduce(Float(0)) { max($0, abs($1)) }
      #expect(gap <= 0.02 * size, "\(lines[index]): \(gap) of \(size)")
    }
  }

  @Test func `leaves no lane open`() throws {
    let model = try RealModel.load(lanes: 2)
    _ = try model.impressions(of: [model.tokens(of: lines[0]), model.tokens(of: lines[1])])
    #expect(throws: Never.self) {
      let lanes = [try model.openLane(), try model.openLane()]
      #expect(lanes.map(model.length) == [0, 0])
    }
  }
}
