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
    let isReply = document.turn(at: index + 1) != nil
    let words =
      isReply && isForeign(at: index + 1) ? document.question(answeredAt: index + 1) : nil
    do {
      try engine.apply(
        document.entries[index].event, to: &state, ofAnotherModelHearing: words)
    } catch {
      throw SessionError(at: index, error)
    }
  }

  /// Plays entry `index` again: the model weighs the recorded words anew.
  ///
  /// The words of another model are drawn from no lane of this one, so they count as anybody
  /// else's: no lane is their speaker, and their evidence has the exponent β of the settings.
  ///
  /// - Returns: the turn as it is now, where the entry is a reply.
  /// - Throws: `SessionError` when the entry does not fit the engine.
  package func play(
    _ index: Int, in state: inout ChatState, on engine: inout Engine
  ) throws(SessionError) -> Turn? {
    guard case .reply(var turn) = document.entries[index].event else {
      try apply(index, to: &state, on: &engine)
      return nil
    }
    let isForeign = isForeign(at: index + 1)
    if isForeign {
      turn.heard = []
      for sentence in turn.sentences.indices {
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
}
