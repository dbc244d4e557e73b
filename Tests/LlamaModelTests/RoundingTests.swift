#if Llama
  import LanguageModels
  import Testing

  @testable import LlamaModel

  @Suite(.enabled(if: RealModel.isHere)) struct `What a lane makes of a text` {
    /// The logits after each word, read in feeds of these sizes, with other lanes beside.
    private static func logits(
      _ model: any LanguageModel, _ words: [Token], portions: [Int], beside others: Int
    ) throws -> [[Float]] {
      let lanes = try (0...others).map { _ in try model.openLane() }
      defer { for lane in lanes { model.close(lane) } }
      var rows: [[Float]] = []
      var start = 0
      var turn = 0
      while start < words.count {
        let end = min(words.count, start + (turn < portions.count ? portions[turn] : 1))
        try model.advance(
          lanes.map { Feed(lane: $0, tokens: Array(words[start..<end]), reading: .every) }
        ) { feed, _, next in if feed == 0 { rows.append(next.logits) } }
        start = end
        turn += 1
      }
      return rows
    }

    @Test(arguments: [0, 600])
    func `is the same to the last bit in whatever portions it is read, and whoever is beside`(
      deep depth: Int
    ) throws {
      let model = try RealModel.load(lanes: 4, tokensPerLane: 768)
      let line = "The rain came over the hills at noon, and nobody in the harbour looked up."
      let before = Array(
        model.tokens(of: Array(repeating: line, count: 60).joined(separator: " ")).prefix(depth))
      let words = before + model.tokens(of: line)
      let opening = Array(repeating: 60, count: depth / 60)
      func last(_ portions: [Int], beside others: Int) throws -> [[Float]] {
        try Self.logits(model, words, portions: opening + portions, beside: others)
          .suffix(words.count - depth)
      }
      let whole = try last([60], beside: 0)
      for (portions, others) in [([7], 0), ([1], 0), ([5, 1], 2), ([1, 3], 0), ([2, 1, 9], 1)] {
        let parts = (0..<20).flatMap { _ in portions }
        #expect(try last(parts, beside: others) == whole)
      }
    }
  }
#endif
