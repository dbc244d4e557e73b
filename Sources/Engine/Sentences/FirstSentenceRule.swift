/// The rule that ended sentences in the first sessions, kept to the letter.
enum FirstSentenceRule {
  private static let terminators: Set<Character> = [".", "!", "?", "…", "。", "！", "？"]
  private static let closers: Set<Character> = ["\"", "'", "”", "’", ")", "]", "*", "_", "»"]
  private static let abbreviations: Set<String> = [
    "mr", "mrs", "ms", "dr", "st", "prof", "capt", "sgt", "lt", "col", "gen", "rev", "vs",
    "etc", "e.g", "i.e", "cf", "jr", "sr",
  ]

  /// Whether a sentence that reads `text` is over.
  static func isOver(_ text: String) -> Bool {
    let spoken = text.drop(while: \.isWhitespace)
    guard !spoken.isEmpty else { return false }
    if spoken.last?.isNewline == true { return true }
    var body = spoken
    while let last = body.last, Self.closers.contains(last) { body.removeLast() }
    guard let mark = body.last, Self.terminators.contains(mark) else { return false }
    // A quotation that is still open goes on to its closing mark.
    let isQuoteOpen = !spoken.count(where: { $0 == "\"" }).isMultiple(of: 2)
    if isQuoteOpen { return false }
    return mark != "." || !isInsideWord(body.dropLast())
  }

  /// Whether a full stop after `text` belongs to a number, an initial or an abbreviation.
  private static func isInsideWord(_ text: Substring) -> Bool {
    let word = text.reversed().prefix { !$0.isWhitespace && $0 != "(" && $0 != "\"" }
    let spelled = String(word.reversed())
    guard let last = spelled.last else { return true }
    if last.isNumber { return true }
    if spelled.count == 1, last.isUppercase, last != "I" { return true }
    return Self.abbreviations.contains(spelled.lowercased())
  }
}
