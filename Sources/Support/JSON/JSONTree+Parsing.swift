package import Foundation

extension JSONTree {
  /// How much untrusted JSON may ask of the reader.
  package struct Limits: Equatable, Sendable {
    /// The most bytes a document may have.
    package var bytes: Int
    /// The most arrays and objects that may stand inside one another.
    package var depth: Int

    /// Limits of the caller's own choice.
    package init(bytes: Int, depth: Int) {
      self.bytes = bytes
      self.depth = depth
    }

    /// What a character card may have: 4 MiB, and 128 levels.
    package static let card = Limits(bytes: 4 * 1024 * 1024, depth: 128)
  }

  /// Reads a whole JSON document (RFC 8259) in UTF-8, with or without a byte order mark.
  ///
  /// Complexity: O(bytes).
  /// - Parameters:
  ///   - data: The document.
  ///   - file: What to call the document in errors.
  ///   - limits: What is too large or too deep.
  /// - Throws: `tooLarge`, or `malformed` with the first place where the grammar, the encoding or
  ///   the depth limit is broken. An escaped surrogate without its other half is refused, for no
  ///   Swift string could hold it and give it back.
  package init(
    parsing data: Data, file: String, limits: Limits = .card
  ) throws(JSONError) {
    guard data.count <= limits.bytes else {
      throw .tooLarge(file: file, limit: limits.bytes)
    }
    var parser = JSONParser(bytes: Array(data), file: file, depthLimit: limits.depth)
    self = try parser.document()
  }
}
