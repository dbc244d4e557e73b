extension String {
  /// The text without anything that could steer a terminal or hide in a prompt.
  ///
  /// Whole escape sequences go (ECMA-48: ESC, CSI, OSC, DCS, SOS, PM and APC, in their 7-bit and
  /// 8-bit forms), then every other C0 and C1 control character and DEL; newline and tab stay, and
  /// a carriage return becomes a newline. A sequence that never ends loses its introducer only, so
  /// no text after it is swallowed. Complexity: O(length).
  package func withoutControlCharacters() -> String {
    guard hasControlCharacters || utf8.contains(0x0D) else { return self }
    var scan = ControlScan(scalars: Array(unicodeScalars))
    return scan.plainText()
  }

  /// Whether the text holds a control character other than newline, tab and carriage return.
  package var hasControlCharacters: Bool {
    guard utf8.contains(where: { $0 < 0x20 || $0 == 0x7F || $0 == 0xC2 }) else { return false }
    return unicodeScalars.contains {
      $0.properties.generalCategory == .control && $0 != "\n" && $0 != "\t" && $0 != "\r"
    }
  }
}

private struct ControlScan {
  let scalars: [Unicode.Scalar]
  private var index = 0

  init(scalars: [Unicode.Scalar]) {
    self.scalars = scalars
  }

  mutating func plainText() -> String {
    var plain = String.UnicodeScalarView()
    while index < scalars.count {
      let scalar = scalars[index]
      index += 1
      switch scalar.value {
      case 0x09, 0x0A:
        plain.append(scalar)
      case 0x0D:
        if peek(0) != 0x0A { plain.append("\n") }
      case 0x1B:
        skipEscape()
      case 0x9B:
        skipControlSequence()
      case 0x90, 0x98, 0x9D, 0x9E, 0x9F:
        skipControlString()
      case ..<0x20, 0x7F...0x9F:
        break
      default:
        plain.append(scalar)
      }
    }
    return String(plain)
  }

  private func peek(_ distance: Int) -> UInt32? {
    let position = index + distance
    return position < scalars.count ? scalars[position].value : nil
  }

  private func run(of range: ClosedRange<UInt32>, from distance: Int) -> Int {
    var end = distance
    while let value = peek(end), range.contains(value) { end += 1 }
    return end
  }

  private mutating func skipEscape() {
    switch peek(0) {
    case 0x5B:
      index += 1
      skipControlSequence()
    case 0x50, 0x58, 0x5D, 0x5E, 0x5F:
      index += 1
      skipControlString()
    default:
      let final = run(of: 0x20...0x2F, from: 0)
      if let value = peek(final), (0x30...0x7E).contains(value) { index += final + 1 }
    }
  }

  private mutating func skipControlSequence() {
    let final = run(of: 0x20...0x2F, from: run(of: 0x30...0x3F, from: 0))
    if let value = peek(final), (0x40...0x7E).contains(value) { index += final + 1 }
  }

  /// Skips to BEL or ST.
  ///
  /// Any other control character means that the string never ended; stopping at it also keeps the
  /// whole scan linear.
  private mutating func skipControlString() {
    var distance = 0
    while let value = peek(distance) {
      switch value {
      case 0x07, 0x9C:
        index += distance + 1
        return
      case 0x1B where peek(distance + 1) == 0x5C:
        index += distance + 2
        return
      case ..<0x20, 0x7F...0x9F:
        return
      default:
        distance += 1
      }
    }
  }
}
