public import Foundation
public import LanguageModels
public import MaskInference
public import Personas
public import Theatre

/// A chat in progress: the stage, and the document in which everything that happens is kept.
public struct Chat: ~Copyable {
  /// The stage.
  public private(set) var stage: Stage
  /// What has happened so far.
  public private(set) var document: SessionDocument
  /// Everybody who may come on.
  public private(set) var library: PersonaLibrary
  /// The file in which the chat is kept, where it has one.
  public private(set) var file: URL?

  /// Begins a chat.
  ///
  /// - Throws: `StageError` when the stage cannot be set, `SessionError` when it cannot be recorded.
  public init(
    model: any LanguageModel, library: PersonaLibrary, hardwired: Mask?, settings: Settings,
    seed: UInt64, program: String, stop: StopSignal = .never, file: URL? = nil
  ) throws {
    let stage = try Stage(
      model: model, roles: library.personas.map { Role($0) }, hardwired: hardwired,
      settings: settings, stop: stop)
    let document = try SessionDocument(
      opening: SessionDocument.Opening(
        program: program, model: model.identity, seed: seed, settings: settings,
        hardwired: stage.hardwired))
    self.stage = stage
    self.document = document
    self.library = library
    self.file = file
  }

  /// Takes up a recorded chat where it ended, without asking the model anything yet.
  ///
  /// The cards kept in the document are used, whatever the library now has under their names.
  ///
  /// - Throws: `StageError` or `SessionError` when the recording does not fit this model.
  public init(
    resuming document: SessionDocument, model: any LanguageModel, library: PersonaLibrary,
    stop: StopSignal = .never, file: URL? = nil
  ) throws {
    let playback = Playback(document, model: model, library: library)
    var stage = try playback.stage(stop: stop)
    for index in document.entries.indices {
      try playback.recall(index, on: &stage)
    }
    self.stage = stage
    self.document = document
    self.library = playback.library
    self.file = file
  }

  /// The seed of the next turn.
  public var seed: UInt64 { document.seed }

  /// Changes the declared stack.
  ///
  /// - Returns: what a newcomer says on entering.
  /// - Throws: `StageError`, or `SessionError` when it cannot be recorded.
  @discardableResult
  public mutating func edit(_ edit: StackEdit, at date: Date = Date()) throws -> String? {
    let greeting = try stage.declare(edit)
    keepCast()
    try document.append(.mask(edit), at: date)
    return greeting
  }

  /// Adds a persona made up in the chat.
  public mutating func add(_ persona: Persona) {
    library.insert(persona)
    stage.add(Role(persona))
  }

  /// Changes a setting.
  ///
  /// - Returns: false where there is no such setting or the value is out of its range.
  /// - Throws: `StageError` when the stage refuses it, `SessionError` when it cannot be recorded.
  public mutating func set(_ name: String, to value: String, at date: Date = Date()) throws -> Bool
  {
    var settings = stage.settings
    guard let row = Settings.table.first(where: { $0.name == name }), row.write(value, &settings)
    else { return false }
    try stage.adopt(settings)
    try document.append(.setting(name: name, value: value), at: date)
    return true
  }

  /// Changes the seed of the turns that follow.
  ///
  /// - Throws: `SessionError` when it cannot be recorded.
  public mutating func reseed(_ seed: UInt64, at date: Date = Date()) throws {
    try document.append(.seed(seed), at: date)
  }

  /// Plays a turn and keeps it.
  ///
  /// - Parameters:
  ///   - text: what the user says.
  ///   - date: when.
  ///   - onPiece: called with each piece of the reply as it is spoken.
  /// - Returns: the turn as it was played.
  /// - Throws: `StageError`; the chat is then as it was before the turn. `SessionError` when the turn
  ///   cannot be recorded.
  public mutating func say(
    _ text: String, at date: Date = Date(), onPiece: (String) -> Void = { _ in }
  ) throws -> Turn {
    let turn = try stage.play(text, as: .improvised(seed: seed), onPiece: onPiece)
    keepCast()
    try document.append(.utterance(text), at: date)
    try document.append(.reply(turn), at: Date())
    return turn
  }

  /// How far each word of the last reply moved the belief between the two stacks that led after it;
  /// `nil` where there is nothing to weigh.
  ///
  /// - Throws: `StageError.model` when the language model fails or the person stops it.
  public mutating func wordEvidence() throws(StageError) -> WordEvidence? {
    try stage.wordEvidence()
  }

  /// Writes the chat to its file; does nothing where it has none.
  ///
  /// - Throws: `SessionError.unwritable`; the file is then as it was.
  public func save() throws(SessionError) {
    // A chat in which nothing was said leaves no file behind.
    if let file, document.turns > 0 { try document.write(to: file) }
  }

  /// Writes the chat to `file` and keeps it there from now on.
  ///
  /// - Throws: `SessionError.occupied` where another chat's file is there, `.unwritable` where it
  ///   cannot be written.
  public mutating func save(to file: URL) throws(SessionError) {
    if file != self.file, FileManager.default.fileExists(atPath: file.path) {
      throw .occupied(path: file.path)
    }
    try document.write(to: file)
    self.file = file
  }

  /// Keeps every card there is, for a model that is made of them.
  public mutating func keepAllPersonas() {
    for persona in library.personas { document.keep(persona) }
  }

  /// Gives a chat without a file one that is named after `date` and not taken.
  public mutating func name(automaticallyIn folder: SessionFolder, at date: Date) {
    guard file == nil else { return }
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.dateFormat = "yyyy-MM-dd-HHmmss"
    let stem = formatter.string(from: date)
    for attempt in 1...99 {
      let name = attempt == 1 ? stem : "\(stem)-\(attempt)"
      let candidate = folder.url.appendingPathComponent("\(name).json")
      guard FileManager.default.fileExists(atPath: candidate.path) else {
        file = candidate
        return
      }
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
