import LanguageModels
import Testing

/// A model of four tokens that hands out whatever it is told to.
final class FlawedModel: LanguageModel {
  let name = "flawed"
  let identity = ModelIdentity(name: "flawed", hash: "", parameters: [:])
  let vocabularySize: Int
  let laneLimit = 2
  let laneCapacity = 64
  let endTokens: [Token] = [0]
  let controlTokens: [Token] = [0]
  let promptTemplate = PromptTemplate(
    opening: [0], directionToUser: [0], userToReply: [0], replyToUser: [0], bareOpening: [0],
    bareBreak: [0])

  /// The logits after the token at the given place of a lane.
  var logits: (_ place: Int) -> [Float]
  private var lengths: [Int] = []

  init(vocabularySize: Int = 4, logits: @escaping (_ place: Int) -> [Float]) {
    self.vocabularySize = vocabularySize
    self.logits = logits
  }

  func tokens(of text: String) -> [Token] { text.utf8.map { Token($0 % 4) } }
  func bytes(of token: Token) -> [UInt8] { [UInt8(token) + 97] }
  func openLane() throws(LanguageModelError) -> Lane {
    lengths.append(0)
    return Lane(index: lengths.count - 1)
  }
  func close(_ lane: Lane) {}
  func length(of lane: Lane) -> Int { lengths[lane.index] }
  func rewind(_ lane: Lane, to length: Int) {
    lengths[lane.index] = min(length, lengths[lane.index])
  }

  func compute(
    _ feeds: [Feed], read: (_ feed: Int, _ offset: Int, _ next: NextTokenDistribution) -> Void
  ) throws(LanguageModelError) {
    for (index, feed) in feeds.enumerated() {
      for offset in feed.tokens.indices {
        lengths[feed.lane.index] += 1
        if feed.isRead(at: offset) {
          read(index, offset, .dense(logits(lengths[feed.lane.index] - 1).span))
        }
      }
    }
  }
}

@Suite struct `Logits that are no distribution` {
  private static let sound: [Float] = [-1, 2, 0.5, -.infinity]
  static let nonsense: [[Float]] = [
    [.nan, 2, 0.5, 0], [-1, 2, 0.5, -.nan], [-1, .infinity, 0.5, 0], [.infinity, .nan, 0, 0],
    Array(repeating: .nan, count: 4), Array(repeating: -.infinity, count: 4),
    [-.infinity, -.infinity, .nan, -.infinity], [.signalingNaN, 0, 0, 0],
  ]

  @Test(arguments: nonsense, 0..<3)
  func `never leave a model, and its lanes are as they were`(logits: [Float], place: Int) throws {
    let model = FlawedModel { $0 == 2 + place ? logits : Self.sound }
    let lanes = [try model.openLane(), try model.openLane()]
    try model.advance(lanes.map { Feed(lane: $0, tokens: [1, 2], reading: .every) }) { _, _, _ in }
    var read: [[Float]] = []
    #expect(throws: LanguageModelError.nonsense(model: "flawed")) {
      try model.advance(lanes.map { Feed(lane: $0, tokens: [1, 2, 1], reading: .every) }) {
        _, _, next in read.append(next.logits)
      }
    }
    #expect(read == Array(repeating: Self.sound, count: place))
    #expect(lanes.map(model.length) == [2, 2])
    model.logits = { _ in Self.sound }
    #expect(throws: Never.self) {
      try model.advance([Feed(lane: lanes[0], tokens: [1], reading: .last)]) { _, _, _ in }
    }
    #expect(
      String(describing: LanguageModelError.nonsense(model: "m")).contains("download it again"))
  }

  @Test(arguments: [1, 4, 15, 16, 17, 33, 1000], [Float.nan, .infinity])
  func `are found wherever they stand`(count: Int, flaw: Float) throws {
    for place in Set([0, count / 2, count - 1]) {
      var logits = [Float](repeating: -3, count: count)
      #expect(Self.isDistribution(logits))
      logits[place] = -.infinity
      #expect(Self.isDistribution(logits) == (count > 1))
      logits[place] = flaw
      #expect(!Self.isDistribution(logits))
    }
    #expect(!Self.isDistribution([]))
  }

  private static func isDistribution(_ logits: [Float]) -> Bool {
    NextTokenDistribution.dense(logits.span).isSound
  }

  @Test(arguments: nonsense, [SamplingLaw(), .plain])
  func `make no calm numbers`(logits: [Float], law: SamplingLaw) throws {
    let statistics = NextTokenStatistics(of: .dense(logits.span), token: 1)
    #expect(statistics.entropy.isNaN && statistics.variance.isNaN && statistics.surprisal.isNaN)
    let model = FlawedModel { _ in logits }
    var distribution = SamplingDistribution(law, for: model, unspoken: [])
    distribution.read(.dense(logits.span), said: [])
    for token in Token(0)..<4 { #expect(distribution.logProbability(of: token).isNaN) }
    var pool = LogLinearPool(vocabularySize: 4)
    pool.add(distribution, weight: 0.5)
    distribution.read(.dense([0, 1, 2, 3].span), said: [])
    pool.add(distribution, weight: 0.5)
    #expect(pool.disagreement.isNaN)
    #expect(pool.logProbability(of: 1).isNaN)
    #expect(distribution.logProbability(of: 1).isFinite)
  }

  @Test func `are other than tokens that cannot come`() {
    let statistics = NextTokenStatistics(of: .dense(Self.sound.span), token: 3)
    #expect(statistics.surprisal == .infinity && statistics.entropy.isFinite)
    var distribution = SamplingDistribution(
      SamplingLaw(), for: FlawedModel { _ in Self.sound }, unspoken: [0])
    distribution.read(.dense(Self.sound.span), said: [])
    #expect(distribution.logProbability(of: 3) == -.infinity)
    #expect(distribution.logProbability(of: 1).isFinite)
  }
}

@Suite struct `What llama.cpp says when it refuses a file` {
  @Test(arguments: [
    ("tensor 'x' data is not within the file bounds, model is corrupted", "cut short"),
    ("error loading model: unknown model architecture: 'pangolin'", "newer llama.cpp"),
    ("unknown pre-tokenizer type: 'pangolin'", "newer llama.cpp"),
    (
      "this GGUF file is version 9 but this software only supports up to version 3",
      "version of GGUF"
    ),
    ("illegal split file idx: 1, model must be loaded with the first split", "first part"),
    ("invalid split file name: small.gguf", "keep its name"),
    ("CLIP cannot be used as main model, use it with --mmproj instead", "mmproj"),
    ("key not found in model: llama.context_length", "damaged"),
    ("unable to allocate CPU buffer", "memory"),
    ("something nobody foresaw", "or use another one"),
  ])
  func `is answered by what to do`(reason: String, advice: String) {
    let error = LanguageModelError.refused(path: "m.gguf", bytes: 7, reason: reason)
    #expect(error.description.contains(reason))
    #expect(error.description.contains(advice))
    #expect(error.description.contains("cut short") == (advice == "cut short"))
  }
}
