import Engine
package import Foundation

/// Where a chat is kept: its file with the journal beside it, or nowhere.
struct ChatKeeping {
  /// The file; `nil` where the chat is not kept.
  private(set) var file: SessionFile?
  /// What was to be told of files that the chat is no longer kept in.
  private var remarks: [SessionFile.Remark] = []
  /// What came of journalling last, where the person was not told yet.
  private var outcome: Journalling?

  /// Keeps a chat in `file`, where there is one.
  init(in file: SessionFile?) { self.file = file }

  /// Adds what has happened to the journal; nothing is lost where that fails, for the next event is
  /// kept together with this one.
  ///
  /// - Complexity: O(what is new), however long the chat.
  mutating func journal(_ document: SessionDocument) {
    guard let file else { return }
    do {
      try file.keep(document)
      outcome = .kept
    } catch {
      outcome = .failed(error)
    }
  }

  /// What came of journalling since it was asked for last.
  mutating func takeOutcome() -> Journalling? {
    defer { outcome = nil }
    return outcome
  }

  /// What the person should know of the files and was not told yet.
  mutating func takeRemarks() -> [SessionFile.Remark] {
    defer { remarks = [] }
    return remarks + (file?.takeRemarks() ?? [])
  }

  /// Where the turn that is being played may be drafted; `nil` where a draft would follow what is
  /// not kept.
  func draft(of document: SessionDocument) -> Draft? {
    guard let file, (try? file.prepare(document)) != nil else { return nil }
    return Draft(file: file, digest: document.lastDigest)
  }

  /// A turn on its way, in the journal.
  struct Draft {
    fileprivate let file: SessionFile
    fileprivate let digest: String

    /// Keeps `events`, which are not in the document yet, in place of those drafted before.
    func keep(_ events: [SessionEvent], at date: Date) {
      file.draft(events, at: date, after: digest)
    }
  }

  /// Writes the chat to its file, which stays even where nothing was said.
  mutating func save(_ document: SessionDocument) throws(SessionError) {
    try file?.save(document)
  }

  /// Keeps the chat in `newer` from now on.
  mutating func move(_ document: SessionDocument, to newer: SessionFile) throws(SessionError) {
    try newer.save(document)
    // Everything is in the new file now. Where the old one cannot be written, what it lacks is
    // here.
    try? file?.close(document)
    remarks += file?.takeRemarks() ?? []
    file = newer
  }

  /// Ends keeping the chat: everything is in its file then.
  mutating func close(_ document: SessionDocument) throws(SessionError) {
    try file?.close(document)
    remarks += file?.takeRemarks() ?? []
    file = nil
  }

  /// Keeps a chat that was kept nowhere in `file`.
  mutating func begin(in file: SessionFile?) { self.file = self.file ?? file }
}

/// What came of adding to a chat's journal.
package enum Journalling: Sendable {
  /// Everything is kept.
  case kept
  /// It failed; the program tries again after the next event.
  case failed(SessionError)
}

/// The chat's file.
extension Chat {
  /// The file in which the chat is kept, where it has one.
  package var file: URL? { keeping.file?.url }

  /// Writes the chat to its file, which stays even where nothing was said; does nothing where it
  /// has none.
  ///
  /// - Throws: `SessionError.unwritable`; the file is then as it was.
  package mutating func save() throws(SessionError) {
    try keeping.save(document)
  }

  /// Writes the chat to `file` and keeps it there from now on.
  ///
  /// - Throws: `SessionError.occupied` where another chat's file is there, `.unwritable` where it
  ///   cannot be written.
  package mutating func save(to file: URL) throws(SessionError) {
    guard file != self.file else { return try save() }
    if FileManager.default.fileExists(atPath: file.path) { throw .occupied(path: file.path) }
    try keeping.move(document, to: SessionFile(beginning: file))
  }

  /// Ends keeping the chat: everything is in its file then.
  ///
  /// - Throws: `SessionError.unwritable`; everything is then in the journal, where that could be
  ///   written.
  package mutating func close() throws(SessionError) {
    try keeping.close(document)
  }

  /// Gives a chat without a file one that is named after `date` and not taken.
  ///
  /// Where another chat takes the name before anything is kept, this one gets the next.
  package mutating func name(automaticallyIn folder: SessionFolder, at date: Date) {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.dateFormat = "yyyy-MM-dd-HHmmss"
    let stem = formatter.string(from: date)
    let free = (1...99).map { $0 == 1 ? stem : "\(stem)-\($0)" }
      .map { folder.url.appendingPathComponent("\($0).json") }
      .filter { !FileManager.default.fileExists(atPath: $0.path) }
    keeping.begin(in: free.first.map { SessionFile(beginning: $0, or: Array(free.dropFirst())) })
  }

  /// What the person should know of the chat's files and was not told yet.
  package mutating func takeFileRemarks() -> [SessionFile.Remark] { keeping.takeRemarks() }

  /// What came of journalling since it was asked for last; `nil` where nothing was to be kept.
  package mutating func takeJournalling() -> Journalling? { keeping.takeOutcome() }

  /// How many turns are neither in the chat's file nor in its journal; zero where it has no file.
  package var unkeptTurns: Int {
    guard let file = keeping.file else { return 0 }
    let kept = file.keptEvents
    return document.replyPlaces.count { $0 > kept }
  }
}
