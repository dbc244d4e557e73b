/// The two words before the next one, as far as they belong to the same line.
struct WordHistory: Equatable {
  private(set) var older: Token
  private(set) var newer: Token

  /// Nothing of the line has been read.
  static let lineStart = WordHistory(
    older: WordVocabulary.endOfTurn, newer: WordVocabulary.endOfTurn)

  /// Reads `token`; a line break or a control token begins a new line.
  mutating func read(_ token: Token) {
    let breaksLine =
      token == WordVocabulary.lineBreak || token == WordVocabulary.blankLine
      || (token != WordVocabulary.unknown && WordVocabulary.controlTokens.contains(token))
    if breaksLine {
      self = .lineStart
    } else {
      older = newer
      newer = token
    }
  }
}
