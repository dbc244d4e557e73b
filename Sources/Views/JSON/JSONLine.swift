import Foundation

extension Encodable {
  /// The value as one line of JSON, keys sorted.
  ///
  /// - Throws: `EncodingError` when it holds a number that JSON has no word for.
  package var line: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
  }
}
