import LanguageModels

/// Which words go with what the user speaks of: those that stand in a line with it.
///
/// A word of the user's makes its companions likelier by a factor, wherever they could stand
/// anyway: a trigger model (Lau, Rosenfeld & Roukos 1993, doi:10.1109/ICASSP.1993.319225) with one
/// weight for all pairs.
struct TopicIndex {
  /// How much likelier a companion becomes.
  static let factor = 2.0
  /// A word in a larger share of the lines says nothing of the topic.
  private static let commonShare = 0.05

  private let words: FoldedWords
  /// By word; empty for a common one.
  private let companions: [[Int]]

  init(lines: [[Token]], words: FoldedWords, vocabulary: WordVocabulary) {
    self.words = words
    var lineCounts = [Int](repeating: 0, count: words.count)
    for line in lines {
      for word in Set(line.map { words[$0] }) { lineCounts[word] += 1 }
    }
    let limit = Double(lines.count) * Self.commonShare
    var companions = [[Int]](repeating: [], count: words.count)
    for line in lines {
      let telling = Set(line).sorted().filter {
        Double(lineCounts[words[$0]]) <= limit && vocabulary.folded($0).count > 2
      }
      for word in Set(telling.map { words[$0] }) { companions[word] += telling.map { Int($0) } }
    }
    self.companions = companions.map { Set($0).sorted() }
  }

  /// The word of `token` if it tells of a topic.
  func topic(of token: Token) -> Int? {
    companions[words[token]].isEmpty ? nil : words[token]
  }

  /// The tokens that go with the words of `topic`, once for each word they go with.
  func companions(of topic: [Int]) -> some Sequence<Int> {
    topic.lazy.flatMap { companions[$0] }
  }
}
