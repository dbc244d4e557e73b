import LanguageModels

/// What several lanes think of the same words, filled in as the lanes read them.
struct SentenceScore {
  private let words: [Token]
  /// What was said before, and then the words.
  private let history: [Token]
  private let unspoken: Set<Token>
  private let shares: [Double]
  private var distribution: SamplingDistribution
  /// One for each word, where several lanes are pooled.
  private var pools: [LogLinearPool]
  /// `[lane][word]`, in nats.
  private(set) var logProbabilities: [[Double]]

  /// A score of nothing yet.
  ///
  /// - Parameters:
  ///   - words: what is scored.
  ///   - lanes: how many score it.
  ///   - shares: each lane's weight in the pool, or none where no pool is wanted.
  ///   - begun: the pools of each word, where somebody is in them already.
  ///   - said: what was said before, which the repetition penalty looks at.
  ///   - unspoken: the tokens that nobody can say; among the words, as another model's may be, they
  ///     tell nothing.
  ///   - distribution: the law.
  ///   - vocabularySize: the number of tokens in the vocabulary.
  init(
    of words: [Token], lanes: Int, pooling shares: [Double], in begun: [LogLinearPool]? = nil,
    after said: [Token], unspoken: [Token], by distribution: SamplingDistribution,
    vocabularySize: Int
  ) {
    self.words = words
    history = said + words
    self.unspoken = Set(words).intersection(unspoken)
    self.distribution = distribution
    self.shares = shares
    let isPooled = shares.count { $0 > 0 } > 1
    pools =
      begun ?? (isPooled ? words.map { _ in LogLinearPool(vocabularySize: vocabularySize) } : [])
    logProbabilities = Array(repeating: Array(repeating: 0, count: words.count), count: lanes)
  }

  /// Takes down what `lane` thinks of the word at `place`, from what was said to come next.
  mutating func read(_ next: NextTokenDistribution, of lane: Int, at place: Int) {
    guard words.indices.contains(place), !unspoken.contains(words[place]) else { return }
    distribution.read(next, said: history[..<(history.count - words.count + place)])
    logProbabilities[lane][place] = distribution.logProbability(of: words[place])
    if !pools.isEmpty, shares[lane] > 0 {
      pools[place].add(distribution, weight: shares[lane])
    }
  }

  /// How far the lanes disagree, `−log Z` summed over the words, in nats; zero where nothing is
  /// pooled.
  var disagreement: Double {
    zip(words, pools).reduce(0) { sum, pair in
      unspoken.contains(pair.0) ? sum : sum + pair.1.disagreement
    }
  }
}
