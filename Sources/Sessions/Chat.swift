package import Foundation
package import LanguageModels
package import MaskInference
package import Personas
package import Theatre

/// A chat in progress: the stage, and the document in which everything that happens is kept.
package struct Chat: ~Copyable {
  /// The stage.
  package internal(set) var stage: Stage
  /// What has happened so far.
  package private(set) var document: SessionDocument
  /// Everybody who may come on.
  package private(set) var library: PersonaLibrary
  /// How much of the belief may sleep through a turn, in [0, 1].
  ///
  /// Above zero a turn is given back before every lane has read it, and is not in the document
  /// until ``settle()`` or ``rest(atMost:)`` has come to its end; whatever else is done settles it
  /// first.
  package var sleepingShare = 0.0
  /// The last turn, while lanes sleep that have still to read it.
  private var pending: PendingTurn?
  private var correction: TurnCorrection?
  /// Where it is kept; `nil` where it is not.
  private var keeper: SessionFile?
  /// What was to be told of files that the chat is no longer kept in.
  private var remarks: [SessionFile.Remark] = []
  private var moments: MomentShelf

  /// Begins a chat.
  ///
  /// - Throws: `StageError` when the stage cannot be set, `SessionError` when it cannot be
  ///   recorded.
  package init(
    model: any LanguageModel, library: PersonaLibrary, hardwired: Mask?, settings: Settings,
    seed: UInt64, program: String, stop: StopSignal = .never, file: URL? = nil
  ) throws {
    let stage = try Stage(
      model: model,
      roles: library.personas.map { Role($0, staging: settings.staging ?? .first) },
      hardwired: hardwired, settings: settings, stop: stop)
    let document = try SessionDocument(
      opening: SessionDocument.Opening(
        program: program, model: model.identity, seed: seed, settings: settings,
        hardwired: stage.hardwired))
    moments = MomentShelf(first: stage.moment)
    self.stage = stage
    self.document = document
    self.library = library
    keeper = file.map { SessionFile(beginning: $0) }
  }

  /// Takes up a recorded chat where it ended, without asking the model anything yet.
  ///
  /// The cards kept in the document are used, whatever the library now has under their names.
  ///
  /// - Throws: `StageError` or `SessionError` when the recording does not fit this model.
  package init(
    resuming document: SessionDocument, model: any LanguageModel, library: PersonaLibrary,
    stop: StopSignal = .never, file: SessionFile? = nil
  ) throws {
    let playback = Playback(document, model: model, library: library)
    var stage = try playback.stage(stop: stop)
    var moments = MomentShelf(first: stage.moment)
    try playback.recall(to: document.tree.head, on: &stage)
    moments.keep(stage.moment, at: document.tree.head)
    self.moments = moments
    self.stage = stage
    self.document = document
    self.library = playback.library
    keeper = file
  }

  /// The file in which the chat is kept, where it has one.
  package var file: URL? { keeper?.url }

  /// The seed of the next turn.
  package var seed: UInt64 { document.seed }

  /// Changes the declared stack.
  ///
  /// - Returns: what a newcomer says on entering, and what the person should know of it.
  /// - Throws: `StageError`, or `SessionError` when it cannot be recorded.
  @discardableResult
  package mutating func edit(_ edit: StackEdit, at date: Date = Date()) throws -> Entrance {
    try settle()
    let entrance = try stage.declare(edit)
    try record([.mask(edit)], at: date)
    return entrance
  }

  /// Adds a persona made up in the chat.
  package mutating func add(_ persona: Persona) {
    library.insert(persona)
    stage.add(Role(persona, staging: stage.settings.staging ?? .first))
  }

  /// Changes a setting.
  ///
  /// - Returns: false where there is no such setting or the value is out of its range.
  /// - Throws: `StageError` when the stage refuses it, `SessionError` when it cannot be recorded.
  package mutating func set(_ name: String, to value: String, at date: Date = Date()) throws -> Bool
  {
    try settle()
    var settings = stage.settings
    guard let row = Settings.table.first(where: { $0.name == name }), row.write(value, &settings)
    else { return false }
    try stage.adopt(settings)
    try record([.setting(name: name, value: value)], at: date)
    return true
  }

  /// Changes the seed of the turns that follow.
  ///
  /// - Throws: `SessionError` when it cannot be recorded.
  package mutating func reseed(_ seed: UInt64, at date: Date = Date()) throws {
    try settle()
    try record([.seed(seed)], at: date)
  }

  /// Plays a turn and keeps it.
  ///
  /// - Parameters:
  ///   - text: what the user says.
  ///   - date: when.
  ///   - onPiece: called with each piece of the reply as it is spoken.
  /// - Returns: the turn as it was played; see ``sleepingShare``.
  /// - Throws: `StageError`; the chat is then as it was before the turn. `SessionError` when the
  ///   turn cannot be recorded.
  package mutating func say(
    _ text: String, at date: Date = Date(), onPiece: (String) -> Void = { _ in }
  ) throws -> Turn {
    try play(text, after: [.utterance(text)], at: date, onPiece: onPiece)
  }

  /// Keeps what the user said where the program has to end before there is an answer;
  /// ``retry(as:at:onPiece:)`` has it answered.
  ///
  /// - Throws: `SessionError` when it cannot be recorded.
  package mutating func leaveUnanswered(_ text: String, at date: Date = Date()) throws {
    // Whoever ends the program stops the lanes too, so they may not catch up any more.
    try settleInAnyCase()
    try record([.utterance(text)], at: date)
  }

  /// How far each word of the last reply moved the belief between the two stacks that led after it;
  /// `nil` where there is nothing to weigh.
  ///
  /// - Throws: `StageError.model` when the language model fails or the person stops it.
  package mutating func wordEvidence() throws(StageError) -> WordEvidence? {
    try stage.wordEvidence()
  }

  /// Has the lanes that slept through the last turn read it, and keeps the turn as it is then.
  ///
  /// - Throws: `StageError.model` when the language model fails or the person stops it,
  ///   `SessionError` when the turn cannot be recorded.
  package mutating func settle() throws {
    try stage.settle()
    try recordPending()
  }

  /// Does some of what is left to do before the next turn, for while the person types.
  ///
  /// - Parameter allowance: the most tokens that the lanes read now.
  /// - Returns: whether there is more to do.
  /// - Throws: what ``settle()`` throws.
  package mutating func rest(atMost allowance: Int) throws -> Bool {
    let isUnfinished = try stage.rest(atMost: allowance)
    if stage.isSettled { try recordPending() }
    return isUnfinished
  }

  /// Whether every lane has read the last turn, and it is in the document.
  package var isSettled: Bool { pending == nil }

  /// The last turn that was given back before every lane had read it, as it was then and as it is
  /// now.
  ///
  /// - Returns: it once, `nil` when it is asked for again.
  package mutating func takeCorrection() -> TurnCorrection? {
    defer { correction = nil }
    return correction
  }

  private mutating func recordPending() throws(SessionError) {
    guard let pending, let turn = stage.lastTurn else { return }
    self.pending = nil
    if turn != pending.turn {
      correction = TurnCorrection(number: document.turns + 1, shown: pending.turn, settled: turn)
    }
    try record(pending.events + [.reply(turn.withoutGuesses)], at: pending.date, until: pending.end)
  }

  /// Adds what has happened to the journal beside the chat's file; does nothing where it has none.
  ///
  /// - Throws: `SessionError.unwritable`, or another reason why the file cannot be had; nothing is
  ///   lost by it, the next event is kept together with this one.
  /// - Complexity: O(what is new), however long the chat.
  package func keep() throws(SessionError) { try keeper?.keep(document) }

  /// Writes the chat to its file, which stays even where nothing was said; does nothing where it
  /// has none.
  ///
  /// - Throws: `SessionError.unwritable`; the file is then as it was.
  package mutating func save() throws(SessionError) {
    try settleInAnyCase()
    try keeper?.save(document)
  }

  /// What the person should know of the chat's files and was not told yet.
  package mutating func takeFileRemarks() -> [SessionFile.Remark] {
    defer { remarks = [] }
    return remarks + (keeper?.takeRemarks() ?? [])
  }

  /// How many turns are neither in the chat's file nor in its journal; zero where it has no file.
  package var unkeptTurns: Int {
    guard let keeper else { return 0 }
    let kept = keeper.keptEvents
    return document.replyPlaces.count { $0 > kept } + (pending == nil ? 0 : 1)
  }

  /// Writes the chat to `file` and keeps it there from now on.
  ///
  /// - Throws: `SessionError.occupied` where another chat's file is there, `.unwritable` where it
  ///   cannot be written.
  package mutating func save(to file: URL) throws(SessionError) {
    guard file != self.file else { return try save() }
    try settleInAnyCase()
    if FileManager.default.fileExists(atPath: file.path) { throw .occupied(path: file.path) }
    let newer = SessionFile(beginning: file)
    try newer.save(document)
    // Everything is in the new file now. Where the old one cannot be written, what it lacks is
    // here.
    try? keeper?.close(document)
    remarks += keeper?.takeRemarks() ?? []
    keeper = newer
  }

  /// Ends keeping the chat: everything is in its file then.
  ///
  /// - Throws: `SessionError.unwritable`; everything is then in the journal, where that could be
  ///   written.
  package mutating func close() throws(SessionError) {
    try settleInAnyCase()
    try keeper?.close(document)
    remarks += keeper?.takeRemarks() ?? []
    keeper = nil
  }

  /// Settles the last turn, or where that cannot be done keeps it as it was played: with what is
  /// not known of the lanes that slept.
  private mutating func settleInAnyCase() throws(SessionError) {
    try? settle()
    try recordPending()
  }

  /// Keeps every card there is, for a model that is made of them.
  package mutating func keepAllPersonas() {
    for persona in library.personas { document.keep(persona) }
  }

  /// Gives a chat without a file one that is named after `date` and not taken.
  ///
  /// Where another chat takes the name before anything is kept, this one gets the next.
  package mutating func name(automaticallyIn folder: SessionFolder, at date: Date) {
    guard keeper == nil else { return }
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.dateFormat = "yyyy-MM-dd-HHmmss"
    let stem = formatter.string(from: date)
    let free = (1...99).map { $0 == 1 ? stem : "\(stem)-\($0)" }
      .map { folder.url.appendingPathComponent("\($0).json") }
      .filter { !FileManager.default.fileExists(atPath: $0.path) }
    keeper = free.first.map { SessionFile(beginning: $0, or: Array(free.dropFirst())) }
  }

  /// Plays a turn that `events` lead up to, on a stage where they have happened, and keeps it.
  mutating func play(
    _ text: String, after events: [SessionEvent], at date: Date, onPiece: (String) -> Void
  ) throws -> Turn {
    try settle()
    let events = namingModel(in: events)
    var seed = seed
    for case .seed(let newer) in events { seed = newer }
    // Where that fails, keeping the turn will tell; a draft must not follow what is not kept.
    let keeper = (try? keeper?.prepare(document)) == nil ? nil : keeper
    let digest = document.lastDigest
    keeper?.draft(events, at: date, after: digest)
    let turn: Turn
    do {
      turn = try stage.play(
        text, as: .improvised(seed: seed), sleeping: sleepingShare, onPiece: onPiece
      ) { turn in
        keeper?.draft(events + [.reply(turn.withoutGuesses)], at: date, after: digest)
      }
    } catch {
      keeper?.draft([], at: date, after: digest)
      throw error
    }
    pending = PendingTurn(turn: turn, events: events, date: date, end: Date())
    if stage.isSettled {
      try recordPending()
    } else {
      keeper?.draft(events + [.reply(turn.withoutGuesses)], at: date, after: digest)
    }
    return turn
  }

  /// Keeps `events`, which have happened on the stage.
  mutating func record(
    _ events: [SessionEvent], at date: Date, until end: Date? = nil
  ) throws(SessionError) {
    keepCast()
    try document.append(events, at: date, until: end)
    moments.keep(stage.moment, at: document.tree.head)
  }

  /// Has an event that is neither said nor answered happen on the stage.
  mutating func apply(_ event: SessionEvent) throws {
    switch event {
    case .mask(let edit): try stage.declare(edit, isRecorded: true)
    case .setting(let name, let value):
      var settings = stage.settings
      guard let row = Settings.table.first(where: { $0.name == name }), row.write(value, &settings)
      else { return }
      try stage.adopt(settings)
    case .seed, .model, .utterance, .reply, .branch, .goTo: break
    }
  }

  /// `events` that lead up to a reply, with the model where another one spoke so far.
  private func namingModel(in events: [SessionEvent]) -> [SessionEvent] {
    var place = document.tree.head
    var start = 0
    if case .goTo(let target) = events.first { (place, start) = (target, 1) }
    guard document.model(at: place).hash != stage.model.identity.hash else { return events }
    var events = events
    events.insert(.model(stage.model.identity), at: start)
    return events
  }

  /// Takes the stage to `place`; the document stays as it is.
  mutating func arrive(at place: Int) throws {
    guard let start = moments.nearest(to: place, in: document.tree) else { return }
    let playback = Playback(document, model: stage.model, library: library)
    stage.go(to: start.moment)
    try playback.recall(to: place, from: start.place, on: &stage)
  }

  /// Does `deed`, and where it fails takes the stage back to where it was.
  mutating func attempt<Outcome>(
    _ deed: (inout Chat) throws -> Outcome
  ) throws -> Outcome {
    let here = stage.moment
    do {
      return try deed(&self)
    } catch {
      stage.go(to: here)
      throw error
    }
  }

  private mutating func keepCast() {
    for mask in stage.filter.cast.masks {
      if let persona = library.personas.first(where: { $0.mask == mask.name }) {
        document.keep(persona)
      }
    }
  }
}

/// A turn that was played and is not in the document yet.
private struct PendingTurn {
  /// As it was played.
  let turn: Turn
  /// What led up to it.
  let events: [SessionEvent]
  let date: Date
  let end: Date
}
