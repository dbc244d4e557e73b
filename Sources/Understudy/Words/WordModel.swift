import LanguageModels

/// A trigram model of some lines, without the last resort below its single words.
///
/// Interpolated Kneser–Ney smoothing (Kneser & Ney 1995, doi:10.1109/ICASSP.1995.479394): the
/// shorter contexts count in how many different surroundings a word was seen, not how often. The
/// beginning of a line is a context of its own, since a line's first word has no space before it.
struct WordModel {
  /// D for the first word of a line and for three words, two words and one word, each in (0, 1).
  struct Discounts: Hashable {
    var lineStart: Double
    var trigram: Double
    var bigram: Double
    var unigram: Double
  }

  private let starts: ContinuationTable
  private let trigrams: ContinuationTable
  private let bigrams: ContinuationTable
  private let unigrams: ContinuationTable

  init(lines: [[Token]], discounts: Discounts) {
    var grams: [ContinuationTable.Gram] = []
    for line in lines where !line.isEmpty {
      var history = WordHistory.lineStart
      for token in line + [WordVocabulary.endOfTurn] {
        grams.append(history.context << WordBits.width | ContinuationTable.Gram(token))
        history.read(token)
      }
    }
    grams.sort()
    let lineStart = WordHistory.lineStart.context
    let first = grams.filter { $0 >> WordBits.width == lineStart }
    let triples = grams.filter { $0 >> WordBits.width != lineStart }
    let pairs = Self.distinct(triples).map { $0 & WordBits.pairMask }.sorted()
    // Like the first word of a turn, the first of a line has no space before it.
    let inLine = pairs.filter { $0 >> WordBits.width != UInt64(WordVocabulary.lineBreak) }
    let singles = Self.distinct(inLine).map { $0 & WordBits.mask }.sorted()
    starts = ContinuationTable(counting: first, discount: discounts.lineStart)
    trigrams = ContinuationTable(counting: triples, discount: discounts.trigram)
    bigrams = ContinuationTable(counting: pairs, discount: discounts.bigram)
    unigrams = ContinuationTable(counting: singles, discount: discounts.unigram)
  }

  /// Spreads `amount` over the words that may follow `history` and gives what is left over.
  func spread(_ amount: Double, after history: WordHistory, over mass: inout WordMass) -> Double {
    let left = spreadContexts(amount, after: history, over: &mass)
    return history == .lineStart ? left : spreadSingles(left, over: &mass)
  }

  /// The same for the contexts of two words and of one, leaving out single words.
  func spreadContexts(
    _ amount: Double, after history: WordHistory, over mass: inout WordMass
  ) -> Double {
    guard history != .lineStart else {
      return starts.spread(amount, after: history.context, over: &mass)
    }
    let left = trigrams.spread(amount, after: history.context, over: &mass)
    return bigrams.spread(left, after: UInt64(history.newer), over: &mass)
  }

  /// The same for single words.
  func spreadSingles(_ amount: Double, over mass: inout WordMass) -> Double {
    unigrams.spread(amount, after: 0, over: &mass)
  }

  private static func distinct(_ sorted: [ContinuationTable.Gram]) -> [ContinuationTable.Gram] {
    var result: [ContinuationTable.Gram] = []
    for gram in sorted where gram != result.last { result.append(gram) }
    return result
  }
}

extension WordHistory {
  fileprivate var context: ContinuationTable.Gram {
    ContinuationTable.Gram(older) << WordBits.width | ContinuationTable.Gram(newer)
  }
}
