package import Engine
package import Foundation
package import LanguageModels
package import MaskInference
package import Personas

/// A chat in progress: the engine, the state it is in, and the document in which everything that
/// happens is kept.
///
/// Whatever is done to it is journalled at once, and on an error leaves the chat as it was.
package struct Chat: ~Copyable {
  /// The language model with its lanes.
  package internal(set) var engine: Engine
  /// Where the chat is.
  package internal(set) var state: ChatState
  /// What has happened so far.
  package internal(set) var document: SessionDocument
  /// Everybody who may come on.
  package private(set) var library: PersonaLibrary
  /// How much of the belief may sleep through a turn, in [0, 1].
  ///
  /// Above zero a turn is given back before every lane has read it, with what is not known
  /// estimated; ``rest(atMost:)`` has the others read it.
  package var sleepingShare = 0.0
  /// The turns that lanes have still to read, the oldest first.
  var unread: [UnreadReply] = []
  var corrections: [TurnCorrection] = []
  /// Where it is kept.
  var keeping: ChatKeeping
  var states: StateCache

  /// Begins a chat.
  ///
  /// - Throws: `EngineError` when the model cannot carry it, `SessionError` when it cannot be
  ///   recorded.
  package init(
    model: any LanguageModel, library: PersonaLibrary, hardwired: Mask?, settings: Settings,
    seed: UInt64, program: String, stop: StopSignal = .never, file: URL? = nil
  ) throws {
    let engine = try Engine(
      model: model,
      roles: library.personas.map { Role($0, staging: settings.staging ?? .first) },
      settings: settings, stop: stop)
    let state = engine.opening(hardwired: hardwired, settings: settings)
    document = try SessionDocument(
      opening: SessionDocument.Opening(
        program: program, model: model.identity, seed: seed, settings: settings,
        hardwired: state.hardwired))
    states = StateCache(first: state)
    self.engine = engine
    self.state = state
    self.library = library
    keeping = ChatKeeping(in: file.map { SessionFile(beginning: $0) })
  }

  /// Takes up a recorded chat where it ended, without asking the model anything yet.
  ///
  /// The cards kept in the document are used, whatever the library now has under their names.
  ///
  /// - Throws: `EngineError` or `SessionError` when the recording does not fit this model.
  package init(
    resuming document: SessionDocument, model: any LanguageModel, library: PersonaLibrary,
    stop: StopSignal = .never, file: SessionFile? = nil
  ) throws {
    let replayer = Replayer(document, model: model, library: library)
    var engine = try replayer.engine(stop: stop)
    let opening = replayer.opening(on: engine)
    let state = try replayer.state(at: document.tree.head, where: opening, on: &engine)
    var states = StateCache(first: opening)
    states.keep(state, at: document.tree.head)
    self.states = states
    self.engine = engine
    self.state = state
    self.document = document
    self.library = replayer.library
    keeping = ChatKeeping(in: file)
  }

  /// The language model.
  package var model: any LanguageModel { engine.model }

  /// The seed of the next turn.
  package var seed: UInt64 { document.seed }

  /// Changes the declared stack.
  ///
  /// - Returns: what a newcomer says on entering, and what the person should know of it.
  /// - Throws: `EngineError`, or `SessionError` when it cannot be recorded.
  @discardableResult
  package mutating func edit(_ edit: StackEdit, at date: Date = Date()) throws -> Entrance {
    try perform { chat throws in
      let entrance = try chat.engine.declare(edit, in: &chat.state)
      try chat.record([.mask(edit)], at: date)
      return entrance
    }
  }

  /// Adds a persona made up in the chat.
  package mutating func add(_ persona: Persona) {
    library.insert(persona)
    engine.add(Role(persona, staging: state.settings.staging ?? .first))
  }

  /// Changes a setting.
  ///
  /// - Throws: `EngineError.badSetting` where there is no such setting or the value is out of its
  ///   range, `.tooWide` where the model has too few lanes for it, `SessionError` when it cannot be
  ///   recorded.
  package mutating func set(_ name: String, to value: String, at date: Date = Date()) throws {
    try take(.setting(name: name, value: value), at: date)
  }

  /// Changes the seed of the turns that follow.
  ///
  /// - Throws: `SessionError` when it cannot be recorded.
  package mutating func reseed(_ seed: UInt64, at date: Date = Date()) throws {
    try take(.seed(seed), at: date)
  }

  /// Has an event happen that is neither said nor answered nor a return.
  ///
  /// - Throws: `EngineError` when it cannot happen here, `SessionError` when it cannot be recorded.
  package mutating func take(_ event: SessionEvent, at date: Date = Date()) throws {
    try perform { chat throws in
      try chat.engine.apply(event, to: &chat.state)
      try chat.record([event], at: date)
    }
  }

  /// Plays a turn and keeps it.
  ///
  /// - Parameters:
  ///   - text: what the user says.
  ///   - date: when.
  ///   - onPiece: called with each piece of the reply as it is spoken.
  /// - Returns: the turn as it is shown; see ``sleepingShare``.
  /// - Throws: `EngineError`; the chat is then as it was before the turn. `SessionError` when the
  ///   turn cannot be recorded.
  package mutating func say(
    _ text: String, at date: Date = Date(), onPiece: (String) -> Void = { _ in }
  ) throws -> Turn {
    try perform { chat throws in
      try chat.play(text, after: [.utterance(text)], at: date, onPiece: onPiece)
    }
  }

  /// Keeps what the user said where the program has to end before there is an answer;
  /// ``retry(as:at:onPiece:)`` has it answered.
  ///
  /// - Throws: `SessionError` when it cannot be recorded.
  package mutating func leaveUnanswered(_ text: String, at date: Date = Date()) throws {
    try perform { chat throws in try chat.record([.utterance(text)], at: date) }
  }

  /// How far each word of the last reply moved the belief between the two stacks that led after it;
  /// `nil` where there is nothing to weigh.
  ///
  /// - Throws: `EngineError.model` when the language model fails or the person stops it.
  package mutating func wordEvidence() throws -> WordEvidence? {
    try perform { chat throws in try chat.engine.wordEvidence(in: chat.state) }
  }

  /// Takes note of a request to stop that was made before what is done next.
  package func forgetStopRequest() { engine.takeStopRequest() }

  /// The turns of which a number that was shown has changed, as they were then and as they are now.
  ///
  /// - Returns: each once.
  package mutating func takeCorrections() -> [TurnCorrection] {
    defer { corrections = [] }
    return corrections
  }

  /// Keeps every card there is, for a model that is made of them.
  package mutating func keepAllPersonas() {
    for persona in library.personas { document.keep(persona) }
  }

  /// Does `deed` and journals what has happened; where it fails the chat stays as it was.
  mutating func perform<Outcome>(
    _ deed: (inout Chat) throws -> Outcome
  ) throws -> Outcome {
    let events = document.entries.count
    defer { if document.entries.count > events { keeping.journal(document) } }
    let before = (state: state, unread: unread)
    do {
      return try deed(&self)
    } catch {
      (state, unread) = before
      throw error
    }
  }

  /// Plays a turn that `events` lead up to, in a state in which they have happened.
  mutating func play(
    _ text: String, after events: [SessionEvent], at date: Date, onPiece: (String) -> Void
  ) throws -> Turn {
    let events = namingModel(in: events)
    var seed = seed
    for case .seed(let newer) in events { seed = newer }
    let draft = keeping.draft(of: document)
    draft?.keep(events, at: date)
    let played: PlayedTurn
    do {
      played = try engine.play(
        text, from: .sampled(seed: seed), in: state, sleeping: sleepingShare, onPiece: onPiece
      ) { turn in
        draft?.keep(events + [.reply(turn)], at: date)
      }
    } catch {
      draft?.keep([], at: date)
      throw error
    }
    state = played.state
    try record(events + [.reply(played.turn)], at: date, until: Date())
    forgetTurnsElsewhere()
    // What was before a turn that forgot the oldest is not read any more.
    if played.turn.hasForgotten { unread = [] }
    if let turn = played.unread {
      unread.append(UnreadReply(place: document.tree.head, shown: played.turn, turn: turn))
    }
    return played.turn
  }

  /// Records `events`, which have led to the present state.
  mutating func record(
    _ events: [SessionEvent], at date: Date, until end: Date? = nil
  ) throws(SessionError) {
    for mask in state.filter.cast.masks {
      if let persona = library.personas.first(where: { $0.mask == mask.name }) {
        document.keep(persona)
      }
    }
    try document.append(events, at: date, until: end)
    states.keep(state, at: document.tree.head)
  }

  /// `events` that lead up to a reply, with the model where another one spoke so far.
  private func namingModel(in events: [SessionEvent]) -> [SessionEvent] {
    var place = document.tree.head
    var start = 0
    if case .goTo(let target) = events.first { (place, start) = (target, 1) }
    guard document.model(at: place).hash != model.identity.hash else { return events }
    var events = events
    events.insert(.model(model.identity), at: start)
    return events
  }

  /// Takes the state to `place`; the document stays as it is.
  mutating func arrive(at place: Int) throws {
    let start = states.nearest(to: place, in: document.tree)
    let replayer = Replayer(document, model: model, library: library)
    state = try replayer.state(at: place, from: start.place, where: start.state, on: &engine)
  }
}
