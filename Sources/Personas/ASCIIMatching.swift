extension Array where Element == UInt8 {
  /// Whether `pattern`, given in lower-case ASCII, stands at `index` in either case.
  ///
  /// UTF-8 bytes are compared, for a combining mark after an ASCII letter would hide the letter
  /// from a comparison of characters.
  func holds(_ pattern: StaticString, at index: Int) -> Bool {
    let length = pattern.utf8CodeUnitCount
    guard index + length <= count else { return false }
    return pattern.withUTF8Buffer { letters in
      for offset in 0..<length where self[index + offset].asciiLowercased != letters[offset] {
        return false
      }
      return true
    }
  }
}

extension UInt8 {
  /// Whether it is a blank, a tab or an end of line.
  var isSpace: Bool { self == 0x20 || self == 0x0A || self == 0x0D || self == 0x09 }

  fileprivate var asciiLowercased: UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) ? self + 32 : self
  }
}
