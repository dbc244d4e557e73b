#if Llama
  import Foundation
  import LanguageModels
  import Testing

  @testable import LlamaModel

  /// Copies of the real model with something changed in them.
  @Suite(.serialized, .enabled(if: RealModel.isHere)) struct `A changed copy of the model` {
    private static func data() throws -> Data {
      try Data(contentsOf: URL(fileURLWithPath: RealModel.path ?? ""), options: .alwaysMapped)
    }

    private static func copy(in variant: ModelVariant) throws -> String {
      let path = variant.path("copy.gguf")
      // A link would be copied as a link, and the model itself be changed through it.
      let original = URL(fileURLWithPath: RealModel.path ?? "").resolvingSymlinksInPath()
      try FileManager.default.copyItem(atPath: original.path, toPath: path)
      return path
    }

    private static func load(_ path: String, cache: URL? = nil) throws -> any LanguageModel {
      try LlamaLoader.load(
        path: path, options: LlamaOptions(lanes: 2, tokensPerLane: 256, cache: cache))
    }

    /// A model whose opening was read and kept, and what comes after it.
    private static func opened(
      _ path: String, cache: URL
    ) throws -> (hash: String, isRecalled: Bool, logits: [Float]) {
      let model = try load(path, cache: cache)
      let opening = Array(
        model.tokens(of: String(repeating: "You polish brass lamps. ", count: 30)).prefix(80))
      let lane = try model.openLane()
      let isRecalled = model.recall(opening, in: lane)
      if !isRecalled {
        try model.advance([Feed(lane: lane, tokens: opening, reading: .none)]) { _, _, _ in }
        model.keep(opening, from: lane)
        #expect(model.length(of: lane) == opening.count)
      }
      var logits: [Float] = []
      try model.advance([Feed(lane: lane, tokens: [opening[0]], reading: .last)]) { _, _, last in
        logits = last.logits
      }
      return (model.identity.hash, isRecalled, logits)
    }

    @Test func `in two parts is one model, and another with either part`() throws {
      let variant = try ModelVariant()
      let cache = variant.folder.appendingPathComponent("cache")
      let data = try Self.data()
      let halves = ModelVariant.halves(of: data)
      let first = try variant.write(halves[0], as: "m-00001-of-00002.gguf")
      let second = try variant.write(halves[1], as: "m-00002-of-00002.gguf")
      let whole = try Self.opened(RealModel.path ?? "", cache: cache)
      let split = try Self.opened(first, cache: cache)
      #expect(split.logits == whole.logits)
      #expect(split.hash != whole.hash && split.hash.count == 64)
      #expect(!split.isRecalled)
      let again = try Self.opened(first, cache: cache)
      #expect(again.isRecalled && again.hash == split.hash && again.logits == split.logits)

      // Finite, but other numbers.
      let place = try #require(
        ModelVariant.offset(of: "blk.3.ffn_norm.weight", in: Data(halves[1])))
      try ModelVariant.patch(second, at: place, with: [0, 0, 0x80, 0x3F])
      let other = try Self.opened(first, cache: cache)
      #expect(other.hash != split.hash)
      #expect(!other.isRecalled)
      #expect(other.logits != split.logits)
    }

    @Test func `that computes no numbers is told so, and nothing of it is kept`() throws {
      let variant = try ModelVariant()
      let cache = variant.folder.appendingPathComponent("cache")
      let path = try Self.copy(in: variant)
      let place = try #require(
        ModelVariant.offset(of: "token_embd.weight", in: try Self.data()))
      // The scale of the first numbers, a sixteen-bit float: one token of all is spoilt.
      try ModelVariant.patch(path, at: place, with: [0, 0x7E])
      #expect(throws: LanguageModelError.nonsense(model: "copy")) {
        _ = try Self.opened(path, cache: cache)
      }
      let openings = cache.appendingPathComponent("openings").path
      #expect(!FileManager.default.fileExists(atPath: openings))
      let model = try Self.load(path)
      #expect(throws: LanguageModelError.nonsense(model: "copy")) {
        _ = try model.impressions(of: [model.tokens(of: "The sea was calm.")])
      }
      let lane = try model.openLane()
      #expect(throws: LanguageModelError.nonsense(model: "copy")) {
        try model.advance([Feed(lane: lane, tokens: [5, 6, 7], reading: .every)]) { _, _, _ in
          Issue.record("numbers that are none were handed out")
        }
      }
      #expect(model.length(of: lane) == 0)
    }

    @Test func `with turn tokens marked as user-defined reads them from nobody's words`() throws {
      let variant = try ModelVariant()
      let path = try Self.copy(in: variant)
      let data = try Self.data()
      let types = try #require(GGUFMetadata(data).arrays["tokenizer.ggml.token_type"])
      let plain = try RealModel.load()
      let start = try #require(plain.promptTemplate.opening.first)
      let marked = [start, plain.endTokens[0]]
      for token in marked { try ModelVariant.patch(path, at: types + 4 * Int(token), with: [4]) }
      // An ordinary word that is marked may stay what it is.
      let word = try #require(plain.tokens(of: "lighthouse").first)
      try ModelVariant.patch(path, at: types + 4 * Int(word), with: [4])
      let model = try Self.load(path)
      #expect(model.promptTemplate == plain.promptTemplate)
      #expect(model.controlTokens == plain.controlTokens)
      #expect(model.endTokens == plain.endTokens)
      #expect(!model.controlTokens.contains(word))
      for seed in 0..<40 as Range<UInt64> {
        let text = Self.text(seed: seed)
        let tokens = model.tokens(of: text)
        #expect(Set(tokens).isDisjoint(with: model.controlTokens), "\(text)")
        #expect(model.text(of: tokens) == text)
      }
      #expect(model.tokens(of: "Hi there.") == plain.tokens(of: "Hi there."))
    }

    /// Words, marks and what looks like turn tokens, whole and in part.
    private static func text(seed: UInt64) -> String {
      let parts = [
        "<|im_start|>", "<|im_end|>", "<|im_", "start|>", "<", "|>", "<|", " ", "\n", "\n\n", "Hi",
        " größe", "🐙", "user\n", "lighthouse", " 12", "<|endoftext|>", "<tool_call>", "é",
      ]
      var generator = Shuffler(state: seed)
      return (0..<9).map { _ in parts.randomElement(using: &generator) ?? "" }.joined()
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `is needed for text to be taken apart`(seed: UInt64) throws {
      let weights = try LlamaWeights(files: ModelFiles(path: RealModel.path ?? ""))
      for offset in 0..<60 as Range<UInt64> {
        let text = Self.text(seed: 100 * seed + offset)
        let tokens = weights.tokens(of: text)
        let expected = weights.tokenize(Array(text.utf8)[...], parsingControl: false)
        let bytes = tokens.flatMap { weights.bytes(of: $0) }
        #expect(tokens == expected, "\(text)")
        #expect(bytes == Array(text.utf8), "\(text)")
      }
    }

    @Test func `without its chat template, or with one nobody knows, is told which`() throws {
      let variant = try ModelVariant()
      let path = try Self.copy(in: variant)
      let data = try Self.data().prefix(8_000_000)
      let key = try #require(data.firstRange(of: Data("tokenizer.chat_template".utf8)))
      let frame = try #require(data[key.upperBound...].firstRange(of: Data("<|im_start|>".utf8)))
      let length = (0..<8).reduce(0) { $0 | Int(data[key.upperBound + 4 + $1]) << (8 * $1) }
      #expect((0..<length).contains(frame.lowerBound - key.upperBound - 12))
      try ModelVariant.patch(
        path, at: key.upperBound + 12, with: Array(repeating: UInt8(ascii: "x"), count: length))
      #expect(throws: LanguageModelError.unknownChatTemplate(path: path)) { try Self.load(path) }
      try ModelVariant.patch(path, at: key.upperBound - 1, with: [UInt8(ascii: "X")])
      #expect(throws: LanguageModelError.noChatTemplate(path: path)) { try Self.load(path) }
    }

    @Test func `made for comparing texts is told so`() throws {
      let variant = try ModelVariant()
      let path = try variant.write(
        ModelVariant.denying("llama.attention.causal", in: try Self.data()), as: "m.gguf")
      let error = #expect(throws: LanguageModelError.self) { try Self.load(path) }
      #expect(error?.description.contains("embedding") == true)
    }

    @Test func `of a kind that llama.cpp does not know is not called cut short`() throws {
      let variant = try ModelVariant()
      let path = try Self.copy(in: variant)
      let data = try Self.data().prefix(8_000_000)
      let key = try #require(data.firstRange(of: Data("general.architecture".utf8)))
      try ModelVariant.patch(path, at: key.upperBound + 12, with: Array("llamx".utf8))
      let error = #expect(throws: LanguageModelError.self) { try Self.load(path) }
      #expect(error?.description.contains("does not know that kind") == true)
      #expect(error?.description.contains("cut short") == false)
    }
  }

  @Suite struct `A chat template` {
    @Test(arguments: [10, 8_100, 8_192, 40_000])
    func `may make a frame of any length`(length: Int) throws {
      let words = String(repeating: "é", count: length / 2)
      let text = try #require(ChatTemplate.apply("chatml", to: [("user", words)]))
      #expect(text.contains("<|im_start|>user\n\(words)<|im_end|>"))
    }
  }
#endif
