import Foundation

/// Takes example talk apart, byte by byte.
struct DialogueParser {
  let bytes: [UInt8]
  let notation: Dialogue.Notation
  let speakers: [String: Dialogue.Speaker]

  init(
    bytes: [UInt8], characterNames: [String], userNames: [String], notation: Dialogue.Notation
  ) {
    self.bytes = bytes
    self.notation = notation
    let character = characterNames + ["{{char}}", "<bot>", "<char>"]
    let user = userNames + ["{{user}}", "<user>"]
    speakers = Dictionary(
      character.map { ($0.lowercased(), .character) } + user.map { ($0.lowercased(), .user) },
      uniquingKeysWith: { first, _ in first })
  }

  func exchanges() -> [ExampleExchange] {
    var exchanges: [ExampleExchange] = []
    var start = 0
    for index in bytes.indices where index >= start {
      guard let length = markLength(at: index) else { continue }
      exchanges += exchange(in: start..<index)
      start = index + length
    }
    return exchanges + exchange(in: start..<bytes.count)
  }

  /// The length in bytes of what sets exchanges apart at `index`, or nil where nothing does.
  private func markLength(at index: Int) -> Int? {
    switch bytes[index] {
    case UInt8(ascii: "<"):
      return bytes.holds("<start>", at: index) ? "<start>".utf8.count : nil
    case UInt8(ascii: "{") where notation == .liberal && bytes.holds("{{", at: index):
      var end = index + 2
      func skipBlanks() { while end < bytes.count, bytes[end] == 0x20 { end += 1 } }
      skipBlanks()
      guard bytes.holds("start", at: end) else { return nil }
      end += "start".utf8.count
      skipBlanks()
      return bytes.holds("}}", at: end) ? end + 2 - index : nil
    case UInt8(ascii: "E") where notation == .liberal:
      guard bytes.holds("end_of_dialog", at: index) else { return nil }
      let length = "end_of_dialog".utf8.count
      return bytes.holds("ue", at: index + length) ? length + 2 : length
    default: return nil
    }
  }

  /// The exchange in a range of bytes, or none where it has no text.
  private func exchange(in range: Range<Int>) -> [ExampleExchange] {
    var lines: [ExampleExchange.Line] = []
    var speaker = Dialogue.Speaker.narration
    var text = range.lowerBound..<range.lowerBound
    func finish() {
      let first = bytes[text].firstIndex { !$0.isSpace } ?? text.upperBound
      let last = bytes[text].lastIndex { !$0.isSpace } ?? first
      guard first < text.upperBound else { return }
      lines.append(
        ExampleExchange.Line(
          speaker: speaker, text: String(decoding: bytes[first...last], as: UTF8.self),
          offset: first))
    }
    for line in bytes[range].split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: true) {
      if let (next, start) = self.speaker(of: line) {
        finish()
        speaker = next
        text = start..<line.endIndex
      } else {
        text = text.lowerBound..<line.endIndex
      }
    }
    finish()
    return lines.isEmpty ? [] : [ExampleExchange(lines: lines)]
  }

  /// The speaker that a line names and where the words begin, or nil where it names none.
  private func speaker(of line: ArraySlice<UInt8>) -> (Dialogue.Speaker, start: Int)? {
    var search = line.startIndex
    // A name may hold a colon itself, though hardly more than two.
    for _ in 0..<3 {
      guard let colon = colon(in: line[search...]) else { return nil }
      let name = String(decoding: line[..<colon.lowerBound], as: UTF8.self)
        .trimmingCharacters(in: .whitespaces).lowercased()
      if let speaker = speakers[name] { return (speaker, colon.upperBound) }
      if notation == .liberal, let speaker = ornate(name, before: line[colon.upperBound...]) {
        return speaker
      }
      search = colon.upperBound
    }
    return nil
  }

  /// The first colon; a full-width one is three bytes long.
  private func colon(in line: ArraySlice<UInt8>) -> Range<Int>? {
    let wide: [UInt8] = [0xEF, 0xBC, 0x9A]
    for index in line.indices {
      if line[index] == UInt8(ascii: ":") { return index..<index + 1 }
      if notation == .liberal, line[index...].starts(with: wide) {
        return index..<index + wide.count
      }
    }
    return nil
  }

  /// The speaker that a name with marks of emphasis around it means, or with blanks in its braces.
  ///
  /// Marks that open before the name must close right before or right after the colon, for
  /// otherwise they belong to the words.
  private func ornate(
    _ name: String, before words: ArraySlice<UInt8>
  ) -> (Dialogue.Speaker, start: Int)? {
    let marks = name.prefix { $0 == "*" || $0 == "_" }
    var plain = name.dropFirst(marks.count)
    var start = words.startIndex
    if plain.hasSuffix(marks) {
      plain = plain.dropLast(marks.count)
    } else if words.starts(with: marks.utf8) {
      start += marks.utf8.count
    } else {
      return nil
    }
    plain = Substring(plain.trimmingCharacters(in: .whitespaces))
    if let speaker = speakers[String(plain)] { return (speaker, start) }
    guard plain.hasPrefix("{{"), plain.hasSuffix("}}") else { return nil }
    let macro = plain.dropFirst(2).dropLast(2).trimmingCharacters(in: .whitespaces)
    if macro.hasPrefix("random_user_") { return (.user, start) }
    return speakers["{{\(macro)}}"].map { ($0, start) }
  }
}
