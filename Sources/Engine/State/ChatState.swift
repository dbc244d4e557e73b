import LanguageModels
package import MaskInference

/// Everything that a conversation changes, as a value.
///
/// It holds no lanes: an `Engine` brings its lanes to whatever a state needs. So going back,
/// replaying, the debate and recovery are one thing, `applying` over the events that lead to
/// a place.
///
/// ```swift
/// let state = try ChatState(hardwired: nil, settings: Settings())
///   .applying(.mask(.putOn(Mask("pirate"))))
/// state.declared  // pirate
/// ```
package struct ChatState: Sendable {
  /// The mask that fine-tuning made permanent.
  package let hardwired: Mask?
  /// What a person may change.
  package private(set) var settings: Settings
  /// The declared stack.
  package private(set) var declared: Stack
  /// The belief about who speaks.
  package internal(set) var filter: MaskFilter
  /// The running check that what is scored is what was sampled from.
  package internal(set) var selfCheck = SelfCheck()
  /// Turns played.
  package private(set) var turns = 0
  /// The last turn.
  package private(set) var lastTurn: Turn?
  /// The law by which the last turn was scored.
  private(set) var lastLaw = SamplingLaw.plain
  /// The conversation in tokens.
  private(set) var exchanges: [Exchange] = []
  /// The first exchange that the lanes still read.
  var firstRead = 0
  /// Masks taken off, with the turn in which they were.
  private(set) var dropped: [Mask: Int] = [:]
  /// What the person was told of cards that do not fit.
  private(set) var toldOfCards = ToldOfCards()
  /// What is guessed of lanes that have not read a turn.
  private(set) var unreadEstimate = UnreadEstimate()

  /// A conversation that has not begun, with `hardwired` as the declared stack.
  package init(hardwired: Mask?, settings: Settings) {
    self.hardwired = hardwired
    self.settings = settings
    declared = Stack(hardwired.map { [$0] } ?? [])
    filter = MaskFilter(
      cast: Cast(hardwired: hardwired, declared: .bare), prior: settings.prior,
      transition: settings.transition, width: settings.width)
    // The chat template puts the hardwired mask on, for certain.
    if let hardwired {
      filter.observe(
        .only(hardwired), odds: DeclarationOdds(linger: 0),
        cast: Cast(hardwired: hardwired, declared: declared), width: settings.width)
    }
  }

  /// The exchanges that are still read.
  var read: [Exchange] { Array(exchanges[firstRead...]) }

  /// Changes the settings; what has been inferred so far stays.
  package mutating func adopt(_ settings: Settings) {
    self.settings = settings
    filter.retune(prior: settings.prior, transition: settings.transition)
  }

  /// Forgets the conversation, but neither the declared stack nor the belief.
  package mutating func forgetConversation() {
    exchanges = []
    firstRead = 0
    lastTurn = nil
  }

  /// Changes the declared stack and tells the belief.
  ///
  /// - Throws: `EngineError` when the stack cannot be changed so; the state is then as it was.
  mutating func declare(_ edit: StackEdit) throws(EngineError) {
    let result = try edit.applied(to: declared, maximumDepth: settings.prior.maximumDepth)
    for mask in declared.masks where !result.stack.contains(mask) { dropped[mask] = turns }
    declared = result.stack
    filter.observe(
      result.declaration, odds: settings.odds, cast: cast(with: filter.cast.masks),
      width: settings.width)
  }

  /// The cast of the hardwired mask, the declared stack and `others`.
  package func cast(with others: [Mask]) -> Cast {
    Cast(
      hardwired: hardwired, declared: declared, others: others.filter { !declared.contains($0) })
  }

  /// Adds an exchange that is scripted: it is read by every lane and is evidence for none.
  mutating func addScripted(_ exchange: Exchange) { exchanges.append(exchange) }

  /// Spells the last exchange in the tokens of the model at hand.
  mutating func respellLastExchange(as exchange: Exchange) {
    guard !exchanges.isEmpty else { return }
    exchanges[exchanges.count - 1] = exchange
  }

  /// Counts a turn as played and keeps what was said and told.
  ///
  /// - Parameters:
  ///   - turn: the turn.
  ///   - exchange: what was said in it.
  ///   - isWhollyRead: whether every lane has read it that will.
  mutating func conclude(_ turn: Turn, as exchange: Exchange, isWhollyRead: Bool) {
    note(turn.notices)
    exchanges.append(exchange)
    lastTurn = turn
    lastLaw = settings.law
    turns += 1
    if isWhollyRead { unreadEstimate.learn(from: turn) }
  }

  /// Learns from the last turn, whose sleepers will never read it, what can be learnt without them.
  package mutating func closeLastTurn() {
    if let lastTurn { unreadEstimate.learn(from: lastTurn) }
  }

  /// Keeps in mind what the person was told, so that it is not told again.
  mutating func note(_ notices: [Notice]) { toldOfCards.note(notices) }
}

/// An exchange of the conversation in tokens, the same for every lane.
struct Exchange: Hashable, Sendable {
  /// What the user said.
  var heard: [Token]
  /// What was answered.
  var said: [Token]

  /// Whether it is `beginning` with nothing or more of an answer after it.
  func goesOn(from beginning: Exchange) -> Bool {
    heard == beginning.heard && said.starts(with: beginning.said)
  }
}

extension BidirectionalCollection<Exchange> {
  /// The last `window` of the words that were answered.
  func latestWords(within window: Int) -> [Token] {
    var said: [Token] = []
    for exchange in reversed() where said.count < window {
      said = exchange.said.suffix(window - said.count) + said
    }
    return said
  }
}

/// What a person knows of cards that do not fit into a lane.
struct ToldOfCards: Sendable {
  /// Stacks of which the person knows that their directions are cut.
  private(set) var stacks: Set<Stack> = []
  /// Whether the person knows that directions of other stacks than the declared one are cut.
  private(set) var othersToo = false

  /// Keeps in mind what the person was told.
  mutating func note(_ notices: [Notice]) {
    for notice in notices {
      switch notice {
      case .cardCut(let stack), .abridged(let stack, _, _): stacks.insert(stack)
      case .abridgedToo(let others):
        stacks.formUnion(others)
        othersToo = true
      case .cardTooLong(let mask, _, _): stacks.insert(Stack([mask]))
      case .forgot, .shortened, .lorebookUnread, .emptyCard: break
      }
    }
  }
}
