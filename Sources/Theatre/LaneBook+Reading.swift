import LanguageModels
import MaskInference

extension LaneBook {
  /// A word of the last passage of the script, by its place in what was heard or said.
  enum Word {
    case heard(Int)
    case said(Int)
  }

  /// Has lanes read on to the end of the script, or until they have read `allowance` tokens in all,
  /// the first ones first.
  ///
  /// - Parameters:
  ///   - stacks: whose lanes; they must be open.
  ///   - allowance: the most tokens read.
  ///   - take: called with the place in `stacks`, each word of the last passage that the lane had
  ///     not read, and the logits before it.
  /// - Throws: what the model throws; the lanes are then where they were.
  mutating func readOn(
    _ stacks: [Stack], atMost allowance: Int = .max,
    take: (_ place: Int, _ word: Word, _ logits: Span<Float>) -> Void = { _, _, _ in }
  ) throws(LanguageModelError) {
    var readings: [LaneProgress] = []
    var left = allowance
    for (place, stack) in stacks.enumerated() where left > 0 {
      recallOpening(of: stack)
      var reading = LaneProgress(entry(stack), of: script, in: model, place: place)
      reading.end = reading.start + min(reading.tokens.count - reading.start, left)
      left -= reading.end - reading.start
      if reading.end > reading.start { readings.append(reading) }
    }
    let before = readings.map { model.length(of: $0.lane) }
    for reading in readings { model.rewind(reading.lane, to: reading.start) }
    do {
      while readings.contains(where: { $0.start < $0.end }) {
        try readPortion(of: &readings, take)
      }
    } catch {
      for (reading, length) in zip(readings, before) {
        model.rewind(reading.lane, to: length)
        // The last token was given up to be read again.
        if model.length(of: reading.lane) < length { note([], for: stacks[reading.place]) }
      }
      throw error
    }
    for reading in readings { note(reading.logits, for: stacks[reading.place]) }
  }

  /// Has a lane that is empty know how the conversation opens in it, where that was kept.
  private func recallOpening(of stack: Stack) {
    let entry = entry(stack)
    guard keepsOpenings, model.length(of: entry.lane) == 0 else { return }
    _ = model.recall(entry.layout.opening, in: entry.lane)
  }

  private func readPortion(
    of readings: inout [LaneProgress],
    _ take: (_ place: Int, _ word: Word, _ logits: Span<Float>) -> Void
  ) throws(LanguageModelError) {
    let pending = readings.indices.filter { readings[$0].start < readings[$0].end }
    for index in pending {
      let reading = readings[index]
      if !reading.logits.isEmpty, let word = reading.word(at: reading.start) {
        take(reading.place, word, reading.logits.span)
      }
    }
    let starts = pending.map { readings[$0].start }
    let ends = pending.map { index in
      let reading = readings[index]
      let stop =
        keepsOpenings && reading.start < reading.opening ? reading.opening : reading.tokens.count
      return min(reading.end, reading.start + portion, stop)
    }
    let feeds = pending.indices.map { number in
      let reading = readings[pending[number]]
      let range = starts[number]..<ends[number]
      let wanted = range.filter {
        $0 == reading.tokens.count - 1 || reading.word(at: $0 + 1) != nil
      }
      return Feed(
        lane: reading.lane, tokens: Array(reading.tokens[range]),
        reading: .some(Set(wanted.map { $0 - starts[number] })))
    }
    var latest = [[Float]](repeating: [], count: pending.count)
    let current = readings
    try model.advance(feeds) { number, offset, logits in
      let next = starts[number] + offset + 1
      if next == ends[number] {
        latest[number] = Self.copy(logits)
      } else if let word = current[pending[number]].word(at: next) {
        take(current[pending[number]].place, word, logits)
      }
    }
    for (number, index) in pending.enumerated() {
      let reading = readings[index]
      if keepsOpenings, ends[number] == reading.opening {
        model.keep(Array(reading.tokens.prefix(reading.opening)), from: reading.lane)
      }
      readings[index].start = ends[number]
      readings[index].logits = latest[number]
    }
  }
}

/// A lane on its way through the script.
struct LaneProgress {
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

  init(_ entry: LaneBook.Entry, of script: [Passage], in model: any LanguageModel, place: Int) {
    self.place = place
    lane = entry.lane
    logits = entry.logits
    tokens = entry.layout.opening + entry.layout.tokens(of: script)
    opening = entry.layout.opening.count
    news = model.length(of: entry.lane)
    start = news
    said = tokens.count - (script.last?.said.count ?? 0)..<tokens.count
    let before = said.lowerBound - (script.isEmpty ? 0 : entry.layout.toReply.count)
    heard = before - (script.last?.heard.count ?? 0)..<before
    let isAwaited = news == tokens.count || word(at: news) != nil
    if logits.isEmpty, isAwaited, news > 0 { start = news - 1 }
  }

  /// The word that the token at `index` is, where it is one of the last passage not read before.
  func word(at index: Int) -> LaneBook.Word? {
    guard index >= news else { return nil }
    if heard.contains(index) { return .heard(index - heard.lowerBound) }
    if said.contains(index) { return .said(index - said.lowerBound) }
    return nil
  }
}
