import Engine
import Foundation
import Personas
import Support

/// What stands in a journal.
///
/// The first line tells which document it goes on from; each further one holds an entry, a card
/// that came on, or a draft: events of a turn that is being played, which a later line replaces.
struct JournalText {
  /// The number of the format.
  static let format = 1

  /// How many events the document had.
  let base: Int
  /// The digest of the last of them, or of the opening.
  let digest: String
  /// The program that writes it.
  let process: Int32?
  /// What happened since then.
  private(set) var entries: [SessionDocument.Entry] = []
  /// The cards of those who came on since then.
  private(set) var personas: [KeptPersona] = []
  /// The turn that was being played, as far as it had come, and when it was begun.
  private(set) var draft: (events: [SessionEvent], date: Date)?
  /// The bytes in the lines that tell what happened, the drafts after them left out.
  private(set) var length: Int
  /// Whether the last line is not whole.
  private(set) var isCut = false

  /// Reads the journal of the session at `session`; `nil` where there is none, or nothing in it.
  ///
  /// - Throws: `SessionError.badJournal` with the line that is not what it should be,
  ///   `.unreadable`.
  init?(of session: URL) throws(SessionError) {
    let url = Journal.url(of: session)
    var status = stat()
    guard stat(url.path, &status) == 0, status.st_size > 0 else { return nil }
    let data: Data
    do {
      data = try Data(contentsOf: url)
    } catch {
      throw .unreadable(path: url.path, reason: error.reason)
    }
    try self.init(data, path: url.path)
  }

  init?(_ data: Data, path: String) throws(SessionError) {
    var lines = data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    // What follows the last line end is a line that was not written whole.
    let rest = lines.removeLast()
    isCut = !rest.isEmpty
    guard let first = lines.first else { return nil }
    let head = try Self.tree(first, path: path, line: 1)
    guard let format = head["journal"].flatMap(\.whole), let base = head["events"].flatMap(\.whole),
      let digest = head["digest"]?.text, base >= 0
    else {
      throw .badJournal(path: path, line: 1, expected: "the session that it continues was expected")
    }
    guard format <= Self.format else {
      throw .newer(path: path, schema: format, known: Self.format)
    }
    self.base = base
    self.digest = digest
    process = head["process"].flatMap(\.whole).flatMap(Int32.init(exactly:))
    var previous = digest
    length = first.count + 1
    var end = length
    for (index, bytes) in lines.enumerated().dropFirst() {
      let tree = try Self.tree(bytes, path: path, line: index + 1)
      func bad(_ expected: String) -> SessionError {
        .badJournal(path: path, line: index + 1, expected: expected)
      }
      end += bytes.count + 1
      if let entry = tree["entry"], entry.members != nil {
        let entry = try SessionDocument.entry(entry, place: "line \(index + 1)", path: path)
        guard entry.follows(previous) else { throw bad("its digest does not match") }
        previous = entry.digest
        entries.append(entry)
        draft = nil
        length = end
      } else if let card = tree["persona"] {
        personas.append(
          try KeptPersona(card, place: "line \(index + 1)", path: path))
        length = end
      } else if let events = tree["draft"]?.elements, let at = tree["at"]?.text,
        let date = try? Date(at, strategy: .iso8601)
      {
        var plain = tree
        plain.remove("digest")
        guard tree["digest"]?.text == Digest.of(plain, after: previous) else {
          throw bad("its digest does not match")
        }
        var drafted: [SessionEvent] = []
        for event in events {
          drafted.append(
            try SessionDocument.decode(event, place: "line \(index + 1)", path: path))
        }
        draft = drafted.isEmpty ? nil : (drafted, date)
      } else {
        throw bad("an entry, a persona or a draft was expected")
      }
    }
  }

  /// The first line of a journal that goes on from `base` events, the last of which has `digest`.
  static func head(base: Int, digest: String, process: Int32) -> JSONTree {
    .object([
      JSONTree.Member("journal", .number(JSONNumber(format))),
      JSONTree.Member("events", .number(JSONNumber(base))),
      JSONTree.Member("digest", .string(digest)),
      JSONTree.Member("process", .number(JSONNumber(Int(process)))),
    ])
  }

  /// The line of an entry.
  static func line(_ entry: SessionDocument.Entry) -> JSONTree {
    .object([JSONTree.Member("entry", entry.tree)])
  }

  /// The line of a card.
  static func line(_ persona: KeptPersona) -> JSONTree {
    .object([JSONTree.Member("persona", persona.tree)])
  }

  /// The line of a draft that follows an event with the digest `previous`.
  static func line(
    draft events: [SessionEvent], at date: Date, after previous: String
  ) throws(SessionError) -> JSONTree {
    var trees: [JSONTree] = []
    for event in events { trees.append(try JSONTree(encoding: event)) }
    var tree = JSONTree.object([
      JSONTree.Member("draft", .array(trees)),
      JSONTree.Member("at", .string(date.formatted(.iso8601))),
    ])
    tree.set("digest", to: .string(Digest.of(tree, after: previous)))
    return tree
  }

  private static func tree(
    _ bytes: Data, path: String, line: Int
  ) throws(SessionError) -> JSONTree {
    do {
      return try JSONTree(parsing: Data(bytes), file: path, limits: .session)
    } catch {
      throw .badJournal(path: path, line: line, expected: "JSON was expected")
    }
  }
}

extension JSONTree {
  /// The whole number that this is.
  fileprivate var whole: Int? {
    if case .number(let number) = self { Int(number.literal) } else { nil }
  }
}
