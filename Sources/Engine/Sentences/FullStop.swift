/// Whether a full stop ends the sentence or belongs to the word before it.
///
/// What follows is not known, so it goes by what is likelier, and by what does less harm: where it
/// is wrong, a sentence is weighed in two parts, or two in one.
/// - A number ends the sentence (`I am 42.`), but not one digit (`3.14`), unless it counts
///   something (`chapter 3.`); nor an amount of money of two digits, a version, an ordinal after a
///   German article, or the number of a list.
/// - A capital letter goes on where it looks like an initial: at the beginning, after another
///   initial or a capitalised word, after a word that leads to a name (`by J. R.`). Elsewhere it
///   ends (`room B.`).
/// - A small letter goes on, for most are half of an abbreviation (`e.g.`, `10 p.m.`).
/// - Abbreviations before a name or a number go on (`Dr. Who`); those that stand last as often as
///   not (`etc.`, `p.m.`) end.
/// - An address goes on until its host has a dot.
enum FullStop {
  /// The marks that may belong to a word.
  static let marks: Set<Unicode.Scalar> = [".", "．", "﹒", "\u{2024}"]

  /// A word, and what its meaning depends on.
  struct Word {
    /// The word so far, with its marks.
    private(set) var text = ""
    /// The word before it; empty at the beginning of the sentence or of a quotation.
    private(set) var before = ""
    /// Whether it is the first word of the sentence and of no quotation.
    var isFirst: Bool { count == 0 && !isQuoted }
    /// How many words of the sentence stand before it.
    private(set) var count = 0
    private var isQuoted = false

    /// Adds to the word.
    mutating func append(_ scalar: Unicode.Scalar) { text.unicodeScalars.append(scalar) }

    /// Ends the word.
    mutating func end() {
      guard text.contains(where: { $0.isLetter || $0.isNumber || $0 == "№" }) else {
        text = ""
        return
      }
      before = text
      text = ""
      count += 1
    }

    /// Begins a word after an opening mark.
    mutating func begin(inQuote: Bool) {
      end()
      guard inQuote else { return }
      before = ""
      isQuoted = true
    }

    /// Whether it is an address with a path, after which a question mark may begin a query.
    var isAddressWithPath: Bool {
      guard let scheme = text.firstRange(of: "://") else { return false }
      return text[scheme.upperBound...].contains("/")
    }
  }

  /// Whether a full stop after `word` ends the sentence.
  static func ends(_ word: Word) -> Bool {
    let core = String(word.text.drop { !$0.isLetter && !$0.isNumber })
    guard let last = core.last, last.isLetter || last.isNumber else { return true }
    if let isWhole = isWholeAddress(core) { return isWhole }
    if last.unicodeScalars.contains(where: \.isDigit) { return endsNumber(core, word) }
    let spelled = core.lowercased()
    if Abbreviations.leading.contains(spelled) { return false }
    let parts = core.split(separator: ".")
    if parts.count > 1 {
      if Abbreviations.closing.contains(spelled) { return true }
      let isInitials = parts.allSatisfy { $0.count == 1 && $0.first?.isUppercase == true }
      return !isInitials || endsInitial(core, word)
    }
    guard core.count == 1 else { return endsWord(core, word) }
    // A degree has a letter, too.
    return word.text.count > 1 || endsLetter(last, word)
  }

  /// Whether an address is whole; `nil` for what is none.
  private static func isWholeAddress(_ core: String) -> Bool? {
    if core.lowercased() == "www" { return false }
    let host: Substring
    if let scheme = core.firstRange(of: "://") {
      host = core[scheme.upperBound...]
    } else if core.lowercased().hasPrefix("www.") {
      host = core[...]
    } else if let at = core.firstIndex(of: "@"), at > core.startIndex {
      host = core[core.index(after: at)...]
    } else {
      return nil
    }
    let name = host.lowercased().hasPrefix("www.") ? host.dropFirst(4) : host
    return name.contains(".")
  }

  private static func endsNumber(_ core: String, _ word: Word) -> Bool {
    if core.contains(where: \.isLetter) {
      return core.first?.lowercased() != "v" || !core.dropFirst().allSatisfy(\.isNumber)
    }
    guard core.allSatisfy(\.isNumber) else { return true }
    let before = bare(word.before)
    let digits = core.count
    if word.isFirst, digits <= 2 { return false }
    let sign = word.text.first
    if let sign, digits <= 2, "$€£₽₹".contains(sign) { return false }
    if Abbreviations.versions.contains(before) { return false }
    switch digits {
    case 1:
      let isNumbered = sign == "#" || sign == "№" || word.before == "№"
      return isNumbered || (core != "0" && Abbreviations.counted.contains(before))
    case 2:
      // In small letters it is as likely to be English.
      return word.before == "am" || !Abbreviations.articles.contains(before)
    default: return true
    }
  }

  private static func endsLetter(_ letter: Character, _ word: Word) -> Bool {
    if letter.isUppercase { return endsInitial(String(letter), word) }
    // Scripts that have no small letters have whole words of one.
    guard letter.isLowercase else { return true }
    switch letter {
    case "x", "y", "я": return true
    case "i": return word.before.last?.isLetter ?? false
    // The year in Russian, and what stands for the rest.
    case "г": return word.before.last?.isNumber ?? false
    case "д", "п": return word.before == "т."
    default:
      let isBase = letter.unicodeScalars.allSatisfy {
        $0.isASCII || (0x370...0x4FF).contains($0.value)
      }
      return !isBase
    }
  }

  private static func endsInitial(_ core: String, _ word: Word) -> Bool {
    if core == "I" { return !word.isFirst }
    if core == "Я" { return true }
    guard let last = word.before.last, let first = word.before.first(where: \.isLetter) else {
      return false
    }
    // Kings have numbers.
    if core == "V" || core == "X" { return true }
    if last == "." { return word.before.filter(\.isLetter).count > 3 }
    if !last.isLetter { return true }
    let before = bare(word.before)
    if Abbreviations.counted.contains(before) { return true }
    return !first.isUppercase && !Abbreviations.toNames.contains(before)
  }

  private static func endsWord(_ core: String, _ word: Word) -> Bool {
    let spelled = core.lowercased()
    let isCapital = core.first?.isUppercase == true
    let isAfterName =
      word.count > 1 && word.before.first?.isUppercase == true && word.before.last?.isLetter == true
    if Abbreviations.aroundNames.contains(spelled) { return isAfterName }
    if isCapital, Abbreviations.capitalised.contains(spelled) { return false }
    // The answer stands first; the number after a word.
    if core == "No" { return word.before.last?.isLetter != true }
    let isRoman = core.count <= 4 && core.allSatisfy { "IVXLC".contains($0) }
    return !(isRoman && word.isFirst)
  }

  /// A word in small letters without the marks around it.
  private static func bare(_ word: String) -> String {
    let body = word.drop { !$0.isLetter && !$0.isNumber }
    let end = body.lastIndex { $0.isLetter || $0.isNumber }
    return end.map { body[...$0].lowercased() } ?? ""
  }
}
