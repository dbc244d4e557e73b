/// Breaks a text that comes in pieces into lines, at spaces and between wide letters.
///
/// A word is held back until the next one begins, since only then it is known whether it fits; call
/// ``finish()`` when the text ends or pauses. Lines after the first begin with the indent. Spaces
/// at a break go, others stay; a word longer than a line is cut. Wide letters (Chinese, Japanese,
/// Korean, emoji) may be parted from each other, but closing punctuation never begins a line and
/// opening brackets never end one. Colour sequences take no room.
package struct WordWrapper: Sendable {
  /// Columns of a line, which may change between pieces; below 1 lines are never broken.
  package var width: Int
  /// Spaces before each line but the first.
  package let indent: Int

  private var column: Int
  private var isAtLineStart: Bool
  private var owesIndent = false
  private var gap = ""
  private var word = ""
  private var wordColumns = 0
  private var lastWideOrMark = LastScalar.narrow
  private var colours = ColourSequence()

  private enum LastScalar {
    case narrow, wide, opening, joiner
  }

  /// A wrapper at the beginning of a text.
  ///
  /// - Parameters:
  ///   - width: columns of a line; below 1 lines are never broken.
  ///   - indent: spaces before each line but the first.
  ///   - column: columns of the first line already taken, by a name for instance.
  package init(width: Int, indent: Int = 0, column: Int = 0) {
    self.width = width
    self.indent = max(0, indent)
    self.column = max(0, column)
    isAtLineStart = column <= 0
  }

  /// What to write now that this piece has come.
  package mutating func wrap(_ piece: String) -> String {
    var out = ""
    for scalar in piece.unicodeScalars {
      if colours.contains(scalar) {
        word.unicodeScalars.append(scalar)
      } else if scalar == "\n" {
        releaseWord(into: &out)
        startLine(into: &out)
      } else if scalar == " " || scalar == "\t" {
        releaseWord(into: &out)
        gap.unicodeScalars.append(scalar)
      } else {
        append(scalar, into: &out)
      }
    }
    return out
  }

  /// What was held back, when the text ends or pauses; spaces at its end are not written.
  package mutating func finish() -> String {
    var out = ""
    releaseWord(into: &out)
    gap = ""
    return out
  }

  private var effectiveIndent: Int {
    // An indent that leaves no room to read is worse than none.
    width < 1 || width - indent >= 8 ? indent : 0
  }

  private mutating func append(_ scalar: Unicode.Scalar, into out: inout String) {
    let columns = DisplayWidth.columns(of: scalar)
    if mayBreak(before: scalar, columns: columns) { releaseWord(into: &out) }
    if width > 0, wordColumns + columns > max(1, width - effectiveIndent), wordColumns > 0 {
      releaseWord(into: &out)
    }
    word.unicodeScalars.append(scalar)
    wordColumns += columns
    if scalar == "\u{200D}" {
      lastWideOrMark = .joiner
    } else if columns > 0 {
      lastWideOrMark = Self.openers.contains(scalar) ? .opening : columns > 1 ? .wide : .narrow
    }
  }

  private func mayBreak(before scalar: Unicode.Scalar, columns: Int) -> Bool {
    if wordColumns == 0 || columns == 0 || Self.closers.contains(scalar) { return false }
    switch lastWideOrMark {
    case .narrow: return columns > 1
    case .wide: return true
    case .opening, .joiner: return false
    }
  }

  private mutating func releaseWord(into out: inout String) {
    defer {
      word = ""
      wordColumns = 0
      lastWideOrMark = .narrow
    }
    if word.isEmpty { return }
    if wordColumns == 0 {
      // Colours only: they take effect where they stand.
      out += word
      return
    }
    let spaces = expandedGap()
    if width > 0, !isAtLineStart, column + spaces + wordColumns > width {
      startLine(into: &out)
    } else {
      payIndent(into: &out)
      out += String(repeating: " ", count: spaces)
      column += spaces
    }
    payIndent(into: &out)
    gap = ""
    out += word
    column += wordColumns
    isAtLineStart = false
  }

  private mutating func startLine(into out: inout String) {
    out += "\n"
    gap = ""
    column = effectiveIndent
    owesIndent = column > 0
    isAtLineStart = true
  }

  /// Indents late, so that empty lines stay empty.
  private mutating func payIndent(into out: inout String) {
    if owesIndent { out += String(repeating: " ", count: effectiveIndent) }
    owesIndent = false
  }

  private func expandedGap() -> Int {
    var place = column
    for scalar in gap.unicodeScalars {
      place = scalar == "\t" ? (place / 8 + 1) * 8 : place + 1
    }
    return place - column
  }

  private static let closers = Set<Unicode.Scalar>(
    "、。，．・：；？！ー々〜～）」』】〕〉》｝］…‥’”ぁぃぅぇぉっゃゅょァィゥェォッャュョ"
      .unicodeScalars)
  private static let openers = Set<Unicode.Scalar>("（「『【〔〈《｛［“‘".unicodeScalars)
}
