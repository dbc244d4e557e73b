import Engine
import MaskInference

/// An engine with the state of one conversation, which a measurement carries from turn to turn.
struct Conversation: ~Copyable {
  private var engine: Engine
  private(set) var state: ChatState
  /// The last turn, where lanes have still to read it.
  private var unread: UnreadTurn?
  /// The last turn, as it is known by now.
  private(set) var lastTurn: Turn?
  /// How much of the belief sleeps through each turn for ever.
  let unreadShare: Double

  /// Opens a conversation on `engine`.
  init(
    _ engine: consuming Engine, hardwired: Mask?, settings: Settings, leaving share: Double = 0
  ) {
    unreadShare = share
    state = engine.opening(hardwired: hardwired, settings: settings)
    self.engine = engine
  }

  /// Plays a turn, through which `share` of the belief may sleep, among the hypotheses of `masks`.
  mutating func play(
    _ text: String, seed: UInt64, considering masks: [Mask]? = nil, sleeping share: Double = 0
  ) throws -> Turn {
    try readByAll()
    let played = try engine.play(
      text, from: .sampled(seed: seed), in: state, considering: masks, sleeping: share)
    state = played.state
    unread = played.unread
    lastTurn = played.turn
    return played.turn
  }

  /// Has every lane read the last turn.
  mutating func readByAll() throws {
    while unread != nil { try readOn(atMost: .max) }
  }

  /// Does some of what is done while a person types.
  ///
  /// - Returns: whether there is more to do.
  mutating func rest(atMost allowance: Int) throws -> Bool {
    guard unread != nil else {
      return try engine.readAhead(in: state, leaving: unreadShare, atMost: allowance)
    }
    try readOn(atMost: allowance)
    return true
  }

  private mutating func readOn(atMost allowance: Int) throws {
    guard var turn = unread.take() else { return }
    guard
      let settled = try engine.readOn(
        &turn, in: state, leaving: unreadShare, atMost: allowance)
    else { return unread = turn }
    state.settle(settled)
    lastTurn = settled
  }

  /// Puts `mask` on, silently.
  mutating func putOn(_ mask: Mask) throws {
    try engine.declare(.putOn(mask), in: &state, greets: false)
  }

  /// Changes the settings.
  mutating func adopt(_ settings: Settings) throws {
    try engine.checkWidth(of: settings)
    state.adopt(settings)
  }

  /// Forgets what was said.
  mutating func forget() {
    state.forgetConversation()
    unread = nil
  }

  /// Begins a new conversation in which `speaker` is there for certain while `declared` is put on.
  ///
  /// The lanes stay open, so this is cheaper than another engine.
  mutating func begin(as speaker: Stack, declaring declared: Stack) throws {
    try become(speaker, declaring: declared)
    forget()
  }

  /// Makes `speaker` the one who is there, for certain, while `declared` is put on.
  ///
  /// It stays so where the settings have a persistence of one and never suspect nobody.
  mutating func become(_ speaker: Stack, declaring declared: Stack) throws {
    let kept = state.settings
    var staged = kept
    staged.prior.maximumDepth = max(speaker.depth, declared.depth, 1)
    // First it is put on as it is said; then the other is declared and nothing comes of it.
    staged.odds = DeclarationOdds(push: 1, swap: 0, stay: 0, linger: 0)
    try adopt(staged)
    try wear(speaker)
    staged.odds = DeclarationOdds(push: 0, swap: 0, stay: 1, linger: 1)
    try adopt(staged)
    try wear(declared)
    try adopt(kept)
  }

  private mutating func wear(_ stack: Stack) throws {
    if state.declared != .bare { try engine.declare(.clear, in: &state, greets: false) }
    for mask in stack.masks { try putOn(mask) }
  }
}
