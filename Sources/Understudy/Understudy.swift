import Foundation
package import LanguageModels

/// The small model that speaks where there is no model file, and in tests.
///
/// Every voice is a trigram model of what one character says, and the pool is one of what all say.
/// A lane infers from its stage direction who is to be played and speaks with the voices in that
/// proportion, and a little with the pool; a lane that never read a stage direction has the pool
/// alone. Where the user speaks, it expects what users say. The probabilities are real, the same on
/// every run, and take microseconds.
///
/// The logits are log probabilities. The unknown word is a control token and is never spoken, but
/// it is what `tokens(of:)` gives for a word that was never read, and its probability is that of
/// meeting such a word.
package final class Understudy: RecitingModel {
  /// What the understudy's numbers are made of.
  private enum Mixture {
    /// Counts the changes of these numbers and of the formulas, for the record.
    static let revision = 1
    // Chosen for speech that strays a little from its lines. The lowest perplexity on lines never
    // read would want larger ones, and the speech would be a stew.
    static let voiceDiscounts = WordModel.Discounts(
      lineStart: 0.15, trigram: 0.5, bigram: 0.25, unigram: 0.75)
    // Chosen so that the surprise of what users say is about as large as expected.
    static let userDiscounts = WordModel.Discounts(
      lineStart: 0.5, trigram: 0.8, bigram: 0.8, unigram: 0.8)
    /// The pool's part in a directed lane.
    ///
    /// It bounds what a word can tell of its speaker: a word and context that stand in one voice's
    /// lines alone cost the other voices at most −log of this, 1.4 nats.
    static let pool = 0.25
    /// The part of what users say, where the user speaks and in plain text.
    static let userInTurn = 0.5
    static let userInPlainText = 0.1
    /// The part of any word at all where the user speaks: nobody has read all that users may say.
    static let anythingInTurn = 0.5
    /// Of a word that could be anything, the probability that it was never read.
    static let unknown = 0.25
  }

  /// What it is called.
  package let name = "understudy"
  /// Its name, the hash it was given and what changes its numbers.
  package let identity: ModelIdentity
  /// The most lanes open at once.
  package let laneLimit: Int
  /// The most tokens a lane holds.
  package let laneCapacity: Int

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
  package init(
    voices: [UnderstudyVoice], prompts: [String] = [], hash: String, laneLimit: Int = 18,
    laneCapacity: Int = 4096
  ) {
    var vocabulary = WordVocabulary()
    let spoken = voices.map { voice in voice.lines.map { vocabulary.learn(reply: $0) } }
    let told = voices.map { vocabulary.learn(text: "\($0.name)\n\($0.description)") }
    let asked = prompts.map { vocabulary.learn(text: $0) }
    let lines = spoken.flatMap(\.self)

    self.vocabulary = vocabulary
    self.laneLimit = laneLimit
    self.laneCapacity = laneCapacity
    identity = ModelIdentity(
      name: name, hash: hash,
      parameters: [
        "engine": "understudy", "revision": String(Mixture.revision),
        "voices": String(voices.count), "vocabulary": String(vocabulary.count),
        "lanes": String(laneLimit), "tokensPerLane": String(laneCapacity),
      ])
    let words = FoldedWords(of: vocabulary)
    recognition = VoiceRecognition(
      readings: zip(told, spoken).map { $0 + $1.flatMap(\.self) }, words: words)
    topics = TopicIndex(lines: lines, words: words, vocabulary: vocabulary)
    recitation = Recitation(lines: lines, vocabulary: vocabulary)
    self.voices = spoken.map { WordModel(lines: $0, discounts: Mixture.voiceDiscounts) }
    pool = WordModel(lines: lines, discounts: Mixture.voiceDiscounts)
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

  /// The number of words, marks and control tokens.
  package var vocabularySize: Int { vocabulary.count }

  /// One control token between any two parts; plain text begins like a line.
  package var promptTemplate: PromptTemplate {
    PromptTemplate(
      opening: [WordVocabulary.opening], directionToUser: [WordVocabulary.directionToUser],
      userToReply: [WordVocabulary.userToReply], replyToUser: [WordVocabulary.replyToUser],
      bareOpening: [WordVocabulary.endOfTurn], bareBreak: [WordVocabulary.blankLine])
  }

  /// The one token that ends a turn.
  package var endTokens: [Token] { [WordVocabulary.endOfTurn] }

  /// The unknown word and the tokens of the script.
  package var controlTokens: [Token] { WordVocabulary.controlTokens }

  /// The words and marks of `text`.
  ///
  /// A word never read as it is written is read in other case or without its space where that is
  /// known, else as the unknown word.
  package func tokens(of text: String) -> [Token] { vocabulary.tokens(of: text) }

  /// What `token` is written as; the unknown word is U+2047, other control tokens and what is no
  /// token are empty.
  package func bytes(of token: Token) -> [UInt8] {
    vocabulary.contains(token) ? Array(vocabulary.piece(of: token).utf8) : []
  }

  /// The share of `tokens` in runs of six words or more that stand in a voice's lines.
  package func recitedShare(of tokens: [Token]) -> Double { recitation.share(of: tokens) }

  /// Opens an empty lane.
  ///
  /// - Throws: `LanguageModelError.noLaneLeft` when all lanes are open.
  package func openLane() throws(LanguageModelError) -> Lane {
    guard let index = lanes.firstIndex(where: { $0 == nil }) else {
      throw .noLaneLeft(limit: laneLimit)
    }
    lanes[index] = UnderstudyLane()
    return Lane(index: index)
  }

  /// Closes a lane and forgets what it has read.
  package func close(_ lane: Lane) { lanes[lane.index] = nil }

  /// The number of tokens the lane has read.
  package func length(of lane: Lane) -> Int { lanes[lane.index]?.length ?? 0 }

  /// Forgets everything after the first `length` tokens of the lane.
  package func rewind(_ lane: Lane, to length: Int) {
    lanes[lane.index]?.rewind(to: length)
  }

  /// Appends tokens to lanes and hands out the wanted logits.
  ///
  /// - Throws: `LanguageModelError.laneFull`, or `.failed` for what is no token of the vocabulary;
  ///   the lanes are then as long as they were.
  /// - Complexity: O(voices) for each token, O(vocabulary) for each reading.
  package func compute(
    _ feeds: [Feed], read: (_ feed: Int, _ offset: Int, _ next: NextTokenDistribution) -> Void
  ) throws(LanguageModelError) {
    for feed in feeds {
      let length = contents(of: feed.lane).length
      guard length + feed.tokens.count <= laneCapacity else {
        throw .laneFull(
          lane: feed.lane.index, length: length, adding: feed.tokens.count, capacity: laneCapacity)
      }
      // As llama.cpp has it: −1 is an invalid batch.
      guard feed.tokens.allSatisfy(vocabulary.contains) else {
        throw .failed(status: -1, tokens: feed.tokens.count)
      }
    }
    for (index, feed) in feeds.enumerated() {
      for (offset, token) in feed.tokens.enumerated() {
        lanes[feed.lane.index]?.read(token, recognition: recognition, topics: topics)
        guard feed.isRead(at: offset) else { continue }
        predict(after: contents(of: feed.lane).state)
        read(index, offset, .dense(logits.span))
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
      share(Mixture.userInTurn, with: users)
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
