import LanguageModels

/// Which tokens of a model's vocabulary are words that a speaker may say.
///
/// Control tokens are not. Neither is a blank line: it is what ends a turn of plain text, and a
/// token must not mean the end in one lane and a word in another.
struct SpokenVocabulary {
  /// Tokens that contain a blank line.
  let blankLines: [Token]
  /// Every token that nobody says.
  let unspoken: [Token]

  init(_ model: any LanguageModel) {
    let newline = UInt8(ascii: "\n")
    blankLines = (0..<Token(model.vocabularySize)).filter { token in
      let bytes = model.bytes(of: token)
      return zip(bytes, bytes.dropFirst()).contains { $0 == newline && $1 == newline }
    }
    unspoken = Array(Set(model.controlTokens + blankLines)).sorted()
  }
}
