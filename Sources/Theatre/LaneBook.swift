import LanguageModels
import MaskInference

/// The open lanes, one for each hypothesis, and the logits that follow what each has read.
struct LaneBook {
  private struct Entry {
    let lane: Lane
    let layout: Layout
    /// Whether the conversation has begun in this lane.
    var hasSpoken = false
    var logits: [Float] = []
  }

  private let model: any LanguageModel
  private var entries: [Stack: Entry] = [:]
  private var layouts: [Stack: Layout] = [:]
  private let vocabulary: SpokenVocabulary
  /// The most tokens of one lane that are computed together.
  private let portion: Int

  init(model: any LanguageModel, portion: Int?) {
    self.model = model
    self.portion = max(1, portion ?? model.laneCapacity)
    vocabulary = SpokenVocabulary(model)
  }

  /// The law at work on this model's words.
  func distribution(_ law: SamplingLaw) -> SamplingDistribution {
    SamplingDistribution(law, for: model, unspoken: vocabulary.unspoken)
  }

  /// Works out how a conversation opens in the lane of each stack.
  ///
  /// - Returns: the tokens of the longest opening and of the longest joints of a turn, and the stacks
  ///   whose directions did not fit into half a lane.
  mutating func lay(
    out stacks: [Stack], direct: (Stack) -> StageDirection
  ) -> (opening: Int, joints: Int, cut: [Stack]) {
    var opening = 0
    var joints = 0
    var cut: [Stack] = []
    for stack in stacks {
      let layout =
        layouts[stack]
        ?? (stack == .bare
          ? Layout.bare(vocabulary, for: model)
          : Layout.directed(direct(stack), for: model, limit: model.laneCapacity / 2))
      layouts[stack] = layout
      opening = max(opening, layout.opening.count)
      joints = max(joints, layout.toUser.count + layout.toReply.count)
      if layout.isCut { cut.append(stack) }
    }
    return (opening, joints, cut)
  }

  /// Gives every lane back to the model; the book is not used afterwards.
  func release() {
    for entry in entries.values { model.close(entry.lane) }
  }

  /// Closes the lanes of the stacks not listed.
  mutating func closeAll(but stacks: [Stack] = []) {
    let wanted = Set(stacks)
    for stack in ordered where !wanted.contains(stack) {
      if let entry = entries.removeValue(forKey: stack) { model.close(entry.lane) }
    }
  }

  /// Forgets how a conversation opens in any lane, because the roles or settings have changed.
  mutating func forgetLayouts() {
    closeAll()
    layouts = [:]
  }

  /// Opens lanes for the stacks that have none; they must have been laid out.
  mutating func open(_ stacks: [Stack], passages: [Passage]) throws(LanguageModelError) {
    var fresh: [(stack: Stack, entry: Entry)] = []
    do {
      for stack in stacks where entries[stack] == nil {
        guard let layout = layouts[stack] else { preconditionFailure("\(stack) is not laid out") }
        fresh.append((stack, Entry(lane: try model.openLane(), layout: layout)))
      }
      let logits = try readToEnd(
        fresh.map {
          ($0.entry.lane, $0.entry.layout.opening + $0.entry.layout.tokens(of: passages))
        })
      for (item, logits) in zip(fresh, logits) {
        entries[item.stack] = item.entry
        entries[item.stack]?.logits = logits
        entries[item.stack]?.hasSpoken = !passages.isEmpty
      }
    } catch {
      for item in fresh { model.close(item.entry.lane) }
      throw error
    }
  }

  /// Has every lane read `passages` and nothing else of the conversation.
  ///
  /// Of `passages` the first `count` were read already and are kept. That is exact: what a model makes
  /// of a token depends on the tokens before it and on none after it, so a lane cut off behind
  /// them is as if it had never read on, but for the rounding of batched arithmetic.
  mutating func reread(
    _ passages: [Passage], keeping count: Int
  ) throws(LanguageModelError) {
    let kept = Array(passages.prefix(count))
    let stacks = ordered
    var feeds: [(Lane, [Token])] = []
    for stack in stacks {
      let entry = entry(stack)
      let tokens = entry.layout.opening + entry.layout.tokens(of: passages)
      // The last token of what is kept is read again for the logits after it.
      let start = entry.layout.opening.count + entry.layout.tokens(of: kept).count - 1
      model.rewind(entry.lane, to: start)
      feeds.append((entry.lane, Array(tokens[start...])))
    }
    for (stack, logits) in zip(stacks, try readToEnd(feeds)) {
      entries[stack]?.logits = logits
      entries[stack]?.hasSpoken = !passages.isEmpty
    }
  }

  /// Reads what the user said in every lane and measures how surprising it was in each.
  mutating func hear(_ heard: [Token]) throws(LanguageModelError) -> [Stack: Surprise] {
    let stacks = ordered
    let joins = stacks.map { entry($0).hasSpoken ? entry($0).layout.toUser : [] }
    var surprises = stacks.map { stack in
      var surprise = Surprise()
      // With no joint before it, the first word is expected by what the lane had read already.
      if !entry(stack).hasSpoken, let first = heard.first {
        surprise.add(NextTokenStatistics(logits: entry(stack).logits.span, token: first))
      }
      return surprise
    }
    var latest = [[Float]](repeating: [], count: stacks.count)
    let feeds = stacks.indices.map { index in
      let entry = entry(stacks[index])
      return Feed(
        lane: entry.lane, tokens: joins[index] + heard + entry.layout.toReply, reading: .every)
    }
    try read(feeds) { feed, offset, logits in
      let next = offset + 1 - joins[feed].count
      if heard.indices.contains(next) {
        surprises[feed].add(NextTokenStatistics(logits: logits, token: heard[next]))
      }
      if offset == feeds[feed].tokens.count - 1 { latest[feed] = Self.copy(logits) }
    }
    for (index, stack) in stacks.enumerated() {
      entries[stack]?.logits = latest[index]
      entries[stack]?.hasSpoken = true
    }
    return Dictionary(uniqueKeysWithValues: zip(stacks, surprises))
  }

  /// Reads a sentence in every lane and takes down what each thinks of it, in the order of `stacks`.
  ///
  /// `shares` are their weights in the pool; `said` is what was said before, which the repetition
  /// penalty looks at.
  mutating func score(
    _ sentence: [Token], on stacks: [Stack], pooling shares: [Double], after said: [Token],
    by distribution: SamplingDistribution
  ) throws(LanguageModelError) -> SentenceScore {
    var score = SentenceScore(
      of: sentence, lanes: stacks.count, pooling: shares, after: said,
      unspoken: vocabulary.unspoken, by: distribution, vocabularySize: model.vocabularySize)
    guard !sentence.isEmpty else { return score }
    for (index, stack) in stacks.enumerated() {
      score.read(entry(stack).logits.span, of: index, at: 0)
    }
    var latest = [[Float]](repeating: [], count: stacks.count)
    try read(
      stacks.map { Feed(lane: entry($0).lane, tokens: sentence, reading: .every) }
    ) { feed, offset, logits in
      score.read(logits, of: feed, at: offset + 1)
      if offset == sentence.count - 1 { latest[feed] = Self.copy(logits) }
    }
    for (index, stack) in stacks.enumerated() { entries[stack]?.logits = latest[index] }
    return score
  }

  /// Reads the last answer once more in the lanes of `stacks` and takes down what each thinks of it.
  ///
  /// The lanes must have read `passages` and nothing else of the conversation. They end as they were,
  /// but for the rounding of batched arithmetic; where the model fails they must be read again.
  func scoreAgain(
    _ passages: [Passage], on stacks: [Stack], after said: [Token],
    by distribution: SamplingDistribution
  ) throws(LanguageModelError) -> SentenceScore {
    let words = passages.last?.said ?? []
    var score = SentenceScore(
      of: words, lanes: stacks.count, pooling: [], after: said, unspoken: vocabulary.unspoken,
      by: distribution, vocabularySize: model.vocabularySize)
    guard !words.isEmpty else { return score }
    let feeds = stacks.map { stack in
      let entry = entry(stack)
      let tokens = entry.layout.opening + entry.layout.tokens(of: passages)
      // The token before the answer is read again for the logits after it.
      let start = tokens.count - words.count - 1
      model.rewind(entry.lane, to: start)
      return Feed(lane: entry.lane, tokens: Array(tokens[start...]), reading: .every)
    }
    try read(feeds) { feed, offset, logits in score.read(logits, of: feed, at: offset) }
    return score
  }

  /// Makes sure that there are lanes for `stacks`, if need be in place of others.
  mutating func makeRoom(for stacks: [Stack]) {
    let missing = stacks.count { entries[$0] == nil }
    if entries.count + missing > model.laneLimit { closeAll(but: stacks) }
  }

  /// The probability that the turn ends in the lane of `stack` rather than goes on.
  func endProbability(
    _ stack: Stack, after said: [Token], by distribution: inout SamplingDistribution
  ) -> Double {
    distribution.probability(
      ofAny: entry(stack).layout.ends, logits: entry(stack).logits.span, said: said[...])
  }

  /// The lane of `stack` and the logits after what it has read, to speak from.
  func position(of stack: Stack) -> (lane: Lane, logits: [Float]) {
    (entry(stack).lane, entry(stack).logits)
  }

  static func copy(_ logits: Span<Float>) -> [Float] {
    logits.withUnsafeBufferPointer { Array($0) }
  }

  private var ordered: [Stack] { entries.keys.sorted { $0.description < $1.description } }

  private func entry(_ stack: Stack) -> Entry {
    guard let entry = entries[stack] else { preconditionFailure("no lane is open for \(stack)") }
    return entry
  }

  private func readToEnd(_ feeds: [(Lane, [Token])]) throws(LanguageModelError) -> [[Float]] {
    var latest = [[Float]](repeating: [], count: feeds.count)
    try read(feeds.map { Feed(lane: $0.0, tokens: $0.1, reading: .last) }) {
      feed, _, logits in latest[feed] = Self.copy(logits)
    }
    return latest
  }

  /// Has lanes read on, a portion of each at a time.
  private func read(
    _ feeds: [Feed], take: (_ feed: Int, _ offset: Int, _ logits: Span<Float>) -> Void
  ) throws(LanguageModelError) {
    let lengths = feeds.map { model.length(of: $0.lane) }
    let longest = feeds.map(\.tokens.count).max() ?? 0
    do {
      for start in stride(from: 0, to: longest, by: portion) {
        let places = feeds.indices.filter { feeds[$0].tokens.count > start }
        let portions = places.map { place in
          let feed = feeds[place]
          let tokens = Array(feed.tokens[start...].prefix(portion))
          let isLast = start + tokens.count == feed.tokens.count
          return Feed(
            lane: feed.lane, tokens: tokens,
            reading: feed.reading == .last && !isLast ? .none : feed.reading)
        }
        try model.advance(portions) { index, offset, logits in
          take(places[index], start + offset, logits)
        }
      }
    } catch {
      for (feed, length) in zip(feeds, lengths) { model.rewind(feed.lane, to: length) }
      throw error
    }
  }
}

extension Surprise {
  /// Adds a token that came after the given distribution.
  mutating func add(_ statistics: NextTokenStatistics) {
    add(
      surprisal: statistics.surprisal, entropy: statistics.entropy, variance: statistics.variance)
  }
}
