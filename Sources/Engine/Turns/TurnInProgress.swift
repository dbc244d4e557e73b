import LanguageModels
import MaskInference
import Support

/// A turn on its way: what was heard, what has been said so far, and what every lane makes of it.
///
/// `Engine.carryOn` carries it on by any allowance of tokens; an
/// ordinary turn is one with no limit. A lane that sleeps has read less of it than the others, or
/// nothing; when it has caught up, the belief is worked out again from where the turn began.
package struct TurnInProgress {
  /// Whose turn it is to speak, where the next speaker is drawn from who may follow the last one.
  struct Speaker {
    /// The hypothesis.
    var hypothesis: Int
    /// Whether it is the bare model because there is nobody this turn.
    var isAbsence = false
  }

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
    /// All is said; lanes that slept read it.
    case settling
    /// Nothing: the turn is over.
    case over

    /// Whether lanes read what is said already.
    var isSettling: Bool { if case .settling = self { true } else { false } }
  }

  /// The state in which it begins, the oldest exchanges forgotten.
  let start: ChatState
  /// The account by which it is played, as it begins, the cast chosen.
  private(set) var opening: Account
  /// The account as far as it goes.
  var account: Account
  /// The turn, once it is over.
  package internal(set) var played: Turn?
  /// What the user said.
  let heard: [Token]
  /// What the person should know of how it began.
  let notices: [Notice]
  /// What is weighed again, where it is not drawn anew.
  let recording: Turn?
  /// How much of the belief may sleep through it, in [0, 1].
  private(set) var sleepingShare: Double
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
  /// Who speaks; `nil` before anybody was drawn, and where the next one is drawn from the belief.
  var speaker: Speaker?
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
  /// The most of the belief that each hypothesis had after a sentence.
  var weights: [Double] = []

  /// A turn in which nothing was read yet.
  ///
  /// - Parameters:
  ///   - start: the state in which it begins.
  ///   - account: the account by which it is played, the cast chosen.
  ///   - heard: what the user said.
  ///   - notices: what the person should know.
  ///   - source: where its words come from.
  ///   - sleepingShare: how much of the belief may sleep through it.
  ///   - distribution: the law at work.
  init(
    in start: ChatState, by account: Account, hearing heard: [Token], notices: [Notice],
    source: WordSource, sleepingShare: Double, distribution: SamplingDistribution
  ) {
    let hypotheses = account.filter.hypotheses
    self.start = start
    opening = account
    self.account = account
    self.heard = heard
    self.notices = notices
    // What it says is by place in the list, so it counts only where the list is the same.
    recording = source.recording?.hypotheses == hypotheses ? source.recording : nil
    self.sleepingShare = sleepingShare
    script =
      source.recording?.sentences.map { sentence in
        // What the record says is by place in its own list.
        let speaker = sentence.speaker.flatMap { speaker in
          source.recording.map { hypotheses.firstIndex(of: $0.hypotheses[speaker]) ?? 0 }
        }
        return SpokenSentence(tokens: sentence.tokens, speaker: speaker)
      } ?? []
    generator = source.seed.map { SeededGenerator(seed: $0, stream: UInt64(start.turns)) }
    ending = source.recording?.ending ?? .finished
    earlier = start.exchanges.latestWords(within: start.settings.law.repetition.window)
    self.distribution = distribution
    scores = Array(repeating: LaneScores(), count: hypotheses.count)
  }

  /// The same turn by another account of what was before it, as far as lanes have read it.
  func retold(by account: Account) -> TurnInProgress {
    var turn = self
    turn.opening = account
    turn.opening.begin(
      opening.filter.cast, width: start.settings.width, keeping: hypotheses)
    turn.fold()
    return turn
  }

  /// The same turn once it is over, for lanes to read that slept through it.
  ///
  /// - Parameters:
  ///   - account: what was before it, by what is known now.
  ///   - share: how much of the belief may sleep through it for ever, in [0, 1].
  /// - Returns: the turn, in which everything is said.
  func settling(by account: Account, leaving share: Double) -> TurnInProgress {
    var turn = retold(by: account)
    turn.generator = nil
    turn.played = nil
    turn.sleepingShare = share
    turn.phase = .settling
    return turn
  }

  /// Whether there is nothing more to do.
  package var isOver: Bool { if case .over = phase { true } else { false } }

  /// The state after it; until it is over, the one in which it begins.
  package var state: ChatState {
    var state = start
    if let played { state.conclude(played) }
    return state
  }

  /// Whether each speaker is drawn from who may follow the last one, so that nobody else has to
  /// have read a sentence before the next.
  var followsSpeakers: Bool {
    isSampled && sleepingShare > 0 && start.settings.blend == .sample
  }

  /// Whether its sentences are drawn from the model.
  var isSampled: Bool { generator != nil }

  /// The hypotheses, in the order of every list.
  var hypotheses: [Stack] { opening.filter.hypotheses }

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

  /// Lets everybody sleep but one.
  mutating func letSleep(allBut hypothesis: Int) { awake = awake.filter { $0 == hypothesis } }

  /// How surprising the user's words were under the hypothesis that knows them best.
  var anomaly: TurnReport.Anomaly {
    let surprise = leastSurprise
    return TurnReport.Anomaly(
      z: surprise.z, entropyRate: surprise.entropyRate,
      vacancy: start.settings.vacancyTest.probability(z: surprise.z))
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
    let prediction = account.filter.belief.probabilities
    return PoolWeights(
      predicting: prediction.indices.map { awake.contains($0) ? prediction[$0] : 0 })
  }
}

extension WordSource {
  /// The seed that words are drawn with.
  fileprivate var seed: UInt64? { if case .sampled(let seed) = self { seed } else { nil } }

  /// The turn that words are taken from.
  var recording: Turn? { if case .recorded(let turn) = self { turn } else { nil } }
}
