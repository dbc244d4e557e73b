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
  /// The account by which the program speaks.
  ///
  /// It knows of a turn what its listeners made of it, and of the others an estimate: whatever
  /// lanes read later changes nothing in it, so what is said does not depend on when they do.
  package private(set) var speaking: Account
  /// The other accounts, once lanes have slept through a turn.
  private var others: Others?
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

  /// The accounts that know what lanes have read later.
  fileprivate struct Others {
    /// Before the first turn that lanes have still to read.
    var settled: Account
    /// What has happened since.
    var unread: [Account.Step] = []
    /// After it, with what is not read estimated.
    var reported: Account
  }

  /// A conversation that has not begun, with `hardwired` as the declared stack.
  package init(hardwired: Mask?, settings: Settings) {
    self.hardwired = hardwired
    self.settings = settings
    declared = Stack(hardwired.map { [$0] } ?? [])
    speaking = Account(
      MaskFilter(
        cast: Cast(hardwired: hardwired, declared: .bare), prior: settings.prior,
        transition: settings.transition, width: settings.width))
    // The chat template puts the hardwired mask on, for certain.
    if let hardwired {
      speaking.take(.declared(.only(hardwired), odds: DeclarationOdds(linger: 0), frame))
    }
  }

  /// The account that is reported: it knows all that lanes have read by now.
  package var reported: Account { others?.reported ?? speaking }

  /// What is believed about who speaks, as it is reported.
  package var filter: MaskFilter { reported.filter }

  /// The running check that what is scored is what was sampled from, as it is reported.
  package var selfCheck: SelfCheck { reported.selfCheck }

  /// Whether the program speaks by what it reports.
  var hasOneAccount: Bool { others == nil }

  /// The exchanges that are still read.
  var read: [Exchange] { Array(exchanges[firstRead...]) }

  /// Changes the settings; what has been inferred so far stays.
  package mutating func adopt(_ settings: Settings) {
    self.settings = settings
    take(.retuned(settings.prior, settings.transition))
  }

  /// What holds outside of the accounts now.
  var frame: Account.Frame {
    Account.Frame(hardwired: hardwired, declared: declared, width: settings.width)
  }

  /// Moves the accounts on.
  private mutating func take(_ step: Account.Step) {
    if step.unreadTurn != nil, others == nil {
      others = Others(settled: speaking, reported: speaking)
    }
    speaking.take(step)
    guard others != nil else { return }
    others?.reported.take(step)
    if others?.unread.isEmpty == true, step.unreadTurn == nil {
      others?.settled.take(step)
    } else {
      others?.unread.append(step)
    }
  }

  /// The reported account before `turn`, which lanes have still to read, with everything before it
  /// as it is known by now; `nil` where there is nothing to read of it any more.
  package func account(before turn: Turn) -> Account? {
    guard let others, let index = others.place(of: turn) else { return nil }
    var account = others.settled
    for step in others.unread[..<index] { account.take(step) }
    return account
  }

  /// Takes up what lanes made of `turn` that had slept through it.
  package mutating func settle(_ turn: Turn) {
    guard var others, let index = others.place(of: turn),
      case .turn(_, let frame) = others.unread[index]
    else { return }
    self.others = nil
    for step in others.unread[..<index] { others.settled.take(step) }
    others.settled.take(.turn(turn, frame))
    others.unread.removeFirst(index + 1)
    while let step = others.unread.first, step.unreadTurn == nil {
      others.settled.take(step)
      others.unread.removeFirst()
    }
    others.reported = others.settled
    for step in others.unread { others.reported.take(step) }
    self.others = others
    if lastTurn?.tellsOfTheSame(as: turn) == true { lastTurn = turn }
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
    take(.declared(result.declaration, odds: settings.odds, frame))
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

  /// Takes up a turn that was played: its evidence moves the accounts, and what was said and told
  /// is kept.
  mutating func conclude(_ turn: Turn) {
    take(.turn(turn, frame))
    note(turn.notices)
    exchanges.append(Exchange(heard: turn.heard, said: turn.sentences.flatMap(\.tokens)))
    lastTurn = turn
    lastLaw = settings.law
    turns += 1
  }

  /// Keeps in mind what the person was told, so that it is not told again.
  mutating func note(_ notices: [Notice]) { toldOfCards.note(notices) }
}

extension ChatState.Others {
  /// Where among the steps `turn` is, which lanes have still to read.
  fileprivate func place(of turn: Turn) -> Int? {
    unread.firstIndex { $0.unreadTurn?.tellsOfTheSame(as: turn) == true }
  }
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
