import LanguageModels

/// A language model that notes what it computes and how long; the rest of the time is the program's own.
final class TimedModel: LanguageModel {
  /// Work done in the model.
  struct Work {
    /// Time in seconds, what is done with the logits left out.
    var seconds = 0.0
    /// Tokens read, each once for every lane that read it.
    var tokens = 0
    /// Those of them after which the logits were wanted.
    var scored = 0
  }

  private let model: any LanguageModel
  /// What was done so far.
  private(set) var work = Work()

  init(_ model: any LanguageModel) { self.model = model }

  var name: String { model.name }
  var identity: ModelIdentity { model.identity }
  var vocabularySize: Int { model.vocabularySize }
  var laneLimit: Int { model.laneLimit }
  var laneCapacity: Int { model.laneCapacity }
  var script: ConversationScript { model.script }
  var endTokens: [Token] { model.endTokens }
  var controlTokens: [Token] { model.controlTokens }

  func tokens(of text: String) -> [Token] { model.tokens(of: text) }
  func bytes(of token: Token) -> [UInt8] { model.bytes(of: token) }
  func openLane() throws(LanguageModelError) -> Lane { try model.openLane() }
  func close(_ lane: Lane) { model.close(lane) }
  func length(of lane: Lane) -> Int { model.length(of: lane) }
  func rewind(_ lane: Lane, to length: Int) { model.rewind(lane, to: length) }
  func recitedShare(of tokens: [Token]) -> Double? { model.recitedShare(of: tokens) }

  func advance(
    _ feeds: [Feed], read: (_ feed: Int, _ offset: Int, _ logits: Span<Float>) -> Void
  ) throws(LanguageModelError) {
    let clock = ContinuousClock()
    let start = clock.now
    var reading = Duration.zero
    defer { work.seconds += (clock.now - start - reading) / .seconds(1) }
    try model.advance(feeds) { feed, offset, logits in
      let begin = clock.now
      read(feed, offset, logits)
      reading += clock.now - begin
    }
    for feed in feeds {
      work.tokens += feed.tokens.count
      work.scored += feed.tokens.indices.count(where: feed.isRead)
    }
  }

  func impressions(of lines: [[Token]]) throws(LanguageModelError) -> [[Float]] {
    let clock = ContinuousClock()
    let start = clock.now
    defer { work.seconds += (clock.now - start) / .seconds(1) }
    let impressions = try model.impressions(of: lines)
    if !impressions.isEmpty { work.tokens += lines.reduce(0) { $0 + $1.count } }
    return impressions
  }
}

extension TimedModel.Work {
  /// What was done since `earlier`.
  func since(_ earlier: Self) -> Self {
    Self(
      seconds: seconds - earlier.seconds, tokens: tokens - earlier.tokens,
      scored: scored - earlier.scored)
  }
}
