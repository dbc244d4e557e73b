import LanguageModels
import MaskInference

extension Engine {
  /// Has a recorded event happen in `state`, without asking the language model anything.
  ///
  /// ``ChatState/applying(_:)`` says what it does; here is added what must be spelt in this model's
  /// tokens. The lanes read the words when the next turn needs them.
  ///
  /// - Parameters:
  ///   - event: the event.
  ///   - state: where it happens; on an error it stays as it was.
  ///   - words: for the reply of another model, whose tokens mean nothing here, what the user said.
  /// - Throws: `EngineError` when the event does not fit the state or this engine.
  package mutating func apply(
    _ event: SessionEvent, to state: inout ChatState, ofAnotherModelHearing words: String? = nil
  ) throws(EngineError) {
    if case .mask(let edit) = event {
      try declare(edit, in: &state, isRecorded: true)
      return
    }
    if case .settled(_, let turn) = event {
      try check(turn, isForeign: words != nil)
      return try state.apply(event)
    }
    guard case .reply(let turn) = event else {
      let next = try state.applying(event)
      try checkWidth(of: next.settings)
      state = next
      return
    }
    try check(turn, isForeign: words != nil)
    // In place: a copy would have all of the conversation copied for every turn of it.
    try state.apply(event)
    if let words {
      state.respellLastExchange(
        as: Exchange(heard: model.tokens(of: words), said: model.tokens(of: turn.reply)))
    }
  }

  /// Changes the declared stack and tells the belief.
  ///
  /// - Parameters:
  ///   - edit: what is done to it.
  ///   - state: where it is done; on an error it stays as it was.
  ///   - greets: whether a newcomer speaks its card's greeting where the conversation has not
  ///     begun.
  ///   - isRecorded: whether it was done before, so that it is done again even where the newcomer's
  ///     card does not fit into a lane here.
  /// - Returns: what the newcomer says, and what the person should know of it.
  /// - Throws: `EngineError` when the stack cannot be changed so.
  @discardableResult
  package mutating func declare(
    _ edit: StackEdit, in state: inout ChatState, greets: Bool = true, isRecorded: Bool = false
  ) throws(EngineError) -> Entrance {
    if let mask = edit.newcomer, roles[mask] == nil { throw .unknownMask(mask) }
    var next = try state.applying(.mask(edit))
    if let mask = edit.newcomer, !isRecorded { try checkRoom(for: mask, in: next) }
    let notices = noticesOfDeclaration(entering: edit.newcomer, in: next)
    next.note(notices)
    var greeting: String?
    if greets, next.exchanges.isEmpty { greeting = edit.newcomer.flatMap { roles[$0]?.greeting } }
    if let greeting {
      // A chat template wants the user to begin; the greeting answers a hello that was never typed.
      next.addScripted(
        Exchange(heard: model.tokens(of: Role.usualCue), said: model.tokens(of: greeting)))
    }
    state = next
    return Entrance(greeting: greeting, notices: notices)
  }

  /// Makes sure that a recorded turn can be taken up here.
  ///
  /// - Throws: `EngineError.foreignTokens`, `.unknownMask` or `.damagedTurn`.
  func check(_ turn: Turn, isForeign: Bool = false) throws(EngineError) {
    let tokens = isForeign ? [] : turn.heard + turn.sentences.flatMap(\.tokens)
    guard tokens.allSatisfy({ (0..<Token(model.vocabularySize)).contains($0) }) else {
      throw .foreignTokens(vocabulary: model.vocabularySize)
    }
    for mask in turn.cast where roles[mask] == nil { throw .unknownMask(mask) }
    try turn.checkVoices()
  }
}
