package import LanguageModels
import MaskInference
package import Personas
package import Theatre

/// A recorded chat being played again on a stage.
package struct Playback {
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

  /// The stage as it was set at the beginning.
  ///
  /// - Throws: `StageError` when this model cannot carry it.
  package func stage(stop: StopSignal = .never) throws(StageError) -> Stage {
    let settings = document.opening.settings
    return try Stage(
      model: model,
      roles: library.personas.map { Role($0, staging: settings.staging ?? .first) },
      hardwired: document.opening.hardwired, settings: settings, stop: stop)
  }

  /// Takes up what leads to `place`, without asking the model, on a stage that is at `start`.
  ///
  /// - Throws: `SessionError` when an event does not fit the stage.
  package func recall(
    to place: Int, from start: Int = 0, on stage: inout Stage
  ) throws(SessionError) {
    for step in document.tree.path(to: place, after: start) { try recall(step - 1, on: &stage) }
  }

  /// Takes up entry `index` without asking the model.
  ///
  /// - Throws: `SessionError` when the entry does not fit the stage.
  func recall(_ index: Int, on stage: inout Stage) throws(SessionError) {
    guard case .reply(let turn) = document.entries[index].event else {
      return try change(index, on: &stage)
    }
    do {
      try stage.recall(
        turn, of: document.question(answeredAt: index + 1), isForeign: isForeign(at: index + 1))
    } catch {
      throw .unplayable(event: index, error)
    }
  }

  /// Plays entry `index` again: the model weighs the recorded words anew.
  ///
  /// The words of another model are drawn from no lane of this one, so they count as anybody
  /// else's: no lane is their speaker, and their evidence has the exponent β of the settings.
  ///
  /// - Returns: the turn as it is now, where the entry is a reply.
  /// - Throws: `SessionError` when the entry does not fit the stage.
  package func play(_ index: Int, on stage: inout Stage) throws(SessionError) -> Turn? {
    guard case .reply(var turn) = document.entries[index].event else {
      try change(index, on: &stage)
      return nil
    }
    let isForeign = isForeign(at: index + 1)
    if isForeign {
      turn.heard = []
      for sentence in turn.sentences.indices {
        turn.sentences[sentence].tokens = model.tokens(of: turn.sentences[sentence].text)
        turn.sentences[sentence].speaker = nil
        turn.sentences[sentence].exponent = stage.settings.foreignExponent
      }
    }
    do {
      var again = try stage.play(
        document.question(answeredAt: index + 1), as: .recorded(turn))
      if isForeign {
        // This model may not know every word, but it is these that were said.
        again.reply = turn.reply
        for sentence in again.sentences.indices {
          again.sentences[sentence].text = turn.sentences[sentence].text
        }
      }
      return again
    } catch {
      throw .unplayable(event: index, error)
    }
  }

  /// Applies an entry that is no reply.
  private func change(_ index: Int, on stage: inout Stage) throws(SessionError) {
    switch document.entries[index].event {
    case .mask(let edit):
      do {
        try stage.declare(edit, isRecorded: true)
      } catch {
        throw .unplayable(event: index, error)
      }
    case .setting(let name, let value):
      var settings = stage.settings
      guard let row = Settings.table.first(where: { $0.name == name }), row.write(value, &settings)
      else { throw .badSetting(event: index, name: name, value: value) }
      do { try stage.adopt(settings) } catch { throw .unplayable(event: index, error) }
    case .seed, .model, .utterance, .reply, .branch, .goTo: break
    }
  }
}
