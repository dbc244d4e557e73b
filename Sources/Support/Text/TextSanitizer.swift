/// Takes out of untrusted text whatever could command a terminal or disguise what it shows.
///
/// Gone are control characters (C0 but tab and newline, DEL, C1), whole escape sequences (CSI, OSC,
/// DCS, SOS, PM, APC and the short ones) and the overrides and isolates of writing direction
/// (U+202A to U+202E, U+2066 to U+2069). Nothing else changes. A sequence may be split anywhere
/// between two pieces. Nothing is held back, so there is nothing to flush at the end.
///
/// A sequence that never ends cannot swallow what follows it: control sequences end at the first
/// character that cannot belong to them, and strings at the end of their line, which is safe
/// because without its beginning the rest is plain text.
///
/// The states are those of a DEC terminal's parser (ECMA-48 sections 5.4 and 5.6), without the
/// sequences' meanings.
package struct TextSanitizer: Sendable {
  private enum State {
    /// Text.
    case ground
    /// After ESC, and after intermediates that may follow it.
    case escape, escapeIntermediate
    /// Inside CSI.
    case controlSequence
    /// Inside OSC, DCS, SOS, PM or APC, and after an ESC in there.
    case string, stringEscape
  }

  private var state = State.ground

  /// A sanitizer at the beginning of a text.
  package init() {}

  /// A whole text, cleaned.
  ///
  /// - Complexity: O(*n*).
  package static func clean(_ text: String) -> String {
    var sanitizer = TextSanitizer()
    return sanitizer.clean(text)
  }

  /// The next piece of a text, cleaned.
  ///
  /// - Complexity: O(*n*) in the length of the piece.
  package mutating func clean(_ piece: String) -> String {
    var kept = String.UnicodeScalarView()
    for scalar in piece.unicodeScalars where keeps(scalar) {
      kept.append(scalar)
    }
    return String(kept)
  }

  private mutating func keeps(_ scalar: Unicode.Scalar) -> Bool {
    switch state {
    case .ground:
      return keepsText(scalar)
    case .escape:
      switch scalar.value {
      case 0x5B: state = .controlSequence  // [
      case 0x50, 0x58, 0x5D, 0x5E, 0x5F: state = .string  // P X ] ^ _
      case 0x20...0x2F: state = .escapeIntermediate
      case 0x30...0x7E: state = .ground
      default: return abandon(scalar)
      }
      return false
    case .escapeIntermediate:
      switch scalar.value {
      case 0x20...0x2F: break
      case 0x30...0x7E: state = .ground
      default: return abandon(scalar)
      }
      return false
    case .controlSequence:
      switch scalar.value {
      case 0x20...0x3F: break
      case 0x40...0x7E: state = .ground
      default: return abandon(scalar)
      }
      return false
    case .string:
      switch scalar.value {
      case 0x0A: return abandon(scalar)
      case 0x07, 0x18, 0x1A, 0x9C: state = .ground  // BEL, CAN, SUB, ST
      case 0x1B: state = .stringEscape
      default: break
      }
      return false
    case .stringEscape:
      // ESC \ is the string's end; any other ESC ends it too and begins something of its own.
      if scalar == "\\" {
        state = .ground
        return false
      }
      state = .escape
      return keeps(scalar)
    }
  }

  /// Goes back to text with a scalar that cannot belong to the sequence.
  private mutating func abandon(_ scalar: Unicode.Scalar) -> Bool {
    state = .ground
    return keepsText(scalar)
  }

  private mutating func keepsText(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A: return true
    case 0x1B:
      state = .escape
      return false
    case 0x9B:
      state = .controlSequence
      return false
    case 0x90, 0x98, 0x9D, 0x9E, 0x9F:
      state = .string
      return false
    case 0x00...0x1F, 0x7F...0x9F: return false
    case 0x202A...0x202E, 0x2066...0x2069: return false
    default: return true
    }
  }
}
