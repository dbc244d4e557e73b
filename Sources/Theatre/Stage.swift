package import LanguageModels
package import MaskInference

/// The stage: a language model, the roles it may play, and what is believed of who is playing.
///
/// It plays one turn at a time. What a turn needs of the outside, the randomness and the words of a
/// recording, is passed in; what comes out is a value.
package struct Stage: ~Copyable {
  /// The language model.
  package let model: any LanguageModel
  /// The mask that fine-tuning made permanent.
  package let hardwired: Mask?
  /// What a person may change.
  package internal(set) var settings: Settings
  /// The declared stack.
  package internal(set) var declared: Stack
  /// The belief about who speaks.
  package internal(set) var filter: MaskFilter
  /// The running check that what is scored is what was sampled from.
  package internal(set) var selfCheck = SelfCheck()
  /// Turns played.
  package internal(set) var turns = 0
  /// The last turn, where the lanes still know of it.
  package internal(set) var lastTurn: Turn?
  /// The law by which the last turn was scored.
  var lastLaw = SamplingLaw.plain

  var roles: [Mask: Role]
  var voices: VoiceIndex
  var book: LaneBook
  var passages: [Passage] = []
  /// The first passage that the lanes still read.
  var firstRead = 0
  /// Masks taken off, with the turn in which they were.
  var dropped: [Mask: Int] = [:]
  /// Stacks of which the person knows that their directions are cut.
  var knownCuts: Set<Stack> = []
  /// Whether the person knows that directions of other stacks than the declared one are cut.
  var knowsOtherCuts = false
  /// What is guessed of lanes that sleep.
  var divergence = Divergence()
  /// The last turn, where not every lane has read it yet.
  var unsettled: UnsettledTurn?
  let stop: StopSignal

  /// Sets the stage with `hardwired` as the declared stack.
  ///
  /// - Throws: `StageError.tooWide` when the settings ask for more hypotheses than the model has
  ///   lanes.
  package init(
    model: any LanguageModel, roles: [Role], hardwired: Mask?, settings: Settings = Settings(),
    stop: StopSignal = .never
  ) throws(StageError) {
    guard settings.width <= model.laneLimit else {
      throw .tooWide(width: settings.width, lanes: model.laneLimit)
    }
    self.model = model
    self.settings = settings
    self.stop = stop
    let known = Dictionary(roles.map { ($0.mask, $0) }, uniquingKeysWith: { first, _ in first })
    self.roles = known
    self.hardwired = hardwired.flatMap { known[$0] == nil ? nil : $0 }
    voices = VoiceIndex(roles: roles)
    book = LaneBook(
      model: model, portion: settings.portion, staging: settings.staging ?? .first)
    declared = Stack(self.hardwired.map { [$0] } ?? [])
    filter = MaskFilter(
      cast: Cast(hardwired: self.hardwired, declared: .bare), prior: settings.prior,
      transition: settings.transition, width: settings.width)
    // The chat template puts the hardwired mask on, for certain.
    if let mask = self.hardwired {
      filter.observe(
        .only(mask), odds: DeclarationOdds(linger: 0),
        cast: Cast(hardwired: mask, declared: declared), width: settings.width)
    }
  }

  deinit { book.release() }

  /// Every mask that may be put on.
  package var masks: [Mask] { roles.keys.sorted() }

  /// The role of `mask`, where there is one.
  package func role(of mask: Mask) -> Role? { roles[mask] }

  /// Adds a role, or replaces the one of the same mask.
  package mutating func add(_ role: Role) {
    if roles.updateValue(role, forKey: role.mask) != nil { book.forgetLayouts() }
    voices = VoiceIndex(roles: roles.values.sorted { $0.mask < $1.mask })
  }

  /// Changes the declared stack and tells the belief.
  ///
  /// - Parameters:
  ///   - edit: what is done to it.
  ///   - greets: whether a newcomer speaks its card's greeting where the conversation has not
  ///     begun.
  ///   - isRecorded: whether it was done before, so that it is done again even where the newcomer's
  ///     card does not fit into a lane here.
  /// - Returns: what the newcomer says, and what the person should know of it.
  /// - Throws: `StageError` when the stack cannot be changed so, or the lanes that sleep cannot
  ///   catch up.
  @discardableResult
  package mutating func declare(
    _ edit: StackEdit, greets: Bool = true, isRecorded: Bool = false
  ) throws(StageError) -> Entrance {
    try settle()
    var entering: Mask?
    switch edit {
    case .putOn(let mask), .only(let mask):
      guard roles[mask] != nil else { throw .unknownMask(mask) }
      entering = mask
    case .takeOff, .pop, .clear: break
    }
    let result = try edit.applied(to: declared, maximumDepth: settings.prior.maximumDepth)
    if let entering, !isRecorded { try checkRoom(for: entering, in: result.stack) }
    for mask in declared.masks where !result.stack.contains(mask) { dropped[mask] = turns }
    declared = result.stack
    let cast = Cast(
      hardwired: hardwired, declared: declared,
      others: filter.cast.masks.filter { !declared.contains($0) })
    filter.observe(
      result.declaration, odds: settings.odds, cast: cast, width: settings.width)
    let notices = noticesOfDeclaration(entering: entering)
    note(notices)
    guard greets, passages.isEmpty, let entering, let greeting = roles[entering]?.greeting else {
      return Entrance(notices: notices)
    }
    // A greeting is scripted, so it is read by every lane and is evidence for none. A chat template
    // wants the user to begin; the greeting answers a hello that was never typed.
    passages.append(
      Passage(heard: model.tokens(of: Role.usualCue), said: model.tokens(of: greeting)))
    return Entrance(greeting: greeting, notices: notices)
  }

  /// The most tokens that a reply may have: as the settings say, but no more than a quarter of a
  /// lane.
  var replyRoom: Int {
    min(settings.replyTokens + settings.sentenceTokens, model.laneCapacity / 4)
  }

  /// Changes the settings; what has been inferred so far stays.
  ///
  /// - Throws: `StageError.tooWide` when they ask for more hypotheses than there are lanes,
  ///   `.model` when the lanes that sleep cannot catch up.
  package mutating func adopt(_ settings: Settings) throws(StageError) {
    guard settings.width <= model.laneLimit else {
      throw .tooWide(width: settings.width, lanes: model.laneLimit)
    }
    try settle()
    if settings.examples != self.settings.examples { book.forgetLayouts() }
    self.settings = settings
    filter.retune(prior: settings.prior, transition: settings.transition)
  }

  /// Forgets the conversation, but neither the declared stack nor the belief.
  ///
  /// The lanes keep their openings, so this is cheap.
  package mutating func forgetConversation() {
    passages = []
    firstRead = 0
    lastTurn = nil
    unsettled = nil
  }

  /// Counts a turn as played and keeps what was said and told.
  mutating func conclude(_ turn: Turn, as passage: Passage) {
    note(turn.notices)
    passages.append(passage)
    lastTurn = turn
    lastLaw = settings.law
    turns += 1
  }

  /// The passages that are still read.
  var read: [Passage] { Array(passages[firstRead...]) }

  /// Works out how a conversation opens in the lanes of `stacks`.
  @discardableResult
  mutating func lay(out stacks: [Stack]) -> Layouts {
    book.lay(out: stacks, examples: settings.examples) { [roles] stack in
      stack.masks.compactMap { roles[$0] }
    }
  }
}
