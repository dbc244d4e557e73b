import LanguageModels
import MaskInference

/// The open lanes, one for each hypothesis, and how far each has read the conversation.
///
/// Every lane reads the same transcript in its own layout. None has ever read anything but the
/// beginning of it, so a lane that sleeps is one that is behind, and waking it means letting it
/// read on.
struct LanePool {
  /// A lane that is open.
  struct Entry {
    let lane: Lane
    let layout: PromptLayout
    /// What follows the last token read; empty where it must be read again to know.
    var logits: [Float] = []
  }

  let model: any LanguageModel
  private(set) var entries: [Stack: Entry] = [:]
  private var layouts: [Stack: PromptLayout] = [:]
  /// How many examples the layouts show.
  private var examples: Int?
  private let vocabulary: SpokenVocabulary
  /// The most tokens of one lane that are computed together.
  let portion: Int
  /// Whether openings may be read by themselves: what sessions of before portions read in one go is
  /// read in one go.
  let keepsOpenings: Bool
  /// How cards are made into what lanes are told.
  let staging: Staging
  /// What the lanes read, the last exchange as far as it goes.
  private var transcript: [Exchange] = []
  /// How many exchanges of it they read at present.
  private var reach = 0

  init(model: any LanguageModel, portion: Int?, staging: Staging) {
    self.model = model
    self.staging = staging
    self.portion = max(1, portion ?? model.laneCapacity)
    keepsOpenings = portion != nil
    vocabulary = SpokenVocabulary(model)
  }

  /// The law at work on this model's words.
  func distribution(_ law: SamplingLaw) -> SamplingDistribution {
    SamplingDistribution(law, for: model, unspoken: vocabulary.unspoken)
  }

  /// The tokens that nobody says.
  var unspoken: [Token] { vocabulary.unspoken }

  /// Works out how a conversation opens in the lane of each stack.
  ///
  /// - Parameters:
  ///   - stacks: the stacks.
  ///   - examples: how many examples of the outermost mask are shown.
  ///   - roles: the roles of a stack, innermost first.
  /// - Returns: what they have in common.
  @discardableResult
  mutating func lay(out stacks: [Stack], examples: Int, roles: (Stack) -> [Role])
    -> PromptLayout.Extent
  {
    if examples != self.examples { forgetLayouts() }
    self.examples = examples
    var opening = 0
    var joints = 0
    var cut: [Stack] = []
    for stack in stacks {
      let layout =
        layouts[stack]
        ?? (stack == .bare
          ? PromptLayout.bare(vocabulary, for: model)
          : directed(roles(stack), examples: examples))
      layouts[stack] = layout
      opening = max(opening, layout.opening.count)
      joints = max(joints, layout.toUser.count + layout.toReply.count)
      if layout.isCut { cut.append(stack) }
    }
    return PromptLayout.Extent(opening: opening, joints: joints, cut: cut)
  }

  private func directed(_ roles: [Role], examples: Int) -> PromptLayout {
    switch staging {
    case .first:
      PromptLayout.directed(
        StageDirection(roles: roles, examples: examples), for: model,
        limit: model.laneCapacity / 2)
    case .second:
      PromptLayout.directed(
        FittedDirection(roles: roles, examples: examples, for: model), for: model)
    }
  }

  /// How the lane of `stack` lays out a conversation; `nil` where it is not laid out.
  func layout(of stack: Stack) -> PromptLayout? { layouts[stack] }

  /// How the stage direction of `stack` was made to fit, where it is laid out so.
  func fitting(of stack: Stack) -> FittedDirection? { layouts[stack]?.fitting }

  /// Gives every lane back to the model; the pool is not used afterwards.
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

  /// Makes sure that there are lanes for `stacks`, if need be in place of others.
  mutating func makeRoom(for stacks: [Stack]) {
    let missing = stacks.count { entries[$0] == nil }
    if entries.count + missing > model.laneLimit { closeAll(but: stacks) }
  }

  /// Forgets how a conversation opens in any lane, because the roles or settings have changed.
  mutating func forgetLayouts() {
    closeAll()
    layouts = [:]
  }

  /// Gives lanes to the stacks that have none; they must have been laid out.
  ///
  /// - Returns: the stacks that had none.
  @discardableResult
  mutating func open(_ stacks: [Stack]) throws(LanguageModelError) -> [Stack] {
    let fresh = stacks.filter { entries[$0] == nil }
    for stack in fresh {
      guard let layout = layouts[stack] else { preconditionFailure("\(stack) is not laid out") }
      entries[stack] = Entry(lane: try model.openLane(), layout: layout)
    }
    return fresh
  }

  /// Has the lanes read `exchanges` and nothing else of the conversation from here on.
  ///
  /// What was read that does not stand there is forgotten. That is exact: what a model makes of a
  /// token depends on the tokens before it and on none after it, so a lane cut off is as if it had
  /// never read on, but for the rounding of batched arithmetic.
  mutating func follow(_ exchanges: [Exchange]) {
    let kept = zip(transcript, exchanges).prefix { $0 == $1 }.count
    let isContinued =
      kept == transcript.count
      || kept == transcript.count - 1 && kept < exchanges.count
        && exchanges[kept].goesOn(from: transcript[kept])
    if !isContinued {
      for stack in ordered {
        cut(stack, to: entry(stack).layout.tokens(of: Array(exchanges.prefix(kept))).count)
      }
    }
    transcript = exchanges
    reach = exchanges.count
  }

  /// Has the lanes that are behind read `exchanges` for now, and lets the others keep what they
  /// have read of what was said since.
  mutating func lookBack(at exchanges: [Exchange]) {
    guard transcript.starts(with: exchanges) else { return follow(exchanges) }
    reach = exchanges.count
  }

  /// What lanes read at present.
  var passage: ArraySlice<Exchange> { transcript.prefix(reach) }

  /// How much of the last exchange the lane of `stack`, which must be open, has read; `nil` where
  /// it has read on.
  func progress(of stack: Stack) -> LaneCursor.Progress? {
    LaneCursor(entry(stack), of: Array(passage), in: model, place: 0).progress
  }

  /// Takes the lane of `stack`, which must be open, back to before the last exchange that is read.
  mutating func goBack(_ stack: Stack) {
    cut(stack, to: entry(stack).layout.tokens(of: Array(passage.dropLast())).count)
  }

  /// Takes the lane of `stack`, where one is open, back to before the last `count` tokens of the
  /// transcript, where it has read any of them.
  mutating func unsay(_ count: Int, in stack: Stack) {
    guard let entry = entries[stack] else { return }
    cut(stack, to: entry.layout.tokens(of: Array(passage)).count - count)
  }

  /// How many tokens of the transcript the lane of `stack` has still to read; all where it has
  /// none.
  func backlog(of stack: Stack) -> Int {
    guard let layout = layouts[stack] else { preconditionFailure("\(stack) is not laid out") }
    guard let entry = entries[stack] else {
      return layout.opening.count + layout.tokens(of: Array(passage)).count
    }
    let cursor = LaneCursor(entry, of: Array(passage), in: model, place: 0)
    return max(0, cursor.tokens.count - cursor.start)
  }

  /// The probability that the turn ends in the lane of `stack` rather than goes on.
  func endProbability(
    _ stack: Stack, after said: [Token], by distribution: inout SamplingDistribution
  ) -> Double {
    distribution.probability(
      ofAny: entry(stack).layout.ends, in: .dense(entry(stack).logits.span), said: said[...])
  }

  /// The lane of `stack` and the logits after what it has read, to speak from.
  func position(of stack: Stack) -> (lane: Lane, logits: [Float]) {
    (entry(stack).lane, entry(stack).logits)
  }

  private var ordered: [Stack] { entries.keys.sorted { $0.description < $1.description } }

  func entry(_ stack: Stack) -> Entry {
    guard let entry = entries[stack] else { preconditionFailure("no lane is open for \(stack)") }
    return entry
  }

  /// Has the lane forget what comes after `count` tokens of the conversation.
  private mutating func cut(_ stack: Stack, to count: Int) {
    let entry = entry(stack)
    let limit = entry.layout.opening.count + count
    guard model.length(of: entry.lane) > limit else { return }
    model.rewind(entry.lane, to: limit)
    entries[stack]?.logits = []
  }

  /// Notes what follows the last token that the lane of `stack` has read; empty where that is not
  /// known.
  mutating func note(_ logits: [Float], for stack: Stack) { entries[stack]?.logits = logits }
}
