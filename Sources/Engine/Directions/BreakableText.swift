import LanguageModels

/// A text that may break off after a sentence, or within the first one after a word.
struct BreakableText {
  /// The tokens of the text, counted piece by piece.
  var length: Int { sentences.last?.tokens ?? 0 }

  private let text: String
  /// Where the text may break off, and how many tokens come before.
  private let sentences: [(end: String.Index, tokens: Int)]
  private let words: [(end: String.Index, tokens: Int)]

  /// Looks for the places at which `text` may break off.
  ///
  /// - Complexity: O(length).
  init(_ text: String, for model: any LanguageModel) {
    func measured(_ ends: [String.Index]) -> [(end: String.Index, tokens: Int)] {
      var start = text.startIndex
      var tokens = 0
      return ends.map { end in
        tokens += model.tokens(of: String(text[start..<end])).count
        start = end
        return (end, tokens)
      }
    }
    self.text = text
    let sentenceEnds = Self.ends(in: text[...], after: Self.endsSentence)
    sentences = measured(sentenceEnds)
    let first = text[..<(sentenceEnds.first ?? text.startIndex)]
    words = measured(Self.ends(in: first, after: { _, next in next.isWhitespace }))
  }

  /// As much of the beginning as has no more than so many tokens.
  func beginning(atMost tokens: Int) -> String {
    let end =
      sentences.last { $0.tokens <= tokens }?.end ?? words.last { $0.tokens <= tokens }?.end
    return String(text[..<(end ?? text.startIndex)])
  }

  /// Where pieces of `text` end: before a character that ends one together with the one before it,
  /// and at the end.
  private static func ends(
    in text: Substring, after isEnd: (_ last: Character, _ next: Character) -> Bool
  ) -> [String.Index] {
    let inner = zip(text.indices.dropFirst(), zip(text, text.dropFirst()))
      .filter { isEnd($1.0, $1.1) }.map(\.0)
    return text.isEmpty ? [] : inner + [text.endIndex]
  }

  private static func endsSentence(_ last: Character, _ next: Character) -> Bool {
    if next.isNewline { return true }
    return "。！？".contains(last) || ".!?…".contains(last) && next.isWhitespace
  }
}
