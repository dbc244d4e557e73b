public import Foundation
import Personas
import Theatre

extension SessionDocument {
  /// Reads the session at `url`.
  ///
  /// - Throws: `SessionError` naming the place where the file is not what it should be.
  public init(contentsOf url: URL) throws(SessionError) {
    let path = url.path
    let data: Data
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
      throw .unreadable(path: path, reason: "it is a folder")
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
    let openingTree = try value("opening", "what the chat was begun with")
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
    var personas: [Persona] = []
    for (index, tree) in personaTrees.enumerated() {
      personas.append(try Self.persona(tree, place: "personas[\(index)]", path: path))
    }
    guard let eventTrees = try value("events", "a list").elements else {
      throw .notSession(path: path, place: "events", expected: "a list was expected")
    }
    self.init(
      opening: opening, personas: personas, openingTree: openingTree, openingDigest: digest)
    for (index, tree) in eventTrees.enumerated() {
      let place = "events[\(index)]"
      let entry = try Self.entry(tree, place: place, path: path)
      if case .goTo(let target) = entry.event, !self.tree.exists(target) {
        throw .notSession(
          path: path, place: "\(place).place",
          expected: "the number of an earlier event that is no return was expected")
      }
      take(entry)
    }
  }

  /// The document as it is written.
  public var encoded: Data {
    let tree = JSONTree.object([
      JSONTree.Member("schema", .number(JSONNumber(format))),
      JSONTree.Member("opening", openingTree),
      JSONTree.Member("digest", .string(openingDigest)),
      JSONTree.Member("personas", .array(personas.map(Self.tree))),
      JSONTree.Member("events", .array(entries.map(\.tree))),
    ])
    return tree.encoded(.indented)
  }

  /// Replaces the file at `url` in one step: whoever looks finds the old one or the new one.
  ///
  /// - Parameters:
  ///   - url: where.
  ///   - keepsPrevious: whether the old file stays beside it, under its name with a tilde.
  /// - Throws: `SessionError.unwritable`; the file is then as it was.
  public func write(to url: URL, keepingPrevious keepsPrevious: Bool = false) throws(SessionError) {
    let folder = url.deletingLastPathComponent()
    let draft = folder.appendingPathComponent(
      ".\(url.lastPathComponent).\(ProcessInfo.processInfo.processIdentifier)")
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try encoded.write(to: draft)
      // The words must be on the disk before the name points at them.
      let handle = try FileHandle(forWritingTo: draft)
      try handle.synchronize()
      try handle.close()
    } catch {
      try? FileManager.default.removeItem(at: draft)
      throw .unwritable(path: url.path, reason: error.reason)
    }
    if keepsPrevious {
      // A second name for the old file, so that there is no moment without one. Where the file system
      // has no such thing there is no previous version, which is no reason not to write the new one.
      unlink(url.path + "~")
      link(url.path, url.path + "~")
    }
    guard rename(draft.path, url.path) == 0 else {
      let reason = String(cString: strerror(errno))
      try? FileManager.default.removeItem(at: draft)
      throw .unwritable(path: url.path, reason: reason)
    }
  }

  /// An event with its date and digest.
  static func entry(_ tree: JSONTree, place: String, path: String) throws(SessionError) -> Entry {
    Entry(
      event: try decode(tree, place: place, path: path), at: tree["at"]?.text ?? "", tree: tree,
      digest: tree["digest"]?.text ?? "")
  }

  /// A card as it is kept.
  static func tree(_ persona: Persona) -> JSONTree {
    .object([
      JSONTree.Member("mask", .string(persona.mask)),
      JSONTree.Member("hash", .string(persona.contentHash)),
      JSONTree.Member("card", persona.card.tree),
    ])
  }

  /// Reads a card that was kept.
  static func persona(
    _ tree: JSONTree, place: String, path: String
  ) throws(SessionError) -> Persona {
    guard let mask = tree["mask"]?.text, let hash = tree["hash"]?.text, let card = tree["card"]
    else {
      throw .notSession(
        path: path, place: place, expected: "\"mask\", \"hash\" and \"card\" were expected")
    }
    do {
      let card = try CharacterCard(tree: card, file: path)
      guard card.contentHash == hash else {
        throw SessionError.badCard(
          path: path, mask: mask,
          reason: "its hash is \(card.contentHash.prefix(12)), recorded as \(hash.prefix(12))")
      }
      return Persona(mask: mask, card: card, origin: .session)
    } catch let error as SessionError {
      throw error
    } catch {
      throw .badCard(path: path, mask: mask, reason: String(describing: error))
    }
  }

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
      ([], "a number in it is too large, too small or no whole number")
    case .dataCorrupted(let context):
      (names(context), context.debugDescription.trimmingCharacters(in: ["."]))
    @unknown default: ([], String(describing: error))
    }
  }
}
