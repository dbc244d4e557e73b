import LanguageModels
public import MaskInference

/// Where the words of a reply come from.
public enum Performance: Sendable {
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
  ///   - onPiece: called with each piece of the reply as it is spoken.
  ///   - onSentence: called with each sentence drawn anew, once it is weighed: the turn as it would
  ///     be if the person stopped it there.
  /// - Returns: the turn as it was played.
  /// - Throws: `StageError.model` when the language model fails or the person stops before the first
  ///   word, `.foreignTokens` or `.unknownMask` when a recording does not fit this stage. The stage is
  ///   then as it was before the turn.
  public mutating func play(
    _ text: String, as performance: Performance, considering masks: [Mask]? = nil,
    onPiece: (String) -> Void = { _ in }, onSentence: (Turn) -> Void = { _ in }
  ) throws(StageError) -> Turn {
    if case .recorded(let turn) = performance { try check(turn) }
    let beforeFilter = filter
    let beforeCheck = selfCheck
    let beforeRead = firstRead
    do {
      return try perform(text, performance, masks, onPiece, onSentence)
    } catch {
      abandon(to: beforeFilter, beforeCheck, firstRead: beforeRead)
      if error == .interrupted { stop.lower() }
      throw .model(error)
    }
  }

  private mutating func perform(
    _ text: String, _ performance: Performance, _ masks: [Mask]?, _ onPiece: (String) -> Void,
    _ onSentence: (Turn) -> Void
  ) throws(LanguageModelError) -> Turn {
    var others = masks
    if case .recorded(let turn) = performance { others = turn.cast }
    let cast =
      others.map { Cast(hardwired: hardwired, declared: declared, others: $0) } ?? cast(for: text)
    filter.recast(to: cast, width: settings.width)
    let (heard, notices) = try prepareLanes(for: model.tokens(of: text))
    let hypotheses = filter.hypotheses

    let surprises = try book.hear(heard)
    let anomaly = anomaly(of: surprises)
    filter.beginTurn(vacancy: anomaly.vacancy)
    let beginning = Turn.Beginning(
      heard: heard, cast: cast.masks, anomaly: anomaly, notices: notices)

    var reply = Reply(
      hypotheses: hypotheses, distribution: book.distribution(settings.law), model: model)
    switch performance {
    case .improvised(let seed):
      var generator = SeededGenerator(seed: seed, stream: UInt64(turns))
      try improvise(&reply, since: beginning, using: &generator, onPiece, onSentence)
    case .recorded(let turn):
      reply.ending = turn.ending
      for sentence in turn.sentences {
        filter.predict()
        let speaker = sentence.speaker.map { hypotheses.firstIndex(of: turn.hypotheses[$0]) ?? 0 }
        try weigh(sentence.tokens, speaker: speaker, in: &reply)
      }
    }
    let turn = turn(of: reply, since: beginning, ending: reply.ending)
    filter.endTurn()
    conclude(turn, as: Passage(heard: heard, said: reply.tokens))
    tellLast()
    return turn
  }

  /// The turn as far as `reply` goes, before the belief leaves it.
  func turn(of reply: Reply, since beginning: Turn.Beginning, ending: Turn.Ending) -> Turn {
    Turn(
      heard: beginning.heard, cast: beginning.cast, hypotheses: reply.hypotheses,
      sentences: reply.sentences, reply: reply.text, ending: ending,
      report: Report(
        filter: filter, logLikelihoods: reply.logLikelihoods, replyTokens: reply.tokens.count,
        anomaly: beginning.anomaly),
      recited: model.recitedShare(of: reply.tokens), notices: beginning.notices)
  }

  /// How surprising the user's words were under the hypothesis that knows them best.
  private func anomaly(of surprises: [Stack: Surprise]) -> Report.Anomaly {
    let best = surprises.min { left, right in
      (abs(left.value.z), left.key.description) < (abs(right.value.z), right.key.description)
    }
    let surprise = best?.value ?? Surprise()
    return Report.Anomaly(
      z: surprise.z, entropyRate: surprise.entropyRate,
      vacancy: settings.vacancyTest.probability(z: surprise.z))
  }

  /// Weighs a finished sentence in every lane and updates the belief, which must have been moved on
  /// to it.
  ///
  /// `speaker` is the hypothesis whose lane spoke it; where it is `nil` no single one did, and the
  /// evidence counts less.
  mutating func weigh(
    _ tokens: [Token], speaker: Int?, in reply: inout Reply
  ) throws(LanguageModelError) {
    let pool = PoolWeights(predicting: filter.belief.probabilities)
    let score = try book.score(
      tokens, on: reply.hypotheses, pooling: pool.shares, after: said(in: reply),
      by: reply.distribution)
    let exponent = speaker == nil ? settings.foreignExponent : nil
    filter.update(score.logLikelihoods, exponent: exponent ?? 1)
    if let speaker { selfCheck.record(logLikelihoods: score.logLikelihoods, speaker: speaker) }
    reply.add(
      Turn.Sentence(
        text: model.text(of: tokens), tokens: tokens, speaker: speaker, exponent: exponent,
        logLikelihoods: score.logLikelihoods,
        disagreement: score.disagreement.isFinite ? score.disagreement : nil,
        blendLogOdds: pool.logOdds(score.logLikelihoods, disagreement: score.disagreement),
        belief: filter.belief.probabilities))
  }

  /// The program's own latest words, which the repetition penalty looks at.
  func said(in reply: Reply) -> [Token] {
    latestWords(of: passages[...], and: reply.tokens, within: settings.law.repetition.window)
  }

  /// The last `window` of the words that were answered in `passages` and then of `words`.
  func latestWords(
    of passages: ArraySlice<Passage>, and words: [Token] = [], within window: Int
  ) -> [Token] {
    var said = Array(words.suffix(window))
    for passage in passages.reversed() where said.count < window {
      said = passage.said.suffix(window - said.count) + said
    }
    return said
  }
}
