package import Foundation
import Personas
package import Support

/// Where sessions are kept, and how their names become files.
package struct SessionFolder: Hashable, Sendable {
  /// The folder.
  package let url: URL
  /// A folder called `sessions` where one was looked for first, which holds something else.
  package let passedOver: URL?

  /// The most bytes that a name may have; the file's and its neighbours' names are a little longer.
  static let nameLimit = 200

  /// Uses `url`, which need not exist yet.
  package init(_ url: URL, passedOver: URL? = nil) {
    self.url = url
    self.passedOver = passedOver
  }

  /// `sessions` of the current folder where that is empty or has sessions in it, else that of the
  /// user's data.
  ///
  /// Many projects have a folder of that name for something else, in which no chat should be put.
  package static func standard(currentDirectory: URL, user: UserFolders) -> SessionFolder {
    let local = SessionFolder(
      currentDirectory.appendingPathComponent("sessions", isDirectory: true))
    let usual = user.data.appendingPathComponent("sessions", isDirectory: true)
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: local.url.path, isDirectory: &isFolder),
      isFolder.boolValue
    else { return SessionFolder(usual) }
    let isEmpty = local.entries.allSatisfy { $0.hasPrefix(".") }
    return isEmpty || !local.names.isEmpty ? local : SessionFolder(usual, passedOver: local.url)
  }

  /// The file of the session called `name`; a name with a slash is a path, whose `~/` is the home.
  ///
  /// - Throws: `SessionError.badName` for a name that is no file name.
  package func file(named name: String) throws(SessionError) -> URL {
    let ending = name.hasSuffix(".json") ? "" : ".json"
    if name.contains("/") {
      guard !name.hasSuffix("/") else { throw .badName(name, .folder) }
      return UserHome().file(name + ending)
    }
    let bytes = name.utf8.count
    guard !name.isEmpty else { throw .badName(name, .empty) }
    guard !name.hasPrefix(".") else { throw .badName(name, .hidden) }
    guard bytes <= Self.nameLimit else {
      throw .badName(name, .long(bytes: bytes, limit: Self.nameLimit))
    }
    let odd = name.first { !$0.isLetter && !$0.isNumber && !"._-".contains($0) }
    if let odd { throw .badName(name, .character(odd)) }
    return url.appendingPathComponent(name + ending)
  }

  /// The names of the sessions here, in order; JSON files that are something else are left out.
  package var names: [String] {
    entries.filter { $0.hasSuffix(".json") && !$0.hasPrefix(".") }
      .filter { SessionDocument.isMeant(by: url.appendingPathComponent($0)) }
      .map { String($0.dropLast(".json".count)) }.sorted()
  }

  private var entries: [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
  }

  /// The files of the sessions here, the one written last first; of those written at the same
  /// moment the one whose name comes last.
  ///
  /// What stands in a journal only was written, too.
  package var newestFirst: [URL] {
    names.reversed().map { url.appendingPathComponent($0 + ".json") }
      .map { (file: $0, date: Self.lastWriting(of: $0)) }
      .sorted { $0.date > $1.date }
      .map(\.file)
  }

  /// When the session at `file` or its journal was written last.
  static func lastWriting(of file: URL) -> Date {
    [file, Journal.url(of: file)].compactMap { part in
      let attributes = try? FileManager.default.attributesOfItem(atPath: part.path)
      return attributes?[.modificationDate] as? Date
    }.max() ?? .distantPast
  }

  /// The file of the session called `name`, which is there.
  ///
  /// - Throws: `SessionError.missing` with the names there are, or `.badName`.
  package func find(_ name: String) throws(SessionError) -> URL {
    let file = try file(named: name)
    guard FileManager.default.fileExists(atPath: file.path) else {
      throw .missing(name: name, folder: url.path, known: names)
    }
    return file
  }
}

extension SessionDocument {
  /// Looks whether a JSON file is a session, whole or damaged, or something else.
  ///
  /// It is one where its first bytes say so or its journal or the version before is beside it. A
  /// file of nothing, or of nothing but zero bytes, as a crash leaves behind, is taken for a
  /// damaged one.
  ///
  /// - Complexity: O(1) for what this program wrote; anything else is read whole.
  static func isMeant(by file: URL) -> Bool {
    guard FileKind.obstacle(at: file.path) == nil else { return false }
    let head = beginning(of: file)
    if head.allSatisfy({ $0 == 0 }) { return true }
    let text = String(decoding: head, as: UTF8.self)
    if text.contains("\"schema\""), text.contains("\"opening\"") { return true }
    let companions = [Journal.url(of: file), PreviousVersion.usualPlace(beside: file)]
    if companions.contains(where: { FileManager.default.fileExists(atPath: $0.path) }) {
      return true
    }
    // Another program may have written it again with its keys in another order.
    guard let data = try? Data(contentsOf: file, options: .alwaysMapped),
      data.range(of: Data("\"opening\"".utf8)) != nil,
      let tree = try? JSONTree(parsing: data, file: file.path, limits: .session)
    else { return false }
    return tree["schema"] != nil && tree["opening"] != nil && tree["events"] != nil
  }

  private static func beginning(of file: URL) -> Data {
    guard let handle = try? FileHandle(forReadingFrom: file) else { return Data() }
    defer { try? handle.close() }
    return (try? handle.read(upToCount: 4096)) ?? Data()
  }
}
