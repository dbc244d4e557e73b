import LanguageModels

/// One lane for each voice, in which its example lines have been read.
///
/// All contexts have the same number of tokens: a longer one makes any text more probable, whoever
/// speaks, and would pass for evidence. The shorter ones begin with neutral sentences.
struct VoiceLanes: ~Copyable {
  private let model: any LanguageModel
  private let lanes: [Lane]
  private var hasRead = false
  /// The logits after what each lane has read.
  private var logits: [[Float]]

  /// Opens `count` lanes.
  ///
  /// - Throws: `LanguageModelError.noLaneLeft` where the model has fewer.
  init(_ count: Int, of model: any LanguageModel) throws(LanguageModelError) {
    self.model = model
    var lanes: [Lane] = []
    do {
      for _ in 0..<count { lanes.append(try model.openLane()) }
    } catch {
      for lane in lanes { model.close(lane) }
      throw error
    }
    self.lanes = lanes
    logits = lanes.map { _ in [] }
  }

  deinit { for lane in lanes { model.close(lane) } }

  /// Reads on in every lane, each something else.
  ///
  /// - Throws: `LanguageModelError` when the model fails; the lanes are then as before.
  mutating func read(_ texts: [[Token]]) throws(LanguageModelError) {
    let padded = Self.padded(texts, opening: hasRead ? [] : model.script.bareOpening, for: model)
    var latest = logits
    try model.advance(zip(lanes, padded).map { Feed(lane: $0, tokens: $1, reading: .last) }) {
      feed, _, row in
      latest[feed] = row.withUnsafeBufferPointer { Array($0) }
    }
    hasRead = true
    logits = latest
  }

  /// Weighs a line in every lane; the lanes are afterwards as before.
  ///
  /// - Parameters:
  ///   - line: what is weighed, the same tokens in every lane.
  ///   - window: what came before it in the transcript, read but not weighed.
  /// - Returns: its log likelihood in each lane, in nats.
  /// - Throws: `LanguageModelError` when the model fails.
  func weigh(_ line: [Token], after window: [Token] = []) throws(LanguageModelError) -> [Double] {
    guard let first = line.first else { return lanes.map { _ in 0 } }
    var totals = lanes.map { _ in 0.0 }
    if window.isEmpty {
      totals = logits.map { -NextTokenStatistics(logits: $0.span, token: first).surprisal }
    }
    let read = window + line.dropLast()
    guard !read.isEmpty else { return totals }
    let lengths = lanes.map(model.length)
    try model.advance(lanes.map { Feed(lane: $0, tokens: read, reading: .every) }) {
      feed, offset, row in
      let next = offset + 1 - window.count
      guard line.indices.contains(next) else { return }
      totals[feed] -= NextTokenStatistics(logits: row, token: line[next]).surprisal
    }
    for (lane, length) in zip(lanes, lengths) { model.rewind(lane, to: length) }
    return totals
  }

  /// The texts brought to one length by neutral sentences at their beginning.
  private static func padded(
    _ texts: [[Token]], opening: [Token], for model: any LanguageModel
  ) -> [[Token]] {
    let filler = model.tokens(of: NeutralText.padding)
    // A lane must have read a token after which a line can come.
    let length = max(1, texts.map(\.count).max() ?? 1)
    return texts.map { text in
      let missing = length - text.count
      // Cut at the front, so that the last neutral sentence is whole.
      let first = filler.count - missing % filler.count
      return opening + (0..<missing).map { filler[(first + $0) % filler.count] } + text
    }
  }
}
