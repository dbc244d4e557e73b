import LanguageModels
import MaskInference
import Support

/// A turn on its way: what was heard, what has been said so far, and what every lane makes of it.
///
/// `Engine.carryOn` carries it on by any allowance of tokens; an
/// ordinary turn is one with no limit. A lane that sleeps has read less of it than the others, or
/// nothing; when it has caught up, the belief is worked out again from where the turn began.
package struct TurnInProgress {
  /// What comes next.
  enum Phase {
    /// Nothing was read yet.
    case beginning
    /// The lanes read the conversation before the turn.
    case catchingUp
    /// The lanes hear what the user said.
    case hearing
    /// The next sentence is to be spoken.
    case speaking
    /// The lanes weigh the sentence that was spoken.
    case weighing(SpokenSentence, listeners: [Int])
    /// Nothing: the turn is over.
    case over
  }

  /// The state in which it begins, the cast chosen and the oldest exchanges forgotten.
  let start: ChatState
  /// The state as far as it goes; once it is over, the state after it.
  package internal(set) var state: ChatState
  /// The turn, once it is over.
  package internal(set) var played: Turn?
  /// What the user said.
  let heard: [Token]
  /// What the person should know of how it began.
  let notices: [Notice]
  /// What is weighed again, where it is not drawn anew.
  let recording: Turn?
  /// How much of the belief may sleep through it, in [0, 1].
  let sleepingShare: Double
  /// The sentences that are said, where they are not drawn.
  let script: [SpokenSentence]
  /// Draws the sentences, where they are.
  var generator: SeededGenerator?
  /// Why it ends.
  var ending: Turn.Ending
  /// The words said in earlier turns, as far back as the repetition penalty looks.
  let earlier: [Token]
  /// The law at work.
  var distribution: SamplingDistribution
  var phase = Phase.beginning
  /// What the lanes make of the sentence that is being weighed.
  var score: SentenceScore?
  /// The sentences weighed so far.
  var sentences: [Turn.Sentence] = []
  /// Their tokens.
  var tokens: [Token] = []
  /// What each lane makes of it, in the order of the hypotheses.
  var scores: [LaneScores]
  /// The hypotheses whose lanes have read everything, in their order.
  private(set) var awake: [Int] = []

  /// A turn in which nothing was read yet.
  ///
  /// - Parameters:
  ///   - start: the state in which it begins.
  ///   - heard: what the user said.
  ///   - notices: what the person should know.
  ///   - source: where its words come from.
  ///   - sleepingShare: how much of the belief may sleep through it.
  ///   - distribution: the law at work.
  init(
    in start: ChatState, hearing heard: [Token], notices: [Notice], source: WordSource,
    sleepingShare: Double, distribution: SamplingDistribution
  ) {
    self.init(
      in: start, hearing: heard, notices: notices, recording: source.recording,
      sleepingShare: sleepingShare,
      script: source.recording?.sentences.map { sentence in
        // What the record says is by place in its own list.
        let speaker = sentence.speaker.flatMap { speaker in
          source.recording.map {
            start.filter.hypotheses.firstIndex(of: $0.hypotheses[speaker]) ?? 0
          }
        }
        return SpokenSentence(tokens: sentence.tokens, speaker: speaker)
      } ?? [],
      generator: source.seed.map { SeededGenerator(seed: $0, stream: UInt64(start.turns)) },
      ending: source.recording?.ending ?? .finished, distribution: distribution)
  }

  private init(
    in start: ChatState, hearing heard: [Token], notices: [Notice], recording: Turn?,
    sleepingShare: Double, script: [SpokenSentence], generator: SeededGenerator?,
    ending: Turn.Ending, distribution: SamplingDistribution
  ) {
    self.start = start
    state = start
    self.heard = heard
    self.notices = notices
    // What it says is by place in the list, so it counts only where the list is the same.
    self.recording = recording?.hypotheses == start.filter.hypotheses ? recording : nil
    self.sleepingShare = sleepingShare
    self.script = script
    self.generator = generator
    self.ending = ending
    earlier = start.exchanges.latestWords(within: start.settings.law.repetition.window)
    self.distribution = distribution
    scores = Array(repeating: LaneScores(), count: start.filter.hypotheses.count)
  }

  /// The same turn once it is over, to be read by every lane: its words are said again.
  var readByAll: TurnInProgress {
    TurnInProgress(
      in: start, hearing: heard, notices: notices, recording: nil, sleepingShare: 0,
      script: sentences.map { SpokenSentence(tokens: $0.tokens, speaker: $0.speaker) },
      generator: nil, ending: ending, distribution: distribution)
  }

  /// Whether there is nothing more to do.
  package var isOver: Bool { if case .over = phase { true } else { false } }

  /// Whether its sentences are drawn from the model.
  var isSampled: Bool { generator != nil }

  /// The hypotheses, in the order of every list.
  var hypotheses: [Stack] { start.filter.hypotheses }

  /// What it is in the conversation, so far.
  var exchange: Exchange { Exchange(heard: heard, said: tokens) }

  /// What the lanes are to have read at this point.
  var transcript: [Exchange] {
    var exchange = exchange
    if case .weighing(let sentence, _) = phase { exchange.said += sentence.tokens }
    return start.read + [exchange]
  }

  /// The log likelihood of the reply so far under each hypothesis, in nats.
  var logLikelihoods: [Double] {
    hypotheses.indices.map { index in
      sentences.reduce(0) { $0 + $1.logLikelihoods[index] }
    }
  }

  /// The hypotheses whose lanes are behind.
  var asleep: [Int] {
    let awake = Set(awake)
    return hypotheses.indices.filter { !awake.contains($0) }
  }

  /// Notes that the lane of a hypothesis has read everything.
  mutating func wake(_ hypothesis: Int) {
    guard !awake.contains(hypothesis) else { return }
    awake = (awake + [hypothesis]).sorted()
  }

  /// How surprising the user's words were under the hypothesis that knows them best.
  var anomaly: TurnReport.Anomaly {
    let surprise = leastSurprise
    return TurnReport.Anomaly(
      z: surprise.z, entropyRate: surprise.entropyRate,
      vacancy: state.settings.vacancyTest.probability(z: surprise.z))
  }

  /// The surprise of what the user said under the hypothesis, of those that are awake, that knows
  /// it best.
  var leastSurprise: Surprise {
    let deaf = Set(recording?.sentences.first?.asleep ?? [])
    let best = awake.filter { !deaf.contains($0) }.min { left, right in
      (abs(scores[left].surprise.z), hypotheses[left].description)
        < (abs(scores[right].surprise.z), hypotheses[right].description)
    }
    return best.map { scores[$0].surprise } ?? Surprise()
  }

  /// How the lanes that are awake would speak in one voice, by what is predicted of them.
  var poolWeights: PoolWeights {
    let awake = Set(awake)
    let prediction = state.filter.belief.probabilities
    return PoolWeights(
      predicting: prediction.indices.map { awake.contains($0) ? prediction[$0] : 0 })
  }
}

extension TurnInProgress {
  /// Adds a sentence that `listeners` have read and updates the belief, which must have been moved
  /// on to it.
  ///
  /// - Parameters:
  ///   - spoken: the sentence.
  ///   - text: its words.
  ///   - score: what the listeners make of it.
  ///   - listeners: the hypotheses whose lanes have read it.
  mutating func add(
    _ spoken: SpokenSentence, reading text: String, score: SentenceScore, by listeners: [Int]
  ) {
    for (place, hypothesis) in listeners.enumerated() {
      scores[hypothesis].weigh(score.logProbabilities[place])
    }
    if let own = spoken.own, let speaker = spoken.speaker {
      scores[speaker].weigh(own.logProbabilities)
    }
    let before = tokens.count
    tokens += spoken.tokens
    sentences.append(
      Turn.Sentence(
        text: text, tokens: spoken.tokens,
        voice: spoken.speaker.map { .sampled(speaker: $0) }
          ?? .foreign(exponent: state.settings.foreignExponent),
        logLikelihoods: [],
        disagreement: score.disagreement.isFinite ? score.disagreement : nil, belief: []))
    absorb(sentences.count - 1, at: before)
  }

  /// Works the belief out again from where the turn began, by what the lanes have read meanwhile.
  mutating func fold() {
    state.filter = start.filter
    state.selfCheck = start.selfCheck
    state.filter.beginTurn(vacancy: anomaly.vacancy)
    var beginning = 0
    for index in sentences.indices {
      state.filter.predict()
      absorb(index, at: beginning)
      beginning += sentences[index].tokens.count
    }
  }

  /// Updates the belief by sentence `index`, which begins at token `beginning` of the reply and
  /// which the belief must have been moved on to.
  private mutating func absorb(_ index: Int, at beginning: Int) {
    var sentence = sentences[index]
    let places = beginning..<beginning + sentence.tokens.count
    let known = scores.map { $0.logLikelihood(of: places) }
    let pool = poolWeights
    let exponent = sentence.voice.evidenceWeight
    let guesses = guesses(at: index)
    let logLikelihoods = state.filter.completing(
      known.enumerated().map { guesses[$0.offset] ?? $0.element },
      shortfalls: hypotheses.map {
        start.unreadEstimate.shortfall(of: $0, tokens: places.count)
      }, exponent: exponent)
    state.filter.update(logLikelihoods, exponent: exponent)
    if let speaker = sentence.speaker, let spoken = known[speaker] {
      let others = known.indices.filter { $0 != speaker }.compactMap { known[$0] }
      state.selfCheck.record(logLikelihoods: [spoken] + others, speaker: 0)
    }
    let unknown = known.indices.filter { known[$0] == nil || guesses[$0] != nil }
    sentence.logLikelihoods = logLikelihoods
    sentence.asleep = unknown.isEmpty ? nil : unknown
    sentence.blendLogOdds = sentence.disagreement.flatMap {
      pool.logOdds(logLikelihoods, disagreement: $0)
    }
    sentence.belief = state.filter.belief.probabilities
    sentences[index] = sentence
  }

  /// The log likelihoods of sentence `index` of a recording under the hypotheses whose lanes slept
  /// through it then: it cannot be known now what was guessed.
  private func guesses(at index: Int) -> [Int: Double] {
    guard let recording, recording.sentences.indices.contains(index) else { return [:] }
    let sentence = recording.sentences[index]
    return Dictionary(
      (sentence.asleep ?? []).map { ($0, sentence.logLikelihoods[$0]) },
      uniquingKeysWith: { first, _ in first })
  }

  /// Ends the turn, which reads `turn`.
  mutating func end(as turn: Turn) {
    state.filter.endTurn()
    state.conclude(turn, as: exchange, isWhollyRead: sleepingShare == 0)
    played = turn
    phase = .over
  }
}

extension WordSource {
  /// The seed that words are drawn with.
  fileprivate var seed: UInt64? { if case .sampled(let seed) = self { seed } else { nil } }

  /// The turn that words are taken from.
  var recording: Turn? { if case .recorded(let turn) = self { turn } else { nil } }
}
