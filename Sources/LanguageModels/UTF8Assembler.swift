/// Makes text of bytes that arrive in pieces, holding back a character that is not whole yet.
package struct UTF8Assembler: Sendable {
  private var pending: [UInt8] = []

  /// Creates an assembler with nothing pending.
  package init() {}

  /// Takes `bytes` and gives the text that is whole so far.
  ///
  /// Bytes that can never become a character give U+FFFD.
  package mutating func append(_ bytes: [UInt8]) -> String {
    pending += bytes
    let whole = pending.count - incompleteSuffix
    let text = String(decoding: pending[..<whole], as: UTF8.self)
    pending.removeFirst(whole)
    return text
  }

  /// Gives what is left; an unfinished character becomes U+FFFD.
  package mutating func finish() -> String {
    defer { pending = [] }
    return String(decoding: pending, as: UTF8.self)
  }

  /// The number of bytes at the end that begin a character without ending it.
  private var incompleteSuffix: Int {
    for back in 1...3 where back <= pending.count {
      let byte = pending[pending.count - back]
      if byte & 0b1100_0000 == 0b1000_0000 { continue }
      let length =
        switch byte {
        case 0b1100_0010..<0b1110_0000: 2
        case 0b1110_0000..<0b1111_0000: 3
        case 0b1111_0000..<0b1111_0101: 4
        default: 1
        }
      return length > back ? back : 0
    }
    return 0
  }
}
