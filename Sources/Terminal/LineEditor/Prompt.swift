import CTerminal
import Support

/// What stands before a line, and at the right edge of its row while there is room.
package struct Prompt: Equatable, Sendable {
  /// The text, which may be painted by a ``Palette``; lines before the last are printed above it.
  package let text: String
  /// The text at the right edge, which may be painted too; it goes when the line comes near.
  package let right: String
  /// What stands in the line already, to be changed or sent as it is.
  package let draft: String

  /// A prompt.
  package init(_ text: String, right: String = "", draft: String = "") {
    self.text = text
    self.right = right
    self.draft = draft
  }
}

extension Prompt {
  /// The lines above the one with the cursor, for printing beforehand: libedit would lose their
  /// ends.
  var heading: String {
    guard let end = text.lastIndex(of: "\n") else { return "" }
    return String(text[...end])
  }

  /// The part of the text that libedit draws.
  var lastLine: String {
    guard let end = text.lastIndex(of: "\n") else { return text }
    return String(text[text.index(after: end)...])
  }
}

/// Prompt text in the form libedit needs.
enum PromptEncoding {
  /// Encloses the colour sequences of a text in libedit's mark for what takes no columns.
  ///
  /// libedit prints garbage for two adjacent enclosures, loses one at the very end, and needs a
  /// character that takes a column after each. So sequences side by side are merged, combining
  /// marks after one go, and a space is added where the text would end with one. Anything else that
  /// could command the terminal is taken out.
  ///
  /// - Parameters:
  ///   - text: one line.
  ///   - coloured: false takes the colours out, for terminals or editors that cannot.
  /// - Returns: one line with its colour sequences enclosed.
  static func encode(_ text: String, coloured: Bool) -> String {
    let mark = Unicode.Scalar(UInt8(LINE_EDITOR_LITERAL_MARK))
    var out = String.UnicodeScalarView()
    var pending = String.UnicodeScalarView()
    func enclosePending() {
      if pending.isEmpty { return }
      out.append(mark)
      out.append(contentsOf: pending)
      out.append(mark)
      pending = String.UnicodeScalarView()
    }
    for part in parts(of: text) {
      switch part {
      case .colour(let sequence):
        if coloured { pending.append(contentsOf: sequence.unicodeScalars) }
      case .text(let plain):
        for scalar in TextSanitizer.clean(plain).unicodeScalars where scalar != "\n" {
          if DisplayWidth.columns(of: scalar) == 0 && (!pending.isEmpty || scalar == "\t") {
            continue
          }
          enclosePending()
          out.append(scalar)
        }
      }
    }
    if !pending.isEmpty {
      enclosePending()
      out.append(" ")
    }
    return String(out)
  }

  private enum Part {
    case text(String)
    case colour(String)
  }

  /// Cuts a text into its complete colour sequences and what lies between them.
  private static func parts(of text: String) -> [Part] {
    var parts: [Part] = []
    var rest = Substring(text)
    while let match = rest.firstMatch(of: /\u{1B}\[[0-9;:]*m/.matchingSemantics(.unicodeScalar)) {
      if match.range.lowerBound > rest.startIndex {
        parts.append(.text(String(rest[..<match.range.lowerBound])))
      }
      parts.append(.colour(String(match.output)))
      rest = rest[match.range.upperBound...]
    }
    if !rest.isEmpty { parts.append(.text(String(rest))) }
    return parts
  }
}
