public import Foundation

/// Where sessions are kept, and how their names become files.
public struct SessionFolder: Hashable, Sendable {
  /// The folder.
  public let url: URL

  /// Uses `url`, which need not exist yet.
  public init(_ url: URL) { self.url = url }

  /// `sessions/` of the current folder where there is one, else that of the user's data folder.
  public static func standard(
    currentDirectory: URL, environment: [String: String], home: URL
  ) -> SessionFolder {
    let local = currentDirectory.appendingPathComponent("sessions", isDirectory: true)
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: local.path, isDirectory: &isFolder),
      isFolder.boolValue
    {
      return SessionFolder(local)
    }
    let data =
      environment["XDG_DATA_HOME"].flatMap { $0.isEmpty ? nil : URL(fileURLWithPath: $0) }
      ?? home.appendingPathComponent(".local/share")
    return SessionFolder(data.appendingPathComponent("shoggoth/sessions", isDirectory: true))
  }

  /// The file of the session called `name`; a name with a slash is a path as it stands.
  ///
  /// - Throws: `SessionError.badName` for a name that is no file name.
  public func file(named name: String) throws(SessionError) -> URL {
    let ending = name.hasSuffix(".json") ? "" : ".json"
    if name.contains("/") { return URL(fileURLWithPath: name + ending) }
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

  /// Reads the session called `name`.
  ///
  /// - Throws: `SessionError.missing` with the names there are, or what reading it throws.
  public func load(_ name: String) throws(SessionError) -> (document: SessionDocument, file: URL) {
    let file = try file(named: name)
    guard FileManager.default.fileExists(atPath: file.path) else {
      throw .missing(name: name, folder: url.path, known: names)
    }
    return (try SessionDocument(contentsOf: file), file)
  }
}
