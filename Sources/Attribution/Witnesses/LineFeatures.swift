/// What a line is made of, for telling styles apart: words and punctuation, their pairs, and runs
/// of one to four characters.
///
/// Punctuation is kept because speakers differ in it; words are folded to lower case and characters
/// are not, so that both habits show.
package struct LineFeatures {
  /// Words, marks and pairs of neighbours, with how often each stands in the line.
  package let words: [String: Int]
  /// Runs of one to four characters, with how often each stands in the line.
  package let runs: [String: Int]

  /// Takes `line` apart.
  ///
  /// - Complexity: O(length).
  init(_ line: String) {
    let pieces = Self.pieces(line.lowercased())
    var words: [String: Int] = [:]
    for piece in pieces { words[piece, default: 0] += 1 }
    for (left, right) in zip(pieces, pieces.dropFirst()) {
      words["\(left) \(right)", default: 0] += 1
    }
    self.words = words
    let characters = Array(line)
    var runs: [String: Int] = [:]
    for length in 1...4 where characters.count >= length {
      for start in 0...(characters.count - length) {
        runs[String(characters[start..<start + length]), default: 0] += 1
      }
    }
    self.runs = runs
  }

  /// Words of letters, digits and underscores; every other character that is no space by itself.
  static func pieces(_ text: String) -> [String] {
    var pieces: [String] = []
    var word = ""
    for character in text {
      if character.isLetter || character.isNumber || character == "_" {
        word.append(character)
        continue
      }
      if !word.isEmpty { pieces.append(word) }
      word = ""
      if !character.isWhitespace { pieces.append(String(character)) }
    }
    if !word.isEmpty { pieces.append(word) }
    return pieces
  }
}
