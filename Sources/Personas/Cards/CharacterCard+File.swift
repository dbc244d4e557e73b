package import Foundation
import Support

extension CharacterCard {
  /// Reads a card from the bytes of a JSON file.
  ///
  /// - Parameters:
  ///   - data: The bytes; at most 4 MiB.
  ///   - file: What to call the card in errors.
  /// - Throws: `tooLarge`, `notJSON`, `notACard` where it is a file of another kind, or what
  ///   `init(tree:file:)` throws.
  package init(data: Data, file: String) throws(PersonaError) {
    if data.starts(with: Self.pictureSignature) {
      throw .wrongType(
        file: file, keyPath: "the whole file", expected: "a card in JSON",
        found: "a PNG picture; export the card in it as JSON")
    }
    let tree: JSONTree
    do {
      tree = try JSONTree(parsing: data, file: file)
    } catch {
      throw PersonaError(error)
    }
    if let kind = ForeignFile.kind(of: tree) { throw .notACard(file: file, kind: kind) }
    try self.init(tree: tree, file: file)
  }

  /// Reads a card from a JSON file, never more of it than a card may hold.
  ///
  /// - Throws: `unreadable` where the file is not there, not a file or not to be opened, or what
  ///   `init(data:file:)` throws.
  package init(contentsOf url: URL) throws(PersonaError) {
    try self.init(data: Self.bytes(of: url), file: url.path)
  }

  private static let pictureSignature: [UInt8] = [0x89, 0x50, 0x4E, 0x47]

  private static func bytes(of url: URL) throws(PersonaError) -> Data {
    let limit = JSONTree.Limits.card.bytes
    let contents: Data
    do {
      let target = url.resolvingSymlinksInPath()
      let attributes = try FileManager.default.attributesOfItem(atPath: target.path)
      // A pipe or a device would block the reader or never end.
      guard attributes[.type] as? FileAttributeType == .typeRegular else {
        throw PersonaError.unreadable(file: url.path, reason: "it is not a regular file")
      }
      let handle = try FileHandle(forReadingFrom: target)
      defer { try? handle.close() }
      contents = try handle.read(upToCount: limit + 1) ?? Data()
    } catch let error as PersonaError {
      throw error
    } catch {
      throw .unreadable(file: url.path, reason: error.reason)
    }
    guard contents.count <= limit else { throw .tooLarge(file: url.path, limit: limit) }
    return contents
  }
}
