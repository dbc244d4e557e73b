import Foundation
import LanguageModels
import LlamaModel
import Testing

@Suite(.serialized, .enabled(if: RealModel.isHere)) struct `Openings kept on disk` {
  private static func load(cache: URL) throws -> any LanguageModel {
    try LlamaLoader.load(
      path: RealModel.path ?? "",
      options: LlamaOptions(lanes: 2, tokensPerLane: 512, cache: cache))
  }

  private static func opening(of model: any LanguageModel) -> [Token] {
    Array(
      model.tokens(of: String(repeating: "You keep a lighthouse and a grudge. ", count: 40))
        .prefix(300))
  }

  /// The logits after a word that follows what `lane` has read.
  private static func continuation(
    of lane: Lane, in model: any LanguageModel
  ) throws -> [Float] {
    var logits: [Float] = []
    try model.advance([Feed(lane: lane, tokens: model.tokens(of: " The"), reading: .last)]) {
      _, _, last in logits = last.logits
    }
    return logits
  }

  @Test func `are read back by the next program to the last bit, unless they are damaged`() throws {
    let cache = FileManager.default.temporaryDirectory
      .appendingPathComponent("openings-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: cache) }
    let first = try Self.load(cache: cache)
    let opening = Self.opening(of: first)
    let lane = try first.openLane()
    #expect(!first.recall(opening, in: lane))
    try first.advance([Feed(lane: lane, tokens: opening, reading: .none)]) { _, _, _ in }
    first.keep(opening, from: lane)
    let expected = try Self.continuation(of: lane, in: first)

    let second = try Self.load(cache: cache)
    let (empty, used) = (try second.openLane(), try second.openLane())
    #expect(second.recall(opening, in: empty))
    #expect(second.length(of: empty) == opening.count)
    #expect(try Self.continuation(of: empty, in: second) == expected)
    #expect(!second.recall(opening.dropLast(), in: used))
    #expect(!second.recall(opening, in: empty))

    let folder = cache.appendingPathComponent("openings")
    let files = try FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    try #require(files.count == 1)
    var bytes = try Data(contentsOf: files[0])
    bytes[bytes.count / 2] ^= 1
    try bytes.write(to: files[0])
    #expect(!second.recall(opening, in: used))
    #expect(second.length(of: used) == 0)
    #expect(!FileManager.default.fileExists(atPath: files[0].path))
  }
}
