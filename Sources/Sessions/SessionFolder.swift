public import Foundation
public import Personas

/// Where sessions are kept, and how their names become files.
public struct SessionFolder: Hashable, Sendable {
  /// The folder.
  public let url: URL

  /// Uses `url`, which need not exist yet.
  public init(_ url: URL) { self.url = url }

  /// `sessions/` of the current folder where there is one, else that of the user's data.
  public static func standard(currentDirectory: URL, user: UserFolders) -> SessionFolder {
    let local = currentDirectory.appendingPathComponent("sessions", isDirectory: true)
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: local.path, isDirectory: &isFolder),
      isFolder.boolValue
    {
      return SessionFolder(local)
    }
    return SessionFolder(user.data.appendingPathComponent("sessions", isDirectory: true))
  }

  /// The file of the session called `name`; a name with a slash is a path, whose `~/` is the home.
  ///
  /// - Throws: `SessionError.badName` for a name that is no file name.
  public func file(named name: String) throws(SessionError) -> URL {
    let ending = name.hasSuffix(".json") ? "" : ".json"
    if name.contains("/") {
      return URL(fileURLWithPath: UserHome().expanding(name) + ending)
    }
    let isPlain = name.allSatisfy { $0.isLetter || $0.isNumber || "._-".contains($0) }
    guard !name.isEmpty, !name.hasPrefix("."), isPlain, name.utf8.count <= 200 else {
      throw .badName(name)
    }
    return url.appendingPathComponent(name + ending)
  }

  /// The names of the sessions here, in order.
  public var names: [String] {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
    return files.filter { $0.hasSuffix(".json") && !$0.hasPrefix(".") }
      .map { String($0.dropLast(".json".count)) }.sorted()
  }

  /// The files of the sessions here, the one written last first; of those written at the same moment
  /// the one whose name comes last.
  ///
  /// What stands in a journal only was written, too.
  public var newestFirst: [URL] {
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
  public func find(_ name: String) throws(SessionError) -> URL {
    let file = try file(named: name)
    guard FileManager.default.fileExists(atPath: file.path) else {
      throw .missing(name: name, folder: url.path, known: names)
    }
    return file
  }
}
