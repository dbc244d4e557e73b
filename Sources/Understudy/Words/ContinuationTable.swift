import LanguageModels

/// What was seen after each context: the discounted share of every word, and what is left over.
///
/// A word seen `c` times after a context seen `n` times gets `(c − D) / n`, and `D` times the
/// number of different words over `n` is left for a shorter context: absolute discounting (Ney,
/// Essen & Kneser 1994, doi:10.1006/csla.1994.1001).
struct ContinuationTable {
  /// A context and a word in one number, contexts of more words in higher bits.
  typealias Gram = UInt64

  private struct Row {
    let entries: Range<Int>
    let remainder: Double
  }

  private var rows: [Gram: Row] = [:]
  private var words: [Int] = []
  private var shares: [Double] = []

  /// Counts `grams`, which are in ascending order; `discount` is D, in (0, 1).
  init(counting grams: [Gram], discount: Double) {
    var start = 0
    while start < grams.count {
      let context = grams[start] >> WordBits.width
      var end = start
      var counts: [(word: Int, count: Int)] = []
      while end < grams.count, grams[end] >> WordBits.width == context {
        if end > start, grams[end] == grams[end - 1] {
          counts[counts.count - 1].count += 1
        } else {
          counts.append((Int(grams[end] & WordBits.mask), 1))
        }
        end += 1
      }
      let total = Double(end - start)
      rows[context] = Row(
        entries: words.count..<words.count + counts.count,
        remainder: discount * Double(counts.count) / total)
      for (word, count) in counts {
        words.append(word)
        shares.append((Double(count) - discount) / total)
      }
      start = end
    }
  }

  /// Spreads `amount` over the words seen after `context` and gives what is left over: all of it
  /// after a context never seen.
  ///
  /// - Complexity: O(number of different words seen after the context).
  func spread(_ amount: Double, after context: Gram, over mass: inout WordMass) -> Double {
    guard let row = rows[context] else { return amount }
    var index = row.entries.lowerBound
    while index < row.entries.upperBound {
      mass.add(amount * shares[index], to: words[index])
      index += 1
    }
    return amount * row.remainder
  }
}

/// How words are packed into a gram: three to 64 bits, two million different ones.
enum WordBits {
  static let width: UInt64 = 21
  static let mask: UInt64 = (1 << width) - 1
  static let pairMask: UInt64 = (1 << (2 * width)) - 1
}

/// Probability gathered word by word, and on which words it lies.
struct WordMass {
  private(set) var amounts: [Double]
  private(set) var touched: [Int] = []

  init(vocabularySize: Int) {
    amounts = [Double](repeating: 0, count: vocabularySize)
  }

  mutating func add(_ amount: Double, to word: Int) {
    if amounts[word] == 0 { touched.append(word) }
    amounts[word] += amount
  }

  mutating func clear() {
    for word in touched { amounts[word] = 0 }
    touched.removeAll(keepingCapacity: true)
  }
}
