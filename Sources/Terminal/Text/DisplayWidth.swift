import CTerminal

/// How many terminal columns text takes.
///
/// Widths follow the C library where it knows, because libedit and most terminals do the same, and
/// a small table of our own otherwise (see ``tabulatedColumns(of:)``).
package enum DisplayWidth {
  /// Columns of one scalar: 0 for controls and combining marks, 2 for wide letters, else 1.
  package static func columns(of scalar: Unicode.Scalar) -> Int {
    if scalar.isASCII { return scalar.value >= 0x20 && scalar.value != 0x7F ? 1 : 0 }
    let known = Int(screen_scalar_columns(scalar.value))
    return known >= 0 ? known : tabulatedColumns(of: scalar)
  }

  /// Columns of a text, colour sequences not counted.
  ///
  /// - Complexity: O(*n*) in the number of scalars.
  package static func columns(of text: some StringProtocol) -> Int {
    var total = 0
    var colours = ColourSequence()
    for scalar in text.unicodeScalars where !colours.contains(scalar) {
      total += columns(of: scalar)
    }
    return total
  }

  /// The longest beginning of a text that fits, with an ellipsis where something is missing.
  ///
  /// - Parameters:
  ///   - text: plain text, without colour sequences.
  ///   - limit: columns to fit in; below 1 nothing fits.
  /// - Returns: at most `limit` columns.
  package static func shortened(_ text: String, to limit: Int) -> String {
    if columns(of: text) <= limit { return text }
    guard limit > 0 else { return "" }
    var kept = ""
    var used = 0
    for character in text {
      let width = columns(of: String(character))
      if used + width > limit - 1 { break }
      kept.append(character)
      used += width
    }
    return kept + "…"
  }

  /// A text with spaces after it up to a width; longer text comes back as it is.
  package static func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - columns(of: text)))
  }
}

/// Follows a text scalar by scalar and tells which belong to a colour sequence (`ESC [ … m`).
struct ColourSequence {
  private enum State {
    case outside, escaped, parameters
  }

  private var state = State.outside

  /// Whether this scalar, the one after all those asked about before, draws nothing.
  mutating func contains(_ scalar: Unicode.Scalar) -> Bool {
    switch state {
    case .outside:
      if scalar == "\u{1B}" { state = .escaped }
      return state == .escaped
    case .escaped:
      state = scalar == "[" ? .parameters : .outside
      return state == .parameters
    case .parameters:
      if !(0x20...0x3F).contains(scalar.value) { state = .outside }
      return true
    }
  }
}
