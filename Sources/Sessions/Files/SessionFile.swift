import Engine
package import Foundation
import Personas
import Support

/// A session's file while a chat is kept in it, with the journal beside it.
///
/// Each event goes into the journal at once, which costs the same however long the chat is; the
/// file itself is written at the end, or when the person asks for it. Nobody else can open the
/// session for writing meanwhile.
package final class SessionFile {
  /// Where it is.
  package private(set) var url: URL
  /// Where it may be instead, the best first, until something is kept.
  private var others: [URL]
  /// `nil` while nothing was kept in a new file.
  private var journal: Journal?
  /// How many events are on the disk, in the file and the journal.
  private var kept = 0
  /// The cards on the disk.
  private var masks: Set<String> = []
  /// How many events are in the file.
  private var written = 0
  /// Whether the journal's last line is a draft that counts.
  private var hasDraft = false
  /// Whether the file was begun here.
  private let isNew: Bool
  /// Whether the journal has its first line.
  private var hasHead = false
  /// Whether the person asked for the file, so that it stays even where nothing was said.
  private var isAskedFor = false
  /// The file as it was read or written here last.
  private var version: FileVersion?
  /// Where the version before goes, once that was found out.
  private var previous: URL?
  private var remarks: [Remark] = []

  /// Something about the files that the person should know.
  package enum Remark: Hashable, Sendable, CustomStringConvertible {
    /// There was no file, but a version of one before, which is left as it is.
    case previousFound(path: String, turns: Int)
    /// Somebody else had changed the file, and what they made of it is kept elsewhere.
    case setAside(path: String)

    /// One line for people.
    package var description: String {
      switch self {
      case .previousFound(let path, let turns):
        "an earlier chat of this name is in \(path) (\(turns) turn\(turns == 1 ? "" : "s")), and "
          + "its session file is gone. The program leaves that file alone and begins a new chat. "
          + "To go on with the earlier one, copy it to a name that ends in .json and load that."
      case .setAside(let path):
        "another program changed the session file; the changed version is kept in \(path)."
      }
    }
  }

  /// What the person should know of the files and was not told yet.
  package func takeRemarks() -> [Remark] {
    defer { remarks = [] }
    return remarks
  }

  /// Keeps a new chat at `url`, once there is something to keep, or at the first of `others` that
  /// is free then where `url` is not.
  package init(beginning url: URL, or others: [URL] = []) {
    self.url = url
    self.others = others
    isNew = true
    let before = PreviousVersion.usualPlace(beside: url)
    if !FileManager.default.fileExists(atPath: url.path),
      let document = try? SessionDocument(contentsOf: before)
    {
      remarks = [.previousFound(path: before.path, turns: document.turns)]
    }
  }

  /// Opens the session at `url` to go on with it, and locks it.
  ///
  /// What a program that did not come to its end had left in the journal is taken in.
  ///
  /// - Throws: `SessionError.busy` where another program has it open, or what reading it throws.
  package static func open(
    _ url: URL
  ) throws(SessionError) -> (file: SessionFile, document: SessionDocument, recovery: Recovery?) {
    // Before the lock, which makes a file: a folder that cannot be written is no reason not to
    // read.
    let journal: Journal?
    do {
      journal = try Journal(of: url)
    } catch .unwritable {
      journal = nil
    }
    do {
      let text = try JournalText(of: url)
      let version = FileVersion(of: url)
      var document = try SessionDocument(wholeOrTwinOf: url)
      let written = document.entries.count
      let masks = document.personas.map(\.mask) + (text?.personas.map(\.persona.mask) ?? [])
      let recovery = try document.take(in: text, path: Journal.url(of: url).path)
      let file = SessionFile(url, journal, written: written, masks: Set(masks))
      file.version = version
      file.kept = document.entries.count - (recovery?.drafted ?? 0)
      if let text {
        journal?.goOn(after: text.length)
        file.hasHead = true
        file.hasDraft = text.draft != nil
      }
      // Where that fails now, it is tried again after the next event.
      _ = try? file.ready(for: document)
      if recovery != nil { try? file.keep(document) }
      return (file, document, recovery)
    } catch {
      journal?.removeIfEmpty()
      throw error
    }
  }

  private init(_ url: URL, _ journal: Journal?, written: Int, masks: Set<String>) {
    self.url = url
    others = []
    self.journal = journal
    self.written = written
    self.masks = masks
    isNew = false
  }

  deinit {
    // Where the chat was never closed, but has nothing that is not in the file.
    if kept == written, !hasDraft { journal?.remove() }
  }

  /// Adds to the journal what of `document` is not on the disk yet.
  ///
  /// - Throws: `SessionError.unwritable`, `.busy` or `.occupied`; what is missing is added the next
  ///   time.
  package func keep(_ document: SessionDocument) throws(SessionError) {
    // A chat in which nothing was said leaves nothing behind.
    if isNew, journal == nil, !document.hasWords { return }
    let journal = try ready(for: document)
    var lines = document.keptPersonas.filter { !masks.contains($0.persona.mask) }
      .map(JournalText.line)
    lines += document.entries[kept...].map(JournalText.line)
    guard !lines.isEmpty else { return }
    try journal.add(lines)
    kept = document.entries.count
    masks = Set(document.personas.map(\.mask))
    hasDraft = false
  }

  /// Makes the file ready for drafts, with everything in it that has happened.
  ///
  /// - Throws: `SessionError.unwritable`, `.busy` or `.occupied`.
  func prepare(_ document: SessionDocument) throws(SessionError) {
    _ = try ready(for: document)
    try keep(document)
  }

  /// Notes what would follow the event with the digest `previous`, the last one kept, if the
  /// program ended now.
  ///
  /// The next event kept replaces it, and so does the next draft; an empty one takes it back.
  /// Where it cannot be written nothing is said: the events themselves will tell.
  func draft(_ events: [SessionEvent], at date: Date, after previous: String) {
    guard let journal, hasHead, !events.isEmpty || hasDraft,
      let line = try? JournalText.line(draft: events, at: date, after: previous)
    else { return }
    // No need to wait for the disk: the system has the words even if the program is killed.
    guard (try? journal.add([line], synchronizing: false)) != nil else { return }
    hasDraft = !events.isEmpty
  }

  /// How many events are on the disk, in the file or in the journal.
  var keptEvents: Int { kept }

  /// Writes `document` to the file because the person asks for it: it stays even where nothing was
  /// said.
  ///
  /// - Throws: what ``write(_:)`` throws.
  package func save(_ document: SessionDocument) throws(SessionError) {
    try write(document)
    isAskedFor = true
  }

  /// Writes `document` to the file, keeping the version before, and empties the journal.
  ///
  /// - Throws: `SessionError.unwritable`, `.busy` or `.occupied`.
  package func write(_ document: SessionDocument) throws(SessionError) {
    // The lock is needed, but not that the journal takes a line.
    let journal = try locked(for: document)
    let isComplete = written == document.entries.count && masks.count == document.personas.count
    let found = FileVersion(of: url)
    if isComplete, let found, found == version { return }
    if let found, found != version {
      // Not what was read or written here: whatever it is, it may be all that somebody has.
      let aside = PreviousVersion.freePlace(beside: url)
      try document.write(to: url, keepingPreviousAt: aside)
      if let aside { remarks.append(.setAside(path: aside.path)) }
    } else {
      previous = previous ?? PreviousVersion.place(for: document, beside: url)
      try document.write(to: url, keepingPreviousAt: previous)
    }
    version = FileVersion(of: url)
    kept = document.entries.count
    written = kept
    masks = Set(document.personas.map(\.mask))
    hasHead = false
    hasDraft = false
    journal.empty()
    _ = try? ready(for: document)
  }

  /// Ends keeping: writes what is not in the file yet, and takes the journal away.
  ///
  /// A new chat in which nothing was said leaves nothing behind.
  ///
  /// - Throws: `SessionError.unwritable`; the journal then stays, with everything in it.
  package func close(_ document: SessionDocument) throws(SessionError) {
    if !document.hasWords, isNew, !isAskedFor {
      guard journal != nil else { return }
      // Only what was written here may go.
      if FileVersion(of: url) == version { unlink(url.path) }
    } else if written < document.entries.count {
      try write(document)
    }
    journal?.remove()
    journal = nil
  }

  /// The journal, which nobody else has.
  private func locked(for document: SessionDocument) throws(SessionError) -> Journal {
    if let journal { return journal }
    let journal = try begin(document)
    self.journal = journal
    return journal
  }

  /// The journal, with its first line.
  private func ready(for document: SessionDocument) throws(SessionError) -> Journal {
    let journal = try locked(for: document)
    if !hasHead {
      try journal.add([
        JournalText.head(
          base: written, digest: document.digest(after: written),
          process: ProcessInfo.processInfo.processIdentifier)
      ])
      hasHead = true
    }
    return journal
  }

  private func begin(_ document: SessionDocument) throws(SessionError) -> Journal {
    do {
      try PrivateFile.makeFolder(at: url.deletingLastPathComponent())
    } catch {
      throw .unwritable(path: url.path, reason: error.reason)
    }
    while true {
      do {
        return try claim(for: document)
      } catch {
        switch error {
        case .busy where !others.isEmpty, .occupied where !others.isEmpty:
          url = others.removeFirst()
        default: throw error
        }
      }
    }
  }

  /// Takes the file for this chat, which nobody else can do at the same time.
  private func claim(for document: SessionDocument) throws(SessionError) -> Journal {
    let journal = try Journal(of: url)
    guard isNew else {
      // The folder could not be written when the session was opened, so it was not locked since.
      guard try SessionDocument(contentsOf: url).lastDigest == document.digest(after: written),
        try JournalText(of: url) == nil
      else { throw .occupied(path: url.path) }
      version = FileVersion(of: url)
      return journal
    }
    // Somebody else's words are never written over, nor those left in a journal without a file.
    guard !FileManager.default.fileExists(atPath: url.path), try JournalText(of: url) == nil else {
      journal.removeIfEmpty()
      throw .occupied(path: url.path)
    }
    try document.write(to: url)
    version = FileVersion(of: url)
    written = document.entries.count
    kept = written
    masks = Set(document.personas.map(\.mask))
    return journal
  }
}
