#if Llama
  import Foundation
  import LanguageModels
  import Testing

  @testable import LlamaModel

  @Suite struct `The copy to score with` {
    private static let path = ProcessInfo.processInfo.environment["SHOGGOTH_MODEL"] ?? ""
    private static var isThere: Bool {
      FileManager.default.fileExists(atPath: path) && ScoringCopy.isWorthwhile
    }

    private func logLikelihood(_ text: String, options: LlamaOptions) throws -> Double {
      let model = try LlamaLoader.load(path: Self.path, options: options)
      let lane = try model.openLane()
      let tokens = model.promptTemplate.bareOpening + model.tokens(of: text)
      var total = 0.0
      try model.advance([Feed(lane: lane, tokens: tokens, reading: .every)]) { _, offset, next in
        guard offset + 1 < tokens.count else { return }
        total -= NextTokenStatistics(of: next, token: tokens[offset + 1]).surprisal
      }
      return total / Double(tokens.count - 1)
    }

    @Test(.enabled(if: isThere)) func `says what the model says, and is made once`() throws {
      let folder = FileManager.default.temporaryDirectory
        .appendingPathComponent("scoring-copy-\(UUID().uuidString)")
      defer { try? FileManager.default.removeItem(at: folder) }
      let text = "The lighthouse keeper counted the ships, and every evening one was missing."
      let plain = try logLikelihood(text, options: LlamaOptions(lanes: 1, tokensPerLane: 256))
      let copied = try logLikelihood(
        text,
        options: LlamaOptions(lanes: 1, tokensPerLane: 256, favoursScoring: true, cache: folder))
      #expect(abs(plain - copied) < 0.03)
      let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      #expect(files.count == 1)
      let original = try ModelFiles(path: Self.path)
      #expect(ScoringCopy(of: original, in: folder)?.path.hasSuffix(files[0]) == true)
    }

    @Test(.enabled(if: isThere)) func `is done without where it cannot be kept`() throws {
      let original = try ModelFiles(path: Self.path)
      #expect(ScoringCopy(of: original, in: URL(fileURLWithPath: "/dev/null/x")) == nil)
    }
  }
#endif
