/// A recursive-descent reader of JSON with a bound on depth.
///
/// Foundation's readers keep neither the order of keys nor large integers, and do not say in which
/// column they gave up.
struct JSONParser {
  private let bytes: [UInt8]
  private let file: String
  private let depthLimit: Int
  private var index = 0

  init(bytes: [UInt8], file: String, depthLimit: Int) {
    self.bytes = bytes
    self.file = file
    self.depthLimit = depthLimit
  }

  mutating func document() throws(JSONError) -> JSONTree {
    if bytes.starts(with: Self.byteOrderMark) { index = Self.byteOrderMark.count }
    try checkEncoding()
    let tree = try value(depth: 0)
    skipSpace()
    try refuseComma(expected: "nothing after the JSON value")
    guard index == bytes.count else { throw failure(expected: "nothing after the JSON value") }
    return tree
  }

  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// Finds the first byte that repairing decodes otherwise, before any string is taken from the
  /// bytes.
  private func checkEncoding() throws(JSONError) {
    guard (try? UTF8Span(validating: bytes.span)) == nil else { return }
    let repaired = String(decoding: bytes, as: UTF8.self).utf8
    let offset = zip(bytes, repaired).enumerated().first { $1.0 != $1.1 }?.offset ?? bytes.count
    throw failure(expected: "text in UTF-8", at: offset)
  }

  private var byte: UInt8? { index < bytes.count ? bytes[index] : nil }

  private mutating func skipSpace() {
    while let byte, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { index += 1 }
  }

  private mutating func take(_ expected: Unicode.Scalar) -> Bool {
    guard byte == UInt8(ascii: expected) else { return false }
    index += 1
    return true
  }

  private mutating func value(depth: Int) throws(JSONError) -> JSONTree {
    skipSpace()
    switch byte {
    case UInt8(ascii: "{"): return .object(try members(depth: depth + 1))
    case UInt8(ascii: "["): return .array(try elements(depth: depth + 1))
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return .number(try number())
    }
  }

  private mutating func word(_ word: String, _ tree: JSONTree) throws(JSONError) -> JSONTree {
    guard bytes[index...].starts(with: word.utf8) else { throw failure(expected: "a JSON value") }
    index += word.utf8.count
    return tree
  }

  private mutating func number() throws(JSONError) -> JSONNumber {
    guard let end = JSONNumber.end(in: bytes, from: index) else {
      throw failure(expected: "a JSON value")
    }
    defer { index = end }
    return JSONNumber(trusted: String(decoding: bytes[index..<end], as: UTF8.self))
  }

  private mutating func elements(depth: Int) throws(JSONError) -> [JSONTree] {
    try checkDepth(depth)
    index += 1
    skipSpace()
    var elements: [JSONTree] = []
    if take("]") { return elements }
    while true {
      try refuseComma(expected: "a JSON value")
      elements.append(try value(depth: depth))
      skipSpace()
      if take("]") { return elements }
      try comma(before: "]")
    }
  }

  private mutating func members(depth: Int) throws(JSONError) -> [JSONTree.Member] {
    try checkDepth(depth)
    index += 1
    skipSpace()
    var members: [JSONTree.Member] = []
    if take("}") { return members }
    while true {
      try refuseComma(expected: "a key in double quotes")
      guard byte == UInt8(ascii: "\"") else { throw failure(expected: "a key in double quotes") }
      let key = try string()
      skipSpace()
      guard take(":") else { throw failure(expected: "':'") }
      members.append(JSONTree.Member(key, try value(depth: depth)))
      skipSpace()
      if take("}") { return members }
      try comma(before: "}")
    }
  }

  /// Takes the comma after an element, and the space up to the next element, which has to be there.
  private mutating func comma(before end: Unicode.Scalar) throws(JSONError) {
    let comma = index
    guard take(",") else { throw failure(expected: "',' or '\(end)'") }
    skipSpace()
    if byte == UInt8(ascii: end) {
      throw failure(expected: "'\(end)'", found: Self.surplusComma, at: comma)
    }
  }

  /// Refuses a comma where an element or the end should stand.
  private func refuseComma(expected: String) throws(JSONError) {
    guard byte == UInt8(ascii: ",") else { return }
    throw failure(expected: expected, found: Self.surplusComma, at: index)
  }

  private static let surplusComma = "a comma too many"

  private func checkDepth(_ depth: Int) throws(JSONError) {
    guard depth <= depthLimit else {
      throw failure(expected: "at most \(depthLimit) lists and objects inside one another")
    }
  }
}

extension JSONParser {
  private mutating func string() throws(JSONError) -> String {
    index += 1
    var text = ""
    while true {
      let start = index
      while let byte, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 {
        index += 1
      }
      let plain = String(decoding: bytes[start..<index], as: UTF8.self)
      if take("\"") { return text.isEmpty ? plain : text + plain }
      guard byte == UInt8(ascii: "\\") else {
        throw failure(
          expected: byte == nil ? "'\"' at the end of a string" : "an escape such as \\n or \\t")
      }
      text += plain
      text.unicodeScalars.append(try escape())
    }
  }

  private mutating func escape() throws(JSONError) -> Unicode.Scalar {
    let start = index
    index += 1
    let letter = byte
    index += 1
    switch letter {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{08}"
    case UInt8(ascii: "f"): return "\u{0C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try unicodeEscape(from: start)
    default:
      throw failure(expected: "one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u", at: start)
    }
  }

  /// The scalar of an escape whose backslash is at `start` and whose digits begin at `index`.
  private mutating func unicodeEscape(from start: Int) throws(JSONError) -> Unicode.Scalar {
    let first = try hexadecimal()
    if let scalar = Unicode.Scalar(first) { return scalar }
    if UTF16.isLeadSurrogate(first), take("\\"), take("u") {
      let second = try hexadecimal()
      let pair = 0x10000 + (UInt32(first) & 0x3FF) << 10 + UInt32(second) & 0x3FF
      if UTF16.isTrailSurrogate(second), let scalar = Unicode.Scalar(pair) { return scalar }
    }
    throw failure(expected: "both halves of a surrogate pair", at: start)
  }

  private mutating func hexadecimal() throws(JSONError) -> UInt16 {
    let digits = bytes[index...].prefix(4)
    guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
      let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
    else {
      throw failure(expected: "four hexadecimal digits")
    }
    index += 4
    return unit
  }
}

extension JSONParser {
  private func failure(expected: String) -> JSONError {
    failure(expected: expected, at: index)
  }

  private func failure(expected: String, at offset: Int) -> JSONError {
    failure(expected: expected, found: found(at: offset), at: offset)
  }

  private func failure(expected: String, found: String, at offset: Int) -> JSONError {
    let newline = UInt8(ascii: "\n")
    let before = bytes[..<min(offset, bytes.count)]
    let lineStart = before.lastIndex(of: newline).map { $0 + 1 } ?? 0
    var line = before[lineStart...]
    if lineStart == 0, line.starts(with: Self.byteOrderMark) {
      line = line.dropFirst(Self.byteOrderMark.count)
    }
    return .malformed(
      file: file,
      line: before.count { $0 == newline } + 1,
      column: line.count { $0 & 0xC0 != 0x80 } + 1,
      expected: expected,
      found: found)
  }

  private func found(at offset: Int) -> String {
    guard offset < bytes.count else { return "the end of the file" }
    var decoder = UTF8()
    var rest = bytes[offset...].makeIterator()
    guard case .scalarValue(let scalar) = decoder.decode(&rest) else {
      return "byte 0x" + String(bytes[offset], radix: 16, uppercase: true)
    }
    if scalar == "\n" { return "the end of the line" }
    return scalar.properties.generalCategory == .control
      ? "control character U+" + scalar.paddedHexadecimal : "'\(scalar)'"
  }
}

extension Unicode.Scalar {
  /// The code point in at least four upper-case hexadecimal digits.
  var paddedHexadecimal: String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
