package import Engine
package import LanguageModels
package import MaskInference

/// An engine with the state of one chat, which a test carries from turn to turn as a chat does.
package struct Stage: ~Copyable {
  package private(set) var engine: Engine
  package private(set) var state: ChatState
  private var unread: UnreadTurn?

  package init(
    model: any LanguageModel, roles: [Role], hardwired: Mask?, settings: Settings = Settings(),
    stop: StopSignal = .never
  ) throws(EngineError) {
    engine = try Engine(model: model, roles: roles, settings: settings, stop: stop)
    state = engine.opening(hardwired: hardwired, settings: settings)
  }

  package var model: any LanguageModel { engine.model }
  package var hardwired: Mask? { state.hardwired }
  package var settings: Settings { state.settings }
  package var declared: Stack { state.declared }
  package var filter: MaskFilter { state.filter }
  package var selfCheck: SelfCheck { state.selfCheck }
  package var turns: Int { state.turns }
  package var lastTurn: Turn? { state.lastTurn }
  package var isSettled: Bool { unread == nil }
  package var masks: [Mask] { engine.masks }

  package mutating func add(_ role: Role) { engine.add(role) }

  package mutating func adopt(_ settings: Settings) throws(EngineError) {
    try engine.checkWidth(of: settings)
    try settle()
    state.adopt(settings)
  }

  package mutating func forgetConversation() {
    state.forgetConversation()
    unread = nil
  }

  package mutating func go(to state: ChatState) {
    self.state = state
    unread = nil
  }

  @discardableResult
  package mutating func declare(
    _ edit: StackEdit, greets: Bool = true, isRecorded: Bool = false
  ) throws(EngineError) -> Entrance {
    try settle()
    return try engine.declare(edit, in: &state, greets: greets, isRecorded: isRecorded)
  }

  package mutating func play(
    _ text: String, as source: WordSource, considering masks: [Mask]? = nil,
    sleeping: Double = 0, onPiece: (String) -> Void = { _ in },
    onSentence: (Turn) -> Void = { _ in }
  ) throws(EngineError) -> Turn {
    try settle()
    let played = try engine.play(
      text, from: source, in: state, considering: masks, sleeping: sleeping, onPiece: onPiece,
      onSentence: onSentence)
    state = played.state
    unread = played.unread
    return played.turn
  }

  package mutating func recall(
    _ turn: Turn, of text: String, isForeign: Bool = false
  ) throws(EngineError) {
    try engine.apply(
      .reply(turn), to: &state, ofAnotherModelHearing: isForeign ? text : nil)
  }

  @discardableResult
  package mutating func settle(
    leaving share: Double = 0, atMost allowance: Int = .max
  ) throws(EngineError) -> Bool {
    do {
      try readOn(leaving: share, atMost: allowance)
    } catch {
      if error == .model(.interrupted) { engine.takeStopRequest() }
      throw error
    }
    return isSettled
  }

  package mutating func rest(atMost allowance: Int) throws(EngineError) -> Bool {
    guard unread != nil else { return try engine.readAhead(in: state, atMost: allowance) }
    try readOn(leaving: 0, atMost: allowance)
    return true
  }

  package mutating func wordEvidence(
    telling pair: WordEvidence.Pair = .stacks
  ) throws(EngineError) -> WordEvidence? {
    try settle()
    return try engine.wordEvidence(in: state, telling: pair)
  }

  private mutating func readOn(leaving share: Double, atMost allowance: Int) throws(EngineError) {
    guard var turn = unread.take() else { return }
    let settled: Turn?
    do {
      settled = try engine.readOn(&turn, in: state, leaving: share, atMost: allowance)
    } catch {
      unread = turn
      throw error
    }
    if let settled { state.settle(settled) } else { unread = turn }
  }
}
