import Engine
package import Foundation
import Personas
import Support

extension SessionDocument {
  /// Reads the session at `url`.
  ///
  /// - Throws: `SessionError` naming the place where the file is not what it should be.
  package init(contentsOf url: URL) throws(SessionError) {
    let path = url.path
    let data: Data
    if let obstacle = FileKind.obstacle(at: path) {
      throw .unreadable(path: path, reason: obstacle)
    }
    do {
      data = try Data(contentsOf: url)
    } catch {
      throw .unreadable(path: path, reason: error.reason)
    }
    let tree: JSONTree
    do {
      tree = try JSONTree(parsing: data, file: path, limits: .session)
    } catch {
      throw .notJSON(error)
    }
    try self.init(tree: tree, path: path)
  }

  /// Reads the session at `url`, and where that is damaged looks whether the version before is
  /// whole.
  ///
  /// - Throws: `SessionError.hasTwin` where it is, else what reading the session throws.
  init(wholeOrTwinOf url: URL) throws(SessionError) {
    do {
      try self.init(contentsOf: url)
    } catch {
      switch error {
      case .notJSON, .notSession, .badCard:
        let before = PreviousVersion.usualPlace(beside: url)
        guard let twin = try? SessionDocument(contentsOf: before) else { throw error }
        throw .hasTwin(error, path: before.path, turns: twin.turns)
      default: throw error
      }
    }
  }

  /// Makes sense of a session's JSON.
  init(tree: JSONTree, path: String) throws(SessionError) {
    func value(_ key: String, _ expected: String) throws(SessionError) -> JSONTree {
      guard let value = tree[key] else {
        throw .notSession(
          path: path, place: "the top", expected: "\"\(key)\" was expected, \(expected)")
      }
      return value
    }
    guard tree.members != nil else {
      throw .notSession(path: path, place: "the top", expected: "an object was expected")
    }
    let schema: Int = try Self.decode(
      try value("schema", "a number"), place: "schema", path: path)
    guard schema > 0 else {
      throw .notSession(path: path, place: "schema", expected: "a number from one was expected")
    }
    guard schema <= Self.schema else {
      throw .newer(path: path, schema: schema, known: Self.schema)
    }
    let openingTree = try value("opening", "the beginning of the chat")
    let opening: Opening = try Self.decode(openingTree, place: "opening", path: path)
    if let row = opening.settings.outOfRange {
      throw .notSession(
        path: path, place: "opening.settings",
        expected: "\(row.name) from \(row.range) was expected, not \(row.read(opening.settings))")
    }
    let digest: String = try Self.decode(
      try value("digest", "the digest of the opening"), place: "digest", path: path)
    guard let personaTrees = try value("personas", "a list").elements else {
      throw .notSession(path: path, place: "personas", expected: "a list was expected")
    }
    var personas: [KeptPersona] = []
    for (index, tree) in personaTrees.enumerated() {
      personas.append(try KeptPersona(tree, place: "personas[\(index)]", path: path))
    }
    guard let eventTrees = try value("events", "a list").elements else {
      throw .notSession(path: path, place: "events", expected: "a list was expected")
    }
    self.init(
      opening: opening, personas: personas, openingTree: openingTree, openingDigest: digest,
      unknown: (tree.members ?? []).filter { !Self.knownMembers.contains($0.key) })
    for (index, tree) in eventTrees.enumerated() {
      let place = "events[\(index)]"
      let entry = try Self.entry(tree, place: place, path: path)
      guard fits(entry.event) else {
        throw .notSession(
          path: path, place: "\(place).place",
          expected: "the number of an earlier event that is \(Self.kind(toldOfBy: entry.event)) "
            + "was expected")
      }
      take(entry)
    }
  }

  /// The document as it is written.
  package var encoded: Data {
    let members = [
      JSONTree.Member("schema", .number(JSONNumber(format))),
      JSONTree.Member("opening", openingTree),
      JSONTree.Member("digest", .string(openingDigest)),
      JSONTree.Member("personas", .array(keptPersonas.map(\.tree))),
      JSONTree.Member("events", .array(entries.map(\.tree))),
    ]
    return JSONTree.object(members + unknown).encoded(.indented)
  }

  /// Replaces the file at `url` in one step: anybody who looks finds the old one or the new one.
  ///
  /// - Parameters:
  ///   - url: where; its folder is made where there is none.
  ///   - previous: where the old file stays under a second name, in the place of what is there;
  ///     `nil` for nowhere.
  /// - Throws: `SessionError.unwritable`; the file is then as it was.
  package func write(to url: URL, keepingPreviousAt previous: URL? = nil) throws(SessionError) {
    do {
      try PrivateFile.makeFolder(at: url.deletingLastPathComponent())
      try PrivateFile.write(encoded, to: url) { target in
        guard let previous else { return }
        // A second name for the old file, so that there is no moment without one. On a file system
        // without second names there is no previous version, which is no reason not to write the
        // new one.
        let name = previous.path
        let draft = name + ".\(ProcessInfo.processInfo.processIdentifier)"
        guard link(target.path, draft) == 0 else { return }
        chmod(draft, PrivateFile.permissions)
        if rename(draft, name) != 0 { unlink(draft) }
        // Where both names lead to one file already, renaming leaves both.
        unlink(draft)
      }
    } catch {
      throw .unwritable(path: url.path, reason: error.reason)
    }
  }

  /// An event with its date and digest.
  static func entry(_ tree: JSONTree, place: String, path: String) throws(SessionError) -> Entry {
    Entry(
      event: try decode(tree, place: place, path: path), at: tree["at"]?.text ?? "", tree: tree,
      digest: tree["digest"]?.text ?? "")
  }

  /// What an event that tells of another one may tell of.
  private static func kind(toldOfBy event: SessionEvent) -> String {
    if case .settled = event { "a reply with the same words" } else { "no return" }
  }

  /// What a file has at its top.
  private static let knownMembers: Set = ["schema", "opening", "digest", "personas", "events"]

  static func decode<Value: Decodable>(
    _ tree: JSONTree, place: String, path: String
  ) throws(SessionError) -> Value {
    if let value = try? TreeDecoder.decode(Value.self, from: tree) { return value }
    do {
      return try JSONDecoder().decode(Value.self, from: tree.encoded(.compact))
    } catch let error as DecodingError {
      let (keys, expected) = describe(error)
      throw .notSession(
        path: path, place: ([place] + keys).joined(separator: "."), expected: expected)
    } catch {
      throw .notSession(path: path, place: place, expected: String(describing: error))
    }
  }

  private static func describe(_ error: DecodingError) -> (keys: [String], expected: String) {
    func names(_ context: DecodingError.Context) -> [String] {
      context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }
    }
    return switch error {
    case .keyNotFound(let key, let context):
      (names(context), "\"\(key.stringValue)\" is missing")
    case .typeMismatch(let type, let context): (names(context), "a \(type) was expected")
    case .valueNotFound(let type, let context): (names(context), "a \(type) was expected, not null")
    // The text was JSON already; what has no place is a number that its type cannot hold.
    case .dataCorrupted(let context) where context.codingPath.isEmpty:
      ([], "a number in it is too large, too small or not whole")
    case .dataCorrupted(let context):
      (names(context), context.debugDescription.trimmingCharacters(in: ["."]))
    @unknown default: ([], String(describing: error))
    }
  }
}
