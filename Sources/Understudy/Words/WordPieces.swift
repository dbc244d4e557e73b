import LanguageModels

/// Cuts text into words, marks and line breaks; put together again they are the text.
///
/// A word is a run of letters and digits with the space before it, if there is one. Apostrophes
/// that touch a letter and hyphens between letters belong to it ("o'", "'tis", "rum-raisin"). A
/// mark is one punctuation sign or a run of the same sign, also with its space. Line breaks come in
/// twos first, then alone.
struct WordPieces: Sequence, IteratorProtocol {
  private let scalars: String.UnicodeScalarView
  private var position: String.UnicodeScalarView.Index

  init(of text: String) {
    scalars = text.unicodeScalars
    position = scalars.startIndex
  }

  mutating func next() -> String? {
    guard position < scalars.endIndex else { return nil }
    let start = position
    if scalars[position] == " " { scalars.formIndex(after: &position) }
    if let scalar = current {
      if startsWord { skipWord() } else { skipMark(scalar, afterSpace: position > start) }
    }
    return String(scalars[start..<position])
  }

  private var current: Unicode.Scalar? {
    position < scalars.endIndex ? scalars[position] : nil
  }

  private var following: Unicode.Scalar? {
    let next = scalars.index(after: position)
    return next < scalars.endIndex ? scalars[next] : nil
  }

  private var startsWord: Bool {
    guard let scalar = current else { return false }
    return scalar.isOfWord || (scalar.isApostrophe && following?.isOfWord == true)
  }

  private mutating func skipWord() {
    var afterLetter = false
    while let scalar = current {
      let belongs =
        scalar.isOfWord || scalar.isApostrophe
        || (scalar == "-" && afterLetter && following?.isOfWord == true)
      guard belongs, scalar.isOfWord || afterLetter || startsWord else { return }
      afterLetter = scalar.isOfWord
      scalars.formIndex(after: &position)
    }
  }

  private mutating func skipMark(_ scalar: Unicode.Scalar, afterSpace: Bool) {
    // A space before another blank or a line break stands alone.
    if afterSpace, scalar == "\n" || scalar == " " { return }
    let longest = scalar == "\n" ? 2 : Int.max
    var count = 0
    while count < longest, current == scalar {
      scalars.formIndex(after: &position)
      count += 1
    }
  }
}

extension Unicode.Scalar {
  fileprivate var isApostrophe: Bool { self == "'" || self == "\u{2019}" }

  fileprivate var isOfWord: Bool {
    switch self {
    case "a"..."z", "A"..."Z", "0"..."9": return true
    case "\0"..."\u{7F}": return false
    default: break
    }
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .otherNumber:
      return true
    default: return false
    }
  }
}
