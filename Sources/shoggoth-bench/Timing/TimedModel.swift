import LanguageModels

/// A language model that notes what it computes and how long; the rest of the time is the program's
/// own.
final class TimedModel: LanguageModel {
  /// Work done in the inner.
  struct Work {
    /// Time in seconds, what is done with the logits left out.
    var seconds = 0.0
    /// Tokens read, each once for every lane that read it.
    var tokens = 0
    /// Those of them after which the logits were wanted.
    var scored = 0
    /// The most tokens that all lanes held together.
    var mostCells = 0
  }

  /// The model whose work it is.
  let inner: any LanguageModel
  private var open: Set<Lane> = []
  /// What was done so far.
  private(set) var work = Work()

  init(_ model: any LanguageModel) { inner = model }

  var name: String { inner.name }
  var identity: ModelIdentity { inner.identity }
  var vocabularySize: Int { inner.vocabularySize }
  var laneLimit: Int { inner.laneLimit }
  var laneCapacity: Int { inner.laneCapacity }
  var promptTemplate: PromptTemplate { inner.promptTemplate }
  var speaksAsItReads: Bool { inner.speaksAsItReads }
  var endTokens: [Token] { inner.endTokens }
  var controlTokens: [Token] { inner.controlTokens }

  func tokens(of text: String) -> [Token] { inner.tokens(of: text) }
  func bytes(of token: Token) -> [UInt8] { inner.bytes(of: token) }

  func openLane() throws(LanguageModelError) -> Lane {
    let lane = try inner.openLane()
    open.insert(lane)
    return lane
  }

  func close(_ lane: Lane) {
    inner.close(lane)
    open.remove(lane)
  }

  func length(of lane: Lane) -> Int { inner.length(of: lane) }
  func rewind(_ lane: Lane, to length: Int) { inner.rewind(lane, to: length) }
  func recall(_ opening: [Token], in lane: Lane) -> Bool { inner.recall(opening, in: lane) }
  func keep(_ opening: [Token], from lane: Lane) { inner.keep(opening, from: lane) }

  func compute(
    _ feeds: [Feed], read: (_ feed: Int, _ offset: Int, _ next: NextTokenDistribution) -> Void
  ) throws(LanguageModelError) {
    let clock = ContinuousClock()
    let start = clock.now
    var reading = Duration.zero
    defer { work.seconds += (clock.now - start - reading) / .seconds(1) }
    try inner.advance(feeds) { feed, offset, next in
      let begin = clock.now
      read(feed, offset, next)
      reading += clock.now - begin
    }
    work.mostCells = max(work.mostCells, open.reduce(0) { $0 + inner.length(of: $1) })
    for feed in feeds {
      work.tokens += feed.tokens.count
      work.scored += feed.tokens.indices.count(where: feed.isRead)
    }
  }

  func impressions(of lines: [[Token]]) throws(LanguageModelError) -> [[Float]] {
    let clock = ContinuousClock()
    let start = clock.now
    defer { work.seconds += (clock.now - start) / .seconds(1) }
    let impressions = try inner.impressions(of: lines)
    if !impressions.isEmpty { work.tokens += lines.reduce(0) { $0 + $1.count } }
    return impressions
  }
}

extension TimedModel.Work {
  /// What was done since `earlier`.
  func since(_ earlier: Self) -> Self {
    Self(
      seconds: seconds - earlier.seconds, tokens: tokens - earlier.tokens,
      scored: scored - earlier.scored, mostCells: mostCells)
  }
}
