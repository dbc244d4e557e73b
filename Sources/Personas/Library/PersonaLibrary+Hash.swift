import Crypto
import Foundation

extension PersonaLibrary {
  /// SHA-256 over every mask name and card, in hexadecimal: what tells one library from another.
  package var contentHash: String {
    var hash = SHA256()
    for persona in personas.sorted(by: { $0.mask < $1.mask }) {
      hash.update(data: Data("\(persona.mask) \(persona.contentHash)\n".utf8))
    }
    return hash.finalize().map { String(format: "%02x", $0) }.joined()
  }
}
