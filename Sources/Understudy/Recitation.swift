import LanguageModels

/// Finds what stands word for word in the training text.
struct Recitation {
  /// The fewest words in a row that count as recited rather than as a turn of phrase.
  static let shortestRun = 6

  private let text: [Token]
  /// Where each token stands in the text.
  private let positions: [[Int]]
  private let isWord: [Bool]

  init(lines: [[Token]], vocabulary: WordVocabulary) {
    text = lines.flatMap { $0 + [WordVocabulary.endOfTurn] }
    var positions = [[Int]](repeating: [], count: vocabulary.count)
    for (position, token) in text.enumerated() { positions[Int(token)].append(position) }
    for token in WordVocabulary.controlTokens { positions[Int(token)] = [] }
    self.positions = positions
    isWord = (0..<vocabulary.count).map { vocabulary.isWord(Token($0)) }
  }

  /// The share of `tokens` covered by runs of at least `shortestRun` words of the text; zero for no
  /// tokens.
  func share(of tokens: [Token]) -> Double {
    guard !tokens.isEmpty else { return 0 }
    var covered = 0
    var coveredEnd = 0
    for start in tokens.indices {
      let end = start + longestMatch(with: tokens[start...])
      let words = tokens[start..<end].count { isWord[Int($0)] }
      guard words >= Self.shortestRun, end > coveredEnd else { continue }
      covered += end - max(start, coveredEnd)
      coveredEnd = end
    }
    return Double(covered) / Double(tokens.count)
  }

  private func longestMatch(with tokens: ArraySlice<Token>) -> Int {
    guard let first = tokens.first, positions.indices.contains(Int(first)) else { return 0 }
    return positions[Int(first)].reduce(0) { longest, position in
      let match = zip(tokens, text[position...]).prefix {
        $0 == $1 && $0 != WordVocabulary.endOfTurn
      }
      return max(longest, match.count { _ in true })
    }
  }
}
