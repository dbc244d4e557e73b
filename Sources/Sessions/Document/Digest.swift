import Crypto
import Foundation
import Personas
import Support

/// SHA-256 over a JSON value, chained to what came before it.
enum Digest {
  /// The digest, in hexadecimal, of `tree` after something with the digest `previous`.
  static func of(_ tree: JSONTree, after previous: String) -> String {
    var hash = SHA256()
    hash.update(data: Data(previous.utf8))
    hash.update(data: tree.encoded(.canonical))
    return hash.finalize().map { String(format: "%02x", $0) }.joined()
  }
}

extension JSONTree {
  /// The value as `Codable` writes it, keys sorted.
  init(encoding value: some Encodable) throws(SessionError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      self = try JSONTree(
        parsing: try encoder.encode(value), file: "a session", limits: .session)
    } catch {
      throw .unwritable(path: "a session", reason: String(describing: error))
    }
  }
}

extension JSONTree.Limits {
  /// Sessions grow; 1 GiB is beyond any that was ever chatted.
  static let session = JSONTree.Limits(bytes: 1 << 30, depth: 128)
}
