import LanguageModels

/// Which tokens are the same word but for the space before them and for case.
struct FoldedWords {
  /// The word of every token.
  let indices: [Int]
  /// The number of different words.
  let count: Int

  init(of vocabulary: WordVocabulary) {
    var known: [String: Int] = [:]
    indices = (0..<vocabulary.count).map { token in
      let word = vocabulary.folded(Token(token))
      let index = known[word] ?? known.count
      known[word] = index
      return index
    }
    count = known.count
  }

  subscript(token: Token) -> Int { indices[Int(token)] }
}
