import LanguageModels
package import MaskInference

/// How far each word of a reply moved the belief between two stacks.
package struct WordEvidence: Hashable, Sendable {
  /// Which two stacks the words tell apart.
  package enum Pair: Sendable {
    /// The two most probable.
    case stacks
    /// The most probable, and the most probable one that shows another mask: inner masks hardly
    /// show.
    case voices
  }

  /// A word with the white space and the marks around it.
  package struct Word: Hashable, Sendable {
    /// The word as it was said; the texts of all words together are the reply.
    package var text: String
    /// Its log likelihood under the first stack over the second, in nats: above zero it speaks for
    /// the first.
    package var nats: Double
  }

  /// The stack that led after the reply.
  package let first: Stack
  /// The runner-up.
  package let second: Stack
  /// The words in order.
  package let words: [Word]
  /// β: how much they counted where no single lane spoke them; `nil` where they counted in full.
  package let exponent: Double?

  /// Creates evidence from words that are known.
  init(first: Stack, second: Stack, words: [Word], exponent: Double?) {
    self.first = first
    self.second = second
    self.words = words
    self.exponent = exponent
  }

  /// Gathers tokens into words; a token belongs to the word that its first letter or mark is in.
  ///
  /// - Parameters:
  ///   - first: the leading stack.
  ///   - second: the runner-up.
  ///   - tokens: the bytes of each token, and what it adds for the first over the second, in nats.
  ///   - exponent: how much that counted, where it did not in full.
  init(
    first: Stack, second: Stack, tokens: [(bytes: [UInt8], nats: Double)], exponent: Double?
  ) {
    var assembler = UTF8Assembler()
    let pieces = tokens.map { assembler.append($0.bytes) } + [assembler.finish()]
    var words = Self.words(of: pieces.joined()).map { Word(text: $0, nats: 0) }
    var word = 0
    var end = words[0].text.unicodeScalars.count
    var place = 0
    for (token, piece) in zip(tokens, pieces) {
      let scalars = piece.unicodeScalars
      // Bytes that are not yet a letter go to the word that is being said.
      let first = scalars.enumerated().first { !$0.element.properties.isWhitespace }?.offset ?? 0
      while place + first >= end, !scalars.isEmpty, word + 1 < words.count {
        word += 1
        end += words[word].text.unicodeScalars.count
      }
      words[word].nats += token.nats
      place += scalars.count
    }
    self.init(first: first, second: second, words: words, exponent: exponent)
  }

  /// Splits a text before the white space that stands between two words; with nothing but white
  /// space in it, it is one word.
  ///
  /// - Returns: at least one text; all together are the whole.
  static func words(of text: String) -> [String] {
    var words = [String.UnicodeScalarView()]
    var isInWord = false
    for scalar in text.unicodeScalars {
      let isSpace = scalar.properties.isWhitespace
      if isSpace, isInWord { words.append(String.UnicodeScalarView()) }
      isInWord = !isSpace
      words[words.count - 1].append(scalar)
    }
    if words.count > 1, !isInWord {
      let space = words.removeLast()
      words[words.count - 1].append(contentsOf: space)
    }
    return words.map(String.init)
  }

  /// Tells two stacks apart by what each finds every token to be.
  ///
  /// - Parameters:
  ///   - pair: the leading stack and the runner-up.
  ///   - tokens: the bytes of each token.
  ///   - logProbabilities: those of each token under the first and under the second, in nats.
  ///   - exponent: how much that counted, where it did not in full.
  init(
    telling pair: (first: Stack, second: Stack), tokens: [[UInt8]],
    by logProbabilities: (first: [Double], second: [Double]), exponent: Double?
  ) {
    let nats = zip(logProbabilities.first, logProbabilities.second).map { first, second in
      // A word that is impossible under both tells nothing.
      first == second ? 0 : first - second
    }
    self.init(
      first: pair.first, second: pair.second,
      tokens: zip(tokens, nats).map { (bytes: $0, nats: $1) }, exponent: exponent)
  }

  /// The log likelihood of the whole reply under the first stack over the second, in nats.
  package var total: Double { words.reduce(0) { $0 + $1.nats } }

  /// The words that spoke for the first stack, the strongest first.
  package var forFirst: [Word] { words.filter { $0.nats > 0 }.sorted { $1.nats < $0.nats } }

  /// The words that spoke for the second stack, the strongest first.
  package var forSecond: [Word] { words.filter { $0.nats < 0 }.sorted { $0.nats < $1.nats } }
}
