import LanguageModels

/// The lanes in which the voices' example lines have been read, one or several for each voice.
///
/// A voice with many lines has them dealt out to several lanes, its parts. What the parts make of a
/// line on average tells voices apart better than one lane that has read everything, and costs less
/// attention. Short contexts begin with neutral sentences: a longer context makes any text more
/// probable, whatever the voice, and would pass for evidence.
struct VoiceLanes: ~Copyable {
  private let model: any LanguageModel
  /// `[part][voice]`.
  private let lanes: [[Lane]]
  private let isExact: Bool
  private var hasRead = false
  /// `[part][voice]`, the logits after what the lane has read.
  private var logits: [[[Float]]]

  /// How many lanes each voice has.
  var parts: Int { lanes.count }

  /// Opens `parts` lanes for each of `voices` voices.
  ///
  /// - Parameters:
  ///   - voices: how many voices there are.
  ///   - parts: how many lanes each has.
  ///   - isExact: whether all contexts are to have the same number of tokens. Otherwise the shorter
  ///     half of them are brought to the length of the middle one, which costs less attention.
  ///   - model: whose lanes they are.
  /// - Throws: `LanguageModelError.noLaneLeft` where the model has fewer.
  init(
    _ voices: Int, parts: Int = 1, isExact: Bool = true, of model: any LanguageModel
  ) throws(LanguageModelError) {
    self.model = model
    self.isExact = isExact
    var open: [Lane] = []
    do {
      for _ in 0..<voices * parts { open.append(try model.openLane()) }
    } catch {
      for lane in open { model.close(lane) }
      throw error
    }
    lanes = (0..<parts).map { Array(open[$0 * voices..<($0 + 1) * voices]) }
    logits = lanes.map { $0.map { _ in [] } }
  }

  deinit { for lane in lanes.joined() { model.close(lane) } }

  /// Reads on in every lane, each something else.
  ///
  /// - Parameters:
  ///   - texts: `[part][voice]`, what is read now.
  ///   - later: `[part][voice]`, what will be read after it, if anything. Neutral sentences stand
  ///     before everything else, so they must be measured for both.
  /// - Throws: `LanguageModelError` when the model fails; the lanes are then as before.
  mutating func read(
    _ texts: [[[Token]]], before later: [[[Token]]] = []
  ) throws(LanguageModelError) {
    var texts = texts.flatMap { $0 }
    if !hasRead { pad(&texts, before: later.flatMap { $0 }) }
    let fed = zip(lanes.joined(), texts).enumerated().filter { !$0.element.1.isEmpty }
    var latest = Array(logits.joined())
    try model.advance(
      fed.map { Feed(lane: $0.element.0, tokens: $0.element.1, reading: .last) }
    ) { feed, _, next in
      latest[fed[feed].offset] = next.logits
    }
    hasRead = true
    let voices = lanes.first?.count ?? 0
    logits = lanes.indices.map { Array(latest[$0 * voices..<($0 + 1) * voices]) }
  }

  /// Weighs a line in lanes of one part; they are afterwards as before.
  ///
  /// - Parameters:
  ///   - line: what is weighed, the same tokens in every lane.
  ///   - window: what came before it in the transcript, read but not weighed.
  ///   - part: which part's lanes are asked.
  ///   - voices: which voices are asked, in ascending order; all where it is `nil`.
  /// - Returns: its log likelihood in the lane of each voice that was asked, in nats.
  /// - Throws: `LanguageModelError` when the model fails.
  func weigh(
    _ line: [Token], after window: [Token] = [], part: Int = 0, voices: [Int]? = nil
  ) throws(LanguageModelError) -> [Double] {
    let asked = voices ?? Array(lanes[part].indices)
    guard let first = line.first else { return asked.map { _ in 0 } }
    var totals = asked.map { _ in 0.0 }
    if window.isEmpty {
      totals = asked.map { voice in
        let row = logits[part][voice]
        return -NextTokenStatistics(of: .dense(row.span), token: first).surprisal
      }
    }
    let read = window + line.dropLast()
    guard !read.isEmpty else { return totals }
    let lengths = asked.map { model.length(of: lanes[part][$0]) }
    try model.advance(
      asked.map { Feed(lane: lanes[part][$0], tokens: read, reading: .every) }
    ) { feed, offset, next in
      let place = offset + 1 - window.count
      guard line.indices.contains(place) else { return }
      totals[feed] -= NextTokenStatistics(of: next, token: line[place]).surprisal
    }
    for (voice, length) in zip(asked, lengths) { model.rewind(lanes[part][voice], to: length) }
    return totals
  }

  /// Evens out the texts, with what will be read after them, by neutral sentences at their
  /// beginning.
  private func pad(_ texts: inout [[Token]], before later: [[Token]]) {
    let filler = model.tokens(of: NeutralText.padding)
    let lengths = texts.indices.map {
      texts[$0].count + (later.indices.contains($0) ? later[$0].count : 0)
    }
    // A lane must have read a token after which a line can come.
    let length = max(1, lengths.sorted()[isExact ? lengths.count - 1 : lengths.count / 2])
    for index in texts.indices {
      let missing = max(0, length - lengths[index])
      // Cut at the front, so that the last neutral sentence is whole.
      let first = filler.count - missing % filler.count
      let neutral = (0..<missing).map { filler[(first + $0) % filler.count] }
      texts[index] = model.promptTemplate.bareOpening + neutral + texts[index]
    }
  }
}
