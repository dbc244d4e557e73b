#if Llama && os(Linux)
  import Foundation
  import LanguageModels
  import Testing

  @testable import LlamaModel

  @Suite(.enabled(if: RealModel.isHere)) struct `Lanes` {
    /// The bytes of memory this program has in use.
    private static func residentSize() throws -> Int {
      let sizes = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(
        separator: " ")
      return try #require(Int(sizes[1])) * Int(getpagesize())
    }

    @Test(.enabled(if: LlamaContext.takesMemoryOnDemand))
    func `take the memory of what they have read, not of what they may read`() throws {
      let before = try Self.residentSize()
      let model = try RealModel.load(lanes: 16, tokensPerLane: 8192)
      let lane = try model.openLane()
      try model.advance([
        Feed(lane: lane, tokens: model.tokens(of: "The boat was gone."), reading: .last)
      ]) {
        _, _, _ in
      }
      let taken = try Self.residentSize() - before
      // Other tests may load their own models meanwhile, but not ten of them.
      let cells = try #require(LlamaLoader.cellSize(of: model)) * 16 * 8192
      #expect(taken < cells / 2)
    }

    @Test func `hold no more than they may`() throws {
      let model = try RealModel.load(lanes: 1, tokensPerLane: 300)
      let lane = try model.openLane()
      let line = model.tokens(of: "The storm came at night, and by the morning the boat was gone. ")
      let talk = Array((0...300 / line.count).flatMap { _ in line }.prefix(300))
      try model.advance([Feed(lane: lane, tokens: talk, reading: .none)]) { _, _, _ in }
      #expect(throws: LanguageModelError.self) {
        try model.advance([Feed(lane: lane, tokens: [talk[0]], reading: .none)]) { _, _, _ in }
      }
      #expect(model.length(of: lane) == 300)
    }
  }
#endif
