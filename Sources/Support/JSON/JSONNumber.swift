/// A JSON number as it was written, so that no digit is lost however large it is.
package struct JSONNumber: Hashable, Sendable {
  /// The digits, sign, point and exponent, in JSON's grammar.
  package let literal: String

  /// A number from its JSON spelling, or nil where it is not one.
  package init?(literal: String) {
    let bytes = Array(literal.utf8)
    guard Self.end(in: bytes, from: 0) == bytes.count else { return nil }
    self.literal = literal
  }

  /// A whole number.
  package init(_ value: Int) {
    literal = String(value)
  }

  /// The number to the nearest double; infinite where it is out of a double's range.
  package var double: Double {
    Double(literal) ?? .nan
  }

  init(trusted literal: String) {
    self.literal = literal
  }

  /// Where the number that begins at `start` ends, or nil where none begins there.
  ///
  /// The grammar is RFC 8259, section 6.
  static func end(in bytes: [UInt8], from start: Int) -> Int? {
    var index = start
    func byte() -> UInt8? { index < bytes.count ? bytes[index] : nil }
    func skipDigits() -> Bool {
      let first = index
      while let digit = byte(), (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) {
        index += 1
      }
      return index > first
    }
    if byte() == UInt8(ascii: "-") { index += 1 }
    if byte() == UInt8(ascii: "0") {
      index += 1
    } else if !skipDigits() {
      return nil
    }
    if byte() == UInt8(ascii: ".") {
      index += 1
      guard skipDigits() else { return nil }
    }
    if byte() == UInt8(ascii: "e") || byte() == UInt8(ascii: "E") {
      index += 1
      if byte() == UInt8(ascii: "+") || byte() == UInt8(ascii: "-") { index += 1 }
      guard skipDigits() else { return nil }
    }
    return index
  }
}
