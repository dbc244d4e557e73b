import Personas
import Support

/// What a reader makes of the words of a sentence so far, by the second rule.
///
/// The sentence is over
/// - at a line end, whatever stands on the line;
/// - at a mark that ends sentences in the script of the text, with the closing marks and the blanks
///   that follow it. A full stop may also belong to the word before it: see `FullStop`.
///
/// A mark does not end it
/// - inside a pair of quotes, brackets or markup that is still open, for what is quoted is said in
///   one breath; it then ends after the pair. A mark that has no partner, such as an odd `"` or a
///   lone `*`, must not hold up the rest: a pair is forgotten after 160 characters, which is longer
///   than most quotations and shorter than the usual longest sentence. An apostrophe opens nothing.
/// - before a letter, a digit or a symbol: marks alone say nothing. A row of them that follows a
///   sentence so begins the next one.
/// - right after an opening bracket: `(?)` and `(…)` are remarks on a word.
///
/// It goes by Unicode scalars, and passes over those that are not seen, such as marks of direction.
struct SentenceReading {
  /// The most scalars for which a pair that is open holds up the end.
  private static let reach = 160

  /// A mark that was opened and waits for its partner.
  private struct Pair {
    let mark: Unicode.Scalar
    /// How often the mark is repeated: `**` is closed by `**`.
    let length: Int
    /// Where it stands.
    let start: Int
  }

  private let scalars: [Unicode.Scalar]
  private var pairs: [Pair] = []
  /// The word that is being read, and the one before it.
  private var word = FullStop.Word()
  /// Whether a mark has ended the sentence, and only closing marks and blanks have followed.
  private var isEnded = false
  /// Whether anything was said but marks.
  private var hasMeaning = false
  /// Whether a mark that opens and closes alike may open here.
  private var isBoundary = true
  private var lastLetter: Unicode.Scalar?

  /// Reads `text`.
  ///
  /// - Complexity: O(length of `text`).
  init(_ text: String) {
    scalars = text.unicodeScalars.filter { !$0.properties.isDefaultIgnorableCodePoint }
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      let rest = scalars[index...]
      let length =
        PairedMarks.runs.contains(scalar) ? rest.prefix { $0 == scalar }.count : 1
      pairs.removeAll { index - $0.start > Self.reach }
      take(scalar, length: length, at: index)
      index += length
    }
    pairs.removeAll { scalars.count - $0.start > Self.reach }
  }

  /// Whether the sentence is over.
  var isOver: Bool {
    isAfterLine || (isEnded && hasMeaning && pairs.isEmpty)
  }

  /// Whether something stands before a line end.
  private var isAfterLine: Bool {
    let blanks = scalars.reversed().prefix { $0.properties.isWhitespace }
    return blanks.count < scalars.count && blanks.contains { Character($0).isNewline }
  }

  private mutating func take(_ scalar: Unicode.Scalar, length: Int, at index: Int) {
    let previous = index > 0 ? scalars[index - 1] : nil
    let next = index + length < scalars.count ? scalars[index + length] : nil
    if scalar.properties.isWhitespace {
      word.end()
      isBoundary = true
    } else if let role = role(of: scalar, length: length, at: index, previous, next) {
      play(role, scalar, length: length, at: index)
    } else if isMark(scalar) {
      end(by: scalar, after: previous)
    } else {
      read(scalar)
    }
  }

  // MARK: Pairs

  private enum PairRole {
    case opens
    /// It closes the pair at this place, and what was opened inside.
    case closes(Int)
    /// It has no partner.
    case neither
  }

  /// What a paired mark does here; `nil` for what is none.
  private func role(
    of scalar: Unicode.Scalar, length: Int, at index: Int, _ previous: Unicode.Scalar?,
    _ next: Unicode.Scalar?
  ) -> PairRole? {
    guard PairedMarks.all.contains(scalar) else { return nil }
    let isAlike = PairedMarks.alike.contains(scalar)
    if isAlike || PairedMarks.apostrophes.contains(scalar),
      let previous, let next, previous.isSpacedWord, next.isSpacedWord
    {
      return nil
    }
    let partner = pairs.lastIndex {
      PairedMarks.closers(of: $0.mark).contains(scalar) && $0.length == length
    }
    let isAfterBlank = previous?.properties.isWhitespace ?? true
    let isBeforeBlank = next?.properties.isWhitespace ?? false
    if let partner, !isAlike || !isAfterBlank || isBeforeBlank { return .closes(partner) }
    guard PairedMarks.openers.contains(scalar), length < 4 else { return .neither }
    if PairedMarks.brackets.contains(scalar) {
      return isMouth(at: index, before: next) ? .neither : .opens
    }
    if PairedMarks.apostrophes.contains(scalar), isElision(after: index) { return nil }
    guard PairedMarks.ambiguous.contains(scalar) else { return .opens }
    // One that has a partner and could open another waits for what follows.
    guard isBoundary, !isBeforeBlank, partner == nil || next != nil else { return .neither }
    guard !isAlike, let next else { return .opens }
    return next.isSpoken ? .opens : .neither
  }

  private mutating func play(
    _ role: PairRole, _ scalar: Unicode.Scalar, length: Int, at index: Int
  ) {
    switch role {
    case .opens:
      // A second one before the first was closed takes its place.
      if PairedMarks.alike.contains(scalar),
        let first = pairs.lastIndex(where: { $0.mark == scalar && $0.length == length })
      {
        pairs.removeSubrange(first...)
      }
      pairs.append(Pair(mark: scalar, length: length, start: index))
      word.begin(inQuote: !PairedMarks.markup.contains(scalar))
      isEnded = false
      isBoundary = true
    case .closes(let partner):
      pairs.removeSubrange(partner...)
      word.append(scalar)
      isBoundary = !isEnded
    case .neither:
      word.append(scalar)
      isBoundary = isBoundary && !isEnded
    }
  }

  /// Whether the bracket at `index` is a sad mouth, as in `:(`.
  private func isMouth(at index: Int, before next: Unicode.Scalar?) -> Bool {
    guard next.map({ $0.properties.isWhitespace || $0 == scalars[index] }) ?? true else {
      return false
    }
    let face = scalars[..<index].suffix(2)
    let eyes: Set<Unicode.Scalar> = [":", ";", "="]
    guard let last = face.last else { return false }
    let isNose = last == "-" || last == "'"
    return eyes.contains(last) || (isNose && eyes.contains(face[face.startIndex]))
  }

  /// Whether the apostrophe at `index` stands for letters left out at the beginning of a word.
  private func isElision(after index: Int) -> Bool {
    let letters = scalars[(index + 1)...].prefix { $0.properties.isAlphabetic }
    if let first = scalars[(index + 1)...].first, first.isDigit { return true }
    var rest = String.UnicodeScalarView()
    rest.append(contentsOf: letters)
    return PairedMarks.elisions.contains(String(rest).lowercased())
  }

  // MARK: Marks and words

  private func isMark(_ scalar: Unicode.Scalar) -> Bool {
    // Typewriters have these scripts borrow a mark that means less elsewhere.
    if scalar == ";" { return lastLetter.map { (0x370...0x3FF).contains($0.value) } ?? false }
    if scalar == ":" { return lastLetter.map { (0x530...0x58F).contains($0.value) } ?? false }
    return scalar.isSentenceMark
  }

  private mutating func end(by scalar: Unicode.Scalar, after previous: Unicode.Scalar?) {
    let isRemark = previous.map(PairedMarks.brackets.contains) ?? false
    if isRemark {
      isEnded = false
    } else if FullStop.marks.contains(scalar) {
      // The dots of an ellipsis belong to no word.
      isEnded = isEnded || word.text.isEmpty || FullStop.ends(word)
    } else {
      isEnded = scalar != "?" || !word.isAddressWithPath
    }
    word.append(scalar)
    isBoundary = false
  }

  private mutating func read(_ scalar: Unicode.Scalar) {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark:
      word.append(scalar)
      return
    case .dashPunctuation where scalar != "-" && scalar != "\u{2010}" && scalar != "\u{2011}":
      word.end()
    default: word.append(scalar)
    }
    isEnded = false
    isBoundary = !scalar.isSpacedWord
    if scalar.isSpoken { hasMeaning = true }
    if scalar.properties.isAlphabetic { lastLetter = scalar }
  }
}

extension Unicode.Scalar {
  /// Whether it says something by itself: a letter, a digit, or a symbol such as a heart.
  fileprivate var isSpoken: Bool {
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber, .letterNumber, .otherNumber, .otherSymbol, .currencySymbol:
      true
    default: false
    }
  }

  /// Whether it is part of a word in a script that has blanks between words.
  fileprivate var isSpacedWord: Bool {
    guard properties.isAlphabetic || isDigit else { return false }
    switch value {
    case 0xE00...0xEFF, 0x1000...0x109F, 0x1780...0x17FF, 0x2E80...0xA4CF, 0xF900...0xFAFF,
      0xFF66...0xFF9F, 0x20000...0x3FFFF:
      return false
    default: return true
    }
  }

  /// Whether it is a decimal digit of any script.
  var isDigit: Bool { properties.numericType == .decimal }
}
