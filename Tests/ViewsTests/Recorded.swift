import Foundation
import Sessions

/// Recorded chats to show.
enum Recorded {
  static var root: URL {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
  }

  static func session(_ name: String) throws -> SessionDocument {
    try SessionDocument(contentsOf: root.appendingPathComponent("sessions/\(name).json"))
  }

  /// What somebody might call a mask, or say, to break out of the page.
  static let hostile =
    "</title></style><script>alert(1)</script>\" onload='x' &amp; \u{1B}[31m\u{0}"

  /// The session of the captain with `hostile` as her name and in all that was said.
  static func hostileSession() throws -> SessionDocument {
    let file = root.appendingPathComponent("sessions/captain-meg.json")
    guard
      var tree = try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any]
    else { throw CocoaError(.fileReadCorruptFile) }
    tree["events"] = renamed(tree["events"] ?? [])
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "shoggoth-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let copy = folder.appendingPathComponent("hostile.json")
    try JSONSerialization.data(withJSONObject: tree).write(to: copy)
    return try SessionDocument(contentsOf: copy)
  }

  private static func renamed(_ value: Any) -> Any {
    switch value {
    case let text as String where text == "pirate": hostile
    case let list as [Any]: list.map(renamed)
    case let object as [String: Any]:
      Dictionary(
        uniqueKeysWithValues: object.map { key, value in
          let isWords = ["text", "reply", "value"].contains(key)
          return (
            key == "pirate" ? hostile : key,
            isWords && value is String ? "\(value) \(hostile)" : renamed(value)
          )
        })
    default: value
    }
  }
}
