import LanguageModels

/// What a lane remembers of the user's latest turn.
struct UserTurn {
  private static let topicMemory = 8
  private static let wordMemory = 32
  /// A word is expected again with probability `n / (n + caution)` once it came `n` times.
  private static let caution = 6.0

  /// The latest words that tell of a topic.
  private(set) var topic: [Int] = []
  private var words: [Token] = []

  /// Reads the next token.
  mutating func read(_ token: Token, topics: TopicIndex) {
    words.append(token)
    if words.count > Self.wordMemory { words.removeFirst() }
    guard let word = topics.topic(of: token), !topic.contains(word) else { return }
    topic.append(word)
    if topic.count > Self.topicMemory { topic.removeFirst() }
  }

  /// What followed the latest word when the user said it before, with its probability of coming
  /// again.
  ///
  /// A cache (Kuhn & De Mori 1990, doi:10.1109/34.56193): it is what makes endless repetition
  /// unsurprising.
  var repetition: [(word: Token, probability: Double)] {
    guard let last = words.last, last != WordVocabulary.unknown else { return [] }
    let followers = zip(words, words.dropFirst()).filter { $0.0 == last }.map(\.1)
    return followers.map { ($0, 1 / (Double(followers.count) + Self.caution)) }
  }
}
