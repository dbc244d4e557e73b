package import Foundation

extension JSONTree {
  /// How a tree is laid out as text; the values are the same in each.
  package enum Layout: Sendable {
    /// One line, keys in their own order.
    case compact
    /// Two spaces a level and a newline at the end, keys in their own order.
    case indented
    /// One line, keys sorted by their UTF-8 bytes: equal trees give equal bytes.
    case canonical
  }

  /// The tree as JSON text in UTF-8.
  ///
  /// Only what must be escaped is escaped, and numbers keep their digits. Complexity: O(size), with
  /// a sort of each object's keys in the canonical layout.
  package func encoded(_ layout: Layout = .compact) -> Data {
    var writer = JSONWriter(layout: layout)
    writer.write(self, depth: 0)
    if layout == .indented { writer.bytes.append(UInt8(ascii: "\n")) }
    return Data(writer.bytes)
  }
}

private struct JSONWriter {
  let layout: JSONTree.Layout
  var bytes: [UInt8] = []

  mutating func write(_ tree: JSONTree, depth: Int) {
    switch tree {
    case .null: bytes += "null".utf8
    case .bool(let truth): bytes += (truth ? "true" : "false").utf8
    case .number(let number): bytes += number.literal.utf8
    case .string(let text): write(text)
    case .array(let elements):
      write(elements, between: "[", and: "]", depth: depth) { writer, element in
        writer.write(element, depth: depth + 1)
      }
    case .object(let members):
      write(inOrder(members), between: "{", and: "}", depth: depth) { writer, member in
        writer.write(member.key)
        writer.bytes += (writer.layout == .indented ? ": " : ":").utf8
        writer.write(member.value, depth: depth + 1)
      }
    }
  }

  private func inOrder(_ members: [JSONTree.Member]) -> [JSONTree.Member] {
    guard layout == .canonical else { return members }
    // String's own order is by canonical equivalence; bytes tell every two spellings apart. The
    // sort is stable, which keeps a key written twice in its order.
    return members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
  }

  private mutating func write<Item>(
    _ items: [Item], between open: Unicode.Scalar, and close: Unicode.Scalar, depth: Int,
    each: (inout Self, Item) -> Void
  ) {
    bytes.append(UInt8(ascii: open))
    for (position, item) in items.enumerated() {
      if position > 0 { bytes.append(UInt8(ascii: ",")) }
      breakLine(depth: depth + 1)
      each(&self, item)
    }
    if !items.isEmpty { breakLine(depth: depth) }
    bytes.append(UInt8(ascii: close))
  }

  private mutating func breakLine(depth: Int) {
    guard layout == .indented else { return }
    bytes.append(UInt8(ascii: "\n"))
    bytes += repeatElement(UInt8(ascii: " "), count: 2 * depth)
  }

  private mutating func write(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): bytes += #"\""#.utf8
      case UInt8(ascii: "\\"): bytes += #"\\"#.utf8
      case 0x08: bytes += #"\b"#.utf8
      case 0x09: bytes += #"\t"#.utf8
      case 0x0A: bytes += #"\n"#.utf8
      case 0x0C: bytes += #"\f"#.utf8
      case 0x0D: bytes += #"\r"#.utf8
      case ..<0x20: bytes += (#"\u"# + Unicode.Scalar(byte).paddedHexadecimal).utf8
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
