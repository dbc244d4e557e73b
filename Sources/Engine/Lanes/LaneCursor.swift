import LanguageModels
import MaskInference

/// A lane on its way through the transcript.
struct LaneCursor {
  /// How much of the last exchange a lane has read, in tokens.
  struct Progress: Hashable {
    var heard: Int
    var said: Int
  }

  let place: Int
  let lane: Lane
  /// All that the lane is to have read in the end.
  let tokens: [Token]
  /// The next token to read.
  var start: Int
  /// Where it stops.
  var end = 0
  /// The logits before the next token, where they are known.
  var logits: [Float]
  /// How many tokens open the conversation.
  let opening: Int
  /// The first token that was never read.
  private let news: Int
  private let heard: Range<Int>
  private let said: Range<Int>

  init(_ entry: LanePool.Entry, of transcript: [Exchange], in model: any LanguageModel, place: Int)
  {
    self.place = place
    lane = entry.lane
    logits = entry.logits
    tokens = entry.layout.opening + entry.layout.tokens(of: transcript)
    opening = entry.layout.opening.count
    news = model.length(of: entry.lane)
    start = news
    said = tokens.count - (transcript.last?.said.count ?? 0)..<tokens.count
    let before = said.lowerBound - (transcript.isEmpty ? 0 : entry.layout.toReply.count)
    heard = before - (transcript.last?.heard.count ?? 0)..<before
    let isAwaited = news == tokens.count || word(at: news) != nil
    if logits.isEmpty, isAwaited, news > 0 { start = news - 1 }
  }

  /// How much of the last exchange the lane has read; `nil` where it has read on.
  var progress: Progress? {
    guard news <= tokens.count else { return nil }
    return Progress(
      heard: min(max(0, news - heard.lowerBound), heard.count),
      said: min(max(0, news - said.lowerBound), said.count))
  }

  /// The word that the token at `index` is, where it is one of the last exchange not read before.
  func word(at index: Int) -> LanePool.Word? {
    guard index >= news else { return nil }
    if heard.contains(index) { return .heard(index - heard.lowerBound) }
    if said.contains(index) { return .said(index - said.lowerBound) }
    return nil
  }
}
