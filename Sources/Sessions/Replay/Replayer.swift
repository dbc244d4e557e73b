package import Engine
package import LanguageModels
import MaskInference
package import Personas

/// A recorded chat being played again by an engine.
package struct Replayer {
  /// What was recorded.
  package let document: SessionDocument
  /// The library, with the recorded cards in place of its own.
  package let library: PersonaLibrary
  private let model: any LanguageModel

  /// Prepares to play `document` on `model`.
  package init(
    _ document: SessionDocument, model: any LanguageModel,
    library: PersonaLibrary = PersonaLibrary()
  ) {
    var merged = library
    for persona in document.personas { merged.insert(persona) }
    self.document = document
    self.library = merged
    self.model = model
  }

  /// Whether this model spoke none of the chat, so that its tokens mean nothing here.
  package var isForeign: Bool {
    document.turns > 0
      ? document.replyPlaces.allSatisfy { isForeign(at: $0) }
      : document.opening.model.hash != model.identity.hash
  }

  /// Whether the chat was recorded with another processor or another build of the library that
  /// computes, or does not say with which: the same model then rounds differently, by some
  /// hundredths of a nat a token.
  package var roundsDifferently: Bool {
    let key = "arithmetic"
    let recorded = document.models.filter { $0.hash == model.identity.hash }
    guard let here = model.identity.parameters[key] else { return false }
    return recorded.contains { $0.parameters[key] != here }
  }

  /// Whether another model is recorded for `place`.
  func isOfAnotherModel(at place: Int) -> Bool {
    document.model(at: place).hash != model.identity.hash
  }

  /// Whether another model spoke the reply at `place`, so that its tokens mean nothing here.
  func isForeign(at place: Int) -> Bool {
    guard !isOfAnotherModel(at: place) else { return true }
    // Programs that read no format above 2 did not record that another model took a chat up.
    guard document.format < 3, let turn = document.turn(at: place) else { return false }
    return !turn.sentences.isEmpty
      && turn.sentences.allSatisfy { model.text(of: $0.tokens) != $0.text }
      && model.text(of: turn.sentences.flatMap(\.tokens)) != turn.reply
  }

  /// An engine to play the chat again with.
  ///
  /// - Throws: `EngineError` when this model cannot carry it.
  package func engine(stop: StopSignal = .never) throws(EngineError) -> Engine {
    let settings = document.opening.settings
    return try Engine(
      model: model,
      roles: library.personas.map { Role($0, staging: settings.staging ?? .first) },
      settings: settings, stop: stop)
  }

  /// The state with which the chat was begun.
  package func opening(on engine: borrowing Engine) -> ChatState {
    engine.opening(hardwired: document.opening.hardwired, settings: document.opening.settings)
  }

  /// The state at `place`, without asking the model.
  ///
  /// - Parameters:
  ///   - place: a place in the conversation.
  ///   - start: a place on the way to it.
  ///   - state: the state there.
  ///   - engine: the engine.
  /// - Returns: the state at `place`.
  /// - Throws: `SessionError` when an event does not fit the engine.
  /// - Complexity: O(events between the two), each of them O(hypotheses).
  package func state(
    at place: Int, from start: Int = 0, where state: ChatState, on engine: inout Engine
  ) throws(SessionError) -> ChatState {
    var state = state
    for step in document.tree.path(to: place, after: start) {
      try apply(step - 1, to: &state, on: &engine)
    }
    return state
  }

  /// Has entry `index` happen without asking the model.
  ///
  /// - Throws: `SessionError` when the entry does not fit the engine.
  func apply(
    _ index: Int, to state: inout ChatState, on engine: inout Engine
  ) throws(SessionError) {
    let event = document.entries[index].event
    guard case .reply(let turn) = event, let shown = document.shownTurns[index + 1] else {
      return try apply(event, of: index, to: &state, on: &engine)
    }
    try apply(.reply(shown), of: index, to: &state, on: &engine)
    try apply(.settled(place: index + 1, turn), of: index, to: &state, on: &engine)
  }

  /// Has `event`, which is entry `index` or tells of the reply there, happen without asking the
  /// model.
  ///
  /// - Throws: `SessionError` when it does not fit the engine.
  func apply(
    _ event: SessionEvent, of index: Int, to state: inout ChatState, on engine: inout Engine
  ) throws(SessionError) {
    let isReply = document.turn(at: index + 1) != nil
    let words =
      isReply && isForeign(at: index + 1) ? document.question(answeredAt: index + 1) : nil
    do {
      try engine.apply(event, to: &state, ofAnotherModelHearing: words)
    } catch {
      throw SessionError(at: index, error)
    }
  }

  /// Plays entry `index` again: the model weighs the recorded words anew.
  ///
  /// The words of another model are drawn from no lane of this one, so they count as anybody
  /// else's: no lane is their speaker, and their evidence has the exponent β of the settings.
  ///
  /// - Parameters:
  ///   - index: which entry.
  ///   - recorded: the reply as it is recorded, where another version of it is to be weighed than
  ///     the last one.
  ///   - state: where the chat is.
  ///   - engine: the engine.
  /// - Returns: the turn as it is now, where the entry is a reply.
  /// - Throws: `SessionError` when the entry does not fit the engine.
  package func play(
    _ index: Int, as recorded: Turn? = nil, in state: inout ChatState, on engine: inout Engine
  ) throws(SessionError) -> Turn? {
    guard var turn = recorded ?? document.turn(at: index + 1) else {
      try apply(index, to: &state, on: &engine)
      return nil
    }
    let isForeign = isForeign(at: index + 1)
    if isForeign {
      turn.heard = []
      turn.estimates = nil
      for sentence in turn.sentences.indices {
        // Which lanes slept is nothing to this model.
        turn.sentences[sentence].asleep = nil
        turn.sentences[sentence].tokens = model.tokens(of: turn.sentences[sentence].text)
        turn.sentences[sentence].voice = .foreign(exponent: state.settings.foreignExponent)
      }
    }
    do {
      let played = try engine.play(
        document.question(answeredAt: index + 1), from: .recorded(turn), in: state)
      state = played.state
      var again = played.turn
      if isForeign {
        // This model may not know every word, but it is these that were said.
        again.reply = turn.reply
        for sentence in again.sentences.indices {
          again.sentences[sentence].text = turn.sentences[sentence].text
        }
      }
      return again
    } catch {
      throw SessionError(at: index, error)
    }
  }

  /// Weighs the reply at `place` again as lanes knew it that read it after it was shown.
  ///
  /// - Parameters:
  ///   - recorded: the turn as it is recorded.
  ///   - place: where it was answered.
  ///   - start: the state before the reply.
  ///   - state: where the chat was when the lanes had read it.
  ///   - engine: the engine.
  /// - Returns: the turn as it is now; `nil` where the chat was elsewhere.
  /// - Throws: `SessionError` when the turn does not fit the engine.
  func settle(
    _ recorded: Turn, at place: Int, from start: ChatState, in state: inout ChatState,
    on engine: inout Engine
  ) throws(SessionError) -> Turn? {
    do {
      guard let account = state.account(before: recorded) else { return nil }
      let again = try engine.play(
        document.question(answeredAt: place), from: .recorded(recorded), in: start, by: account
      ).turn
      try engine.apply(.settled(place: place, again), to: &state)
      return again
    } catch {
      throw SessionError(at: place - 1, error)
    }
  }
}
