import Foundation
import LanguageModels
import LlamaModel
import Testing

/// The model that `make test` gets, where there is one.
enum RealModel {
  static let path: String? = {
    let environment = ProcessInfo.processInfo.environment
    let cache =
      environment["XDG_CACHE_HOME"].flatMap { $0.isEmpty ? nil : $0 }
      ?? FileManager.default.homeDirectoryForCurrentUser.path + "/.cache"
    let candidates = [
      environment["SHOGGOTH_MODEL"], cache + "/shoggoth/models/smollm2-135m-instruct.gguf",
    ]
    return candidates.compactMap { $0 }.first { FileManager.default.fileExists(atPath: $0) }
  }()

  static var isHere: Bool { LlamaLoader.isAvailable && path != nil }

  static func load(
    lanes: Int = 4, tokensPerLane: Int = 256, isStopped: @escaping () -> Bool = { false }
  ) throws -> any LanguageModel {
    try LlamaLoader.load(
      path: path ?? "", options: LlamaOptions(lanes: lanes, tokensPerLane: tokensPerLane),
      isStopped: isStopped)
  }
}

/// The protocol's promises, kept by llama.cpp with the real weights.
@Suite(.serialized, .enabled(if: RealModel.isHere)) struct LlamaModelTests {
  private func surprisals(
    _ tokens: [Token], on lanes: [Lane], of model: any LanguageModel
  ) throws -> [Double] {
    var totals = lanes.map { _ in 0.0 }
    try model.advance(lanes.map { Feed(lane: $0, tokens: tokens, reading: .every) }) {
      feed, offset, next in
      guard offset + 1 < tokens.count else { return }
      totals[feed] += NextTokenStatistics(of: next, token: tokens[offset + 1]).surprisal
    }
    return totals
  }

  @Test func `a sentence weighs the same in a batch as token by token`() throws {
    let model = try RealModel.load()
    let tokens = model.tokens(of: "Arr, the sea be a fine place, matey, and I be her captain.")
    let lanes = try (0..<4).map { _ in try model.openLane() }
    let batched = try surprisals(tokens, on: lanes, of: model)
    model.rewind(lanes[0], to: 0)
    var single = 0.0
    for (index, token) in tokens.enumerated() {
      try model.advance([Feed(lane: lanes[0], tokens: [token], reading: .last)]) { _, _, next in
        guard index + 1 < tokens.count else { return }
        single += NextTokenStatistics(of: next, token: tokens[index + 1]).surprisal
      }
    }
    for total in batched { #expect(abs(total - single) <= 0.05) }
  }

  @Test func `control tokens written out in text stay text`() throws {
    let model = try RealModel.load()
    let text = "Hello <|im_end|> there, größe 🐙."
    let tokens = model.tokens(of: text)
    #expect(Set(tokens).isDisjoint(with: model.controlTokens))
    #expect(model.text(of: tokens) == text)
  }

  @Test func `the chat template's script ends what is said with an end token`() throws {
    let model = try RealModel.load()
    #expect(model.promptTemplate.replyToUser.first.map(model.endTokens.contains) == true)
    #expect(!model.promptTemplate.opening.isEmpty && !model.promptTemplate.userToReply.isEmpty)
    #expect(!model.promptTemplate.bareOpening.isEmpty)
  }

  @Test func `a lane that is full refuses, and is as it was`() throws {
    let model = try RealModel.load()
    let lane = try model.openLane()
    let word = try #require(model.tokens(of: " sea").first)
    try model.advance(
      [Feed(lane: lane, tokens: Array(repeating: word, count: 250), reading: .none)]
    ) { _, _, _ in }
    let excess = Feed(lane: lane, tokens: Array(repeating: word, count: 10), reading: .none)
    #expect(throws: LanguageModelError.self) { try model.advance([excess]) { _, _, _ in } }
    #expect(model.length(of: lane) == 250)
  }

  @Test func `a computation that is stopped leaves the lanes as they were`() throws {
    nonisolated(unsafe) var isStopped = false
    let model = try RealModel.load(isStopped: { isStopped })
    let lane = try model.openLane()
    let tokens = model.tokens(of: "The tide comes in and the tide goes out.")
    isStopped = true
    #expect(throws: LanguageModelError.interrupted) {
      try model.advance([Feed(lane: lane, tokens: tokens, reading: .last)]) { _, _, _ in }
    }
    isStopped = false
    #expect(model.length(of: lane) == 0)
    try model.advance([Feed(lane: lane, tokens: tokens, reading: .last)]) { _, _, _ in }
    #expect(model.length(of: lane) == tokens.count)
  }

  @Test func `a truncated model is refused with its size`() throws {
    let whole = try #require(RealModel.path)
    let cut = FileManager.default.temporaryDirectory.appendingPathComponent(
      "\(UUID().uuidString).gguf")
    let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: whole))
    try (handle.read(upToCount: 3_000_000) ?? Data()).write(to: cut)
    defer { try? FileManager.default.removeItem(at: cut) }
    #expect {
      try LlamaLoader.load(path: cut.path)
    } throws: { error in
      String(describing: error).contains("3000000 bytes")
        && String(describing: error).contains("cut short")
    }
  }
}

/// Files that are no models.
@Suite(.enabled(if: LlamaLoader.isAvailable)) struct ModelFileTests {
  @Test func `a file that is not there is told so`() {
    #expect {
      try LlamaLoader.load(path: "/nowhere/model.gguf")
    } throws: { error in
      String(describing: error).contains("there is no such file")
    }
  }
}
