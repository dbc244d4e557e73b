import LanguageModels
package import MaskInference
import Support

/// Where the words of a reply come from.
package enum Performance: Sendable {
  /// Drawn anew; the same seed gives the same words on the same machine.
  case improvised(seed: UInt64)
  /// Taken from a recording: nothing is drawn, everything is weighed again.
  case recorded(Turn)
}

extension Stage {
  /// Plays a turn: hears `text`, answers sentence by sentence, and infers who it was.
  ///
  /// - Parameters:
  ///   - text: what the user said.
  ///   - performance: where the words of the reply come from.
  ///   - masks: the masks to consider; by default those that the text suggests.
  ///   - sleeping: how much of the belief may sleep through the turn, in [0, 1]: the lanes of the
  ///     least probable hypotheses, whose shares add up to no more, do not read it until
  ///     ``settle(atMost:)``. With zero, every lane reads everything at once. A recording is heard
  ///     by all.
  ///   - onPiece: called with each piece of the reply as it is spoken.
  ///   - onSentence: called with each sentence drawn anew, once it is weighed: the turn as it would
  ///     be if the person stopped it there.
  /// - Returns: the turn as it was played.
  /// - Throws: `StageError.model` when the language model fails or the person stops before the
  ///   first word, `.foreignTokens` or `.unknownMask` when a recording does not fit this stage. The
  ///   stage is then as it was before the turn.
  package mutating func play(
    _ text: String, as performance: Performance, considering masks: [Mask]? = nil,
    sleeping: Double = 0, onPiece: (String) -> Void = { _ in },
    onSentence: (Turn) -> Void = { _ in }
  ) throws(StageError) -> Turn {
    if case .recorded(let turn) = performance { try check(turn) }
    try settle()
    let beforeFilter = filter
    let beforeCheck = selfCheck
    let beforeRead = firstRead
    do {
      return try perform(text, performance, masks, sleeping, onPiece, onSentence)
    } catch {
      filter = beforeFilter
      selfCheck = beforeCheck
      firstRead = beforeRead
      // Words are weighed when they are read, so they must be read anew when they are said again.
      book.follow(read)
      if error == .interrupted { stop.lower() }
      throw .model(error)
    }
  }

  private mutating func perform(
    _ text: String, _ performance: Performance, _ masks: [Mask]?, _ sleeping: Double,
    _ onPiece: (String) -> Void, _ onSentence: (Turn) -> Void
  ) throws(LanguageModelError) -> Turn {
    let recording: Turn? = if case .recorded(let turn) = performance { turn } else { nil }
    let sleeping = recording == nil ? sleeping : 0
    let cast =
      (recording?.cast ?? masks).map { Cast(hardwired: hardwired, declared: declared, others: $0) }
      ?? cast(for: text)
    filter.recast(to: cast, width: settings.width)
    let tooLong = noticesOfMasks(tooLongIn: text)
    let (heard, cuts) = prepareLanes(
      for: model.tokens(of: text), recording: recording)
    let notices = tooLong + cuts
    var reply = Reply(
      to: heard, after: latestWords, from: filter, selfCheck, recording: recording,
      distribution: book.distribution(settings.law), model: model)
    let beginning = Turn.Beginning(cast: cast.masks, notices: notices)

    try listen(&reply, leaving: sleeping)
    switch performance {
    case .improvised(let seed):
      var generator = SeededGenerator(seed: seed, stream: UInt64(turns))
      try improvise(
        &reply, leaving: sleeping, since: beginning, using: &generator, onPiece, onSentence)
    case .recorded(let turn):
      reply.ending = turn.ending
      for sentence in turn.sentences {
        filter.predict()
        let speaker = sentence.speaker.map {
          reply.hypotheses.firstIndex(of: turn.hypotheses[$0]) ?? 0
        }
        try weigh(Speech(tokens: sentence.tokens, speaker: speaker), in: &reply)
      }
    }
    let turn = turn(of: reply, since: beginning, ending: reply.ending)
    filter.endTurn()
    conclude(turn, as: reply.passage)
    if sleeping > 0 {
      unsettled = UnsettledTurn(of: reply, since: beginning)
    } else {
      learn(from: turn)
    }
    return turn
  }

  /// Has the lanes hear what the user said, but for those that may sleep.
  private mutating func listen(
    _ reply: inout Reply, leaving share: Double
  ) throws(LanguageModelError) {
    let awake = wakeful(leaving: share).sorted()
    // Where sessions of before portions are weighed again, what was read together is read together.
    book.follow(read)
    try book.open(awake.map { reply.hypotheses[$0] })
    try book.readOn(awake.map { reply.hypotheses[$0] })
    book.follow(read + [reply.passage])
    try attend(awake, to: &reply)
    // Whether anybody knows the words is for all to say, where those asked do not.
    let test = settings.vacancyTest
    let suspicion = test.probability(z: reply.leastSurprise.z) - test.probability(z: 0)
    if suspicion > share {
      try attend(reply.asleep, to: &reply)
    }
    filter.beginTurn(vacancy: anomaly(of: reply).vacancy)
  }

  /// The hypotheses that may not sleep when `share` of what is predicted may.
  private func wakeful(leaving share: Double) -> [Int] {
    var awake = filter.wakeful(leaving: share)
    if settings.blend == .declared, let index = filter.hypotheses.firstIndex(of: declared),
      !awake.contains(index)
    {
      awake.append(index)
    }
    return awake
  }

  /// Wakes lanes until no more than twice `share` of what is predicted for the next sentence
  /// sleeps, which the belief must have been moved on to.
  ///
  /// A lane that wakes reads all that it has missed, so it is not woken for a trifle; but then
  /// enough are that it is not soon to be done again.
  mutating func rouse(
    _ reply: inout Reply, leaving share: Double
  ) throws(LanguageModelError) {
    let weights = filter.belief.probabilities
    var rest = reply.asleep.reduce(0) { $0 + weights[$1] }
    guard rest > 2 * share else { return }
    var woken: [Int] = []
    for index in reply.asleep.sorted(by: { (weights[$1], $0) < (weights[$0], $1) })
    where rest > share {
      woken.append(index)
      rest -= weights[index]
    }
    try attend(woken, to: &reply)
    fold(&reply)
    filter.predict()
  }

  /// The turn as far as `reply` goes, before the belief leaves it.
  func turn(of reply: Reply, since beginning: Turn.Beginning, ending: Turn.Ending) -> Turn {
    let report = Report(
      filter: filter, logLikelihoods: reply.logLikelihoods, replyTokens: reply.tokens.count,
      anomaly: anomaly(of: reply))
    return Turn(
      heard: reply.heard, cast: beginning.cast, hypotheses: reply.hypotheses,
      sentences: reply.sentences, reply: reply.text, ending: ending, report: report,
      wordNats: reply.wordNats(telling: report.leadingVoices),
      recited: model.recitedShare(of: reply.tokens), notices: beginning.notices)
  }

  /// How surprising the user's words were under the hypothesis that knows them best.
  private func anomaly(of reply: Reply) -> Report.Anomaly {
    let surprise = reply.leastSurprise
    return Report.Anomaly(
      z: surprise.z, entropyRate: surprise.entropyRate,
      vacancy: settings.vacancyTest.probability(z: surprise.z))
  }

  /// The program's own latest words, which the repetition penalty looks at.
  private var latestWords: [Token] {
    latestWords(of: passages[...], within: settings.law.repetition.window)
  }

  /// The last `window` of the words that were answered in `passages`.
  func latestWords(of passages: ArraySlice<Passage>, within window: Int) -> [Token] {
    var said: [Token] = []
    for passage in passages.reversed() where said.count < window {
      said = passage.said.suffix(window - said.count) + said
    }
    return said
  }
}
