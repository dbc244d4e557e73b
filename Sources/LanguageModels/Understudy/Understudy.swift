import Foundation

/// The small model that speaks where there is no model file, and in tests.
///
/// Every voice is a trigram model of what one character says, and the pool is one of what all say. A lane
/// infers from its stage direction who is to be played and speaks with the voices in that
/// proportion, a little with the pool; a lane that never read a stage direction has only the pool.
/// Real probabilities, the same on every run, in microseconds.
public final class Understudy: LanguageModel {
  /// What the understudy's numbers are made of. The discounts are chosen for speech that strays a little
  /// from its lines and not for the lowest perplexity, which would want more of them.
  private enum Mixture {
    static let userDiscounts = WordModel.Discounts(
      lineStart: 0.5, trigram: 0.8, bigram: 0.8, unigram: 0.8)
    static let discounts = WordModel.Discounts(
      lineStart: 0.15, trigram: 0.5, bigram: 0.25, unigram: 0.75)
    /// The part of the pool in every directed lane. Bounds what a sentence can tell of its speaker:
    /// about −log of it for each word.
    static let pool = 0.25
    /// The part of what users say where the user speaks, in a directed lane and in plain text.
    static let user = 0.5
    static let userInPlainText = 0.1
    /// The part of any word at all where the user speaks: nobody has read what users may say.
    static let anythingInTurn = 0.5
    /// Of a word that could be anything, the chance that it was never read.
    static let unknown = 0.25
  }

  public let name = "understudy"
  public let identity: ModelIdentity
  public let laneLimit: Int
  public let laneCapacity: Int

  private let vocabulary: WordVocabulary
  private let recognition: VoiceRecognition
  private let topics: TopicIndex
  private let recitation: Recitation
  private let voices: [WordModel]
  private let pool: WordModel
  private let users: WordModel
  private let lineStartFloor: WordFloor
  private let wordFloor: WordFloor
  private var lanes: [UnderstudyLane?]
  private var mass: WordMass
  private var logits: [Float]

  /// Learns the voices, and how users speak from `prompts`.
  ///
  /// - Parameters:
  ///   - voices: the characters; with none it knows nothing but punctuation.
  ///   - prompts: what users say, one turn each.
  ///   - hash: what tells this training text from others, for the record.
  ///   - laneLimit: the most lanes open at once.
  ///   - laneCapacity: the most tokens a lane holds.
  /// - Complexity: O(n log n) in the number of words.
  public init(
    voices: [UnderstudyVoice], prompts: [String] = [], hash: String, laneLimit: Int = 18,
    laneCapacity: Int = 4096
  ) {
    var vocabulary = WordVocabulary()
    let spoken = voices.map { voice in voice.lines.map { vocabulary.learn(text: $0) } }
    let told = voices.map { vocabulary.learn(text: "\($0.name)\n\($0.description)") }
    let asked = prompts.map { vocabulary.learn(text: $0) }
    let lines = spoken.flatMap(\.self)

    self.vocabulary = vocabulary
    self.laneLimit = laneLimit
    self.laneCapacity = laneCapacity
    identity = ModelIdentity(
      name: name, hash: hash,
      parameters: [
        "voices": "\(voices.count)", "vocabulary": "\(vocabulary.count)",
        "laneCapacity": "\(laneCapacity)",
      ])
    let words = FoldedWords(of: vocabulary)
    recognition = VoiceRecognition(
      readings: zip(told, spoken).map { $0 + $1.flatMap(\.self) }, words: words)
    topics = TopicIndex(lines: lines, words: words, vocabulary: vocabulary)
    recitation = Recitation(lines: lines, vocabulary: vocabulary)
    self.voices = spoken.map { WordModel(lines: $0, discounts: Mixture.discounts) }
    pool = WordModel(lines: lines, discounts: Mixture.discounts)
    users = WordModel(lines: asked, discounts: Mixture.userDiscounts)
    mass = WordMass(vocabularySize: vocabulary.count)
    logits = [Float](repeating: 0, count: vocabulary.count)
    lanes = Array(repeating: nil, count: laneLimit)

    let anything = WordFloor.anything(
      vocabularySize: vocabulary.count, unknownShare: Mixture.unknown)
    lineStartFloor = anything
    var singles = WordMass(vocabularySize: vocabulary.count)
    let left = pool.spreadSingles(1, over: &singles)
    wordFloor = WordFloor(
      probabilities: zip(singles.amounts, anything.probabilities).map { $0 + left * $1 })
  }

  public var vocabularySize: Int { vocabulary.count }

  public var script: ConversationScript {
    ConversationScript(
      opening: [WordVocabulary.opening], directionToUser: [WordVocabulary.directionToUser],
      userToReply: [WordVocabulary.userToReply], replyToUser: [WordVocabulary.replyToUser],
      bareOpening: [WordVocabulary.endOfTurn], bareBreak: [WordVocabulary.blankLine])
  }

  public var endTokens: [Token] { [WordVocabulary.endOfTurn] }

  public var controlTokens: [Token] { WordVocabulary.controlTokens }

  public func tokens(of text: String) -> [Token] { vocabulary.tokens(of: text) }

  public func bytes(of token: Token) -> [UInt8] { Array(vocabulary.piece(of: token).utf8) }

  public func recitedShare(of tokens: [Token]) -> Double? { recitation.share(of: tokens) }

  public func openLane() throws(LanguageModelError) -> Lane {
    guard let index = lanes.firstIndex(where: { $0 == nil }) else {
      throw .noLaneLeft(limit: laneLimit)
    }
    lanes[index] = UnderstudyLane()
    return Lane(index: index)
  }

  public func close(_ lane: Lane) { lanes[lane.index] = nil }

  public func length(of lane: Lane) -> Int { contents(of: lane).length }

  public func rewind(_ lane: Lane, to length: Int) {
    lanes[lane.index]?.rewind(to: length)
  }

  public func advance(
    _ feeds: [Feed], read: (_ feed: Int, _ offset: Int, _ logits: Span<Float>) -> Void
  ) throws(LanguageModelError) {
    for feed in feeds {
      let length = contents(of: feed.lane).length
      guard length + feed.tokens.count <= laneCapacity else {
        throw .laneFull(
          lane: feed.lane.index, length: length, adding: feed.tokens.count, capacity: laneCapacity)
      }
    }
    for (index, feed) in feeds.enumerated() {
      for (offset, token) in feed.tokens.enumerated() {
        lanes[feed.lane.index]?.read(token, recognition: recognition, topics: topics)
        switch feed.reading {
        case .none: continue
        case .last where offset < feed.tokens.count - 1: continue
        case .last, .every: predict(after: contents(of: feed.lane).state)
        }
        read(index, offset, logits.span)
      }
    }
  }

  private func contents(of lane: Lane) -> UnderstudyLane {
    guard let contents = lanes[lane.index] else {
      preconditionFailure("lane \(lane.index) is not open")
    }
    return contents
  }

  /// Fills `logits` with the log probabilities of what comes after `state`.
  private func predict(after state: UnderstudyLane.State) {
    mass.clear()
    var rest = 1.0
    func share(_ part: Double, with model: WordModel) {
      let amount = rest * part
      rest += model.spread(amount, after: state.history, over: &mass) - amount
    }
    switch state.part {
    case .plain: share(Mixture.userInPlainText, with: users)
    case .user:
      for (word, part) in state.turn.repetition {
        mass.add(part, to: Int(word))
        rest -= part
      }
      share(Mixture.user, with: users)
    case .direction, .reply: break
    }
    var anything = state.part == .user ? rest * Mixture.anythingInTurn : 0
    rest -= anything
    if let guess = state.guess {
      let own = rest * (1 - Mixture.pool)
      for (voice, weight) in zip(voices, guess.awake) where weight > 0 {
        let amount = own * weight
        rest += voice.spread(amount, after: state.history, over: &mass) - amount
      }
    }
    anything += pool.spreadContexts(rest, after: state.history, over: &mass)
    let floor = state.history == .lineStart ? lineStartFloor : wordFloor
    var total = 1.0
    if state.part == .reply {
      for companion in topics.companions(of: state.turn.topic) {
        let probability = mass.amounts[companion] + anything * floor.probabilities[companion]
        let more = probability * (TopicIndex.factor - 1)
        mass.add(more, to: companion)
        total += more
      }
    }
    floor.complete(mass, with: anything, total: total, logits: &logits)
    if state.part == .plain {
      // Plain text knows no turns: where a line ends, a blank line follows.
      logits.swapAt(Int(WordVocabulary.endOfTurn), Int(WordVocabulary.blankLine))
    }
  }
}
