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
  /// - Returns: the turn as it was played.
  /// - Throws: `StageError.model` when the language model fails or the person stops before the first
  ///   word, `.foreignTokens` or `.unknownMask` when a recording does not fit this stage. The stage is
  ///   then as it was before the turn.
  public mutating func play(
    _ text: String, as performance: Performance, considering masks: [Mask]? = nil,
    onPiece: (String) -> Void = { _ in }
  ) throws(StageError) -> Turn {
    if case .recorded(let turn) = performance { try check(turn) }
    let beforeFilter = filter
    let beforeCheck = selfCheck
    let beforeRead = firstRead
    do {
      return try perform(text, performance, masks, onPiece)
    } catch {
      abandon(to: beforeFilter, beforeCheck, firstRead: beforeRead)
      if error == .interrupted { stop.lower() }
      throw .model(error)
    }
  }

  private mutating func perform(
    _ text: String, _ performance: Performance, _ masks: [Mask]?, _ onPiece: (String) -> Void
  ) throws(LanguageModelError) -> Turn {
    let width = settings.width
    var others = masks
    if case .recorded(let turn) = performance { others = turn.cast }
    let cast =
      others.map { Cast(hardwired: hardwired, declared: declared, others: $0) } ?? cast(for: text)
    infer { filter, _ in filter.recast(to: cast, width: width) }
    let (heard, notices) = try prepareLanes(for: model.tokens(of: text))
    let hypotheses = filter.hypotheses

    let surprises = try book.hear(heard)
    let anomaly = anomaly(of: surprises)
    infer { filter, _ in filter.beginTurn(vacancy: anomaly.vacancy) }

    var reply = Reply(
      hypotheses: hypotheses, distribution: book.distribution(settings.law), model: model)
    switch performance {
    case .improvised(let seed):
      var generator = SeededGenerator(seed: seed, stream: UInt64(turns))
      try improvise(&reply, using: &generator, onPiece)
    case .recorded(let turn):
      reply.ending = turn.ending
      for sentence in turn.sentences {
        infer { filter, _ in filter.predict() }
        let speaker = hypotheses.firstIndex(of: turn.hypotheses[sentence.speaker]) ?? 0
        try weigh(sentence.tokens, speaker: speaker, in: &reply)
      }
    }
    let report = Report(
      filter: filter, logLikelihoods: reply.logLikelihoods, replyTokens: reply.tokens.count,
      anomaly: anomaly)
    infer { filter, _ in filter.endTurn() }
    conclude(Passage(heard: heard, said: reply.tokens), reply: reply.text, notices: notices)
    return Turn(
      heard: heard, cast: cast.masks, hypotheses: hypotheses, sentences: reply.sentences,
      reply: reply.text, ending: reply.ending, report: report,
      recited: model.recitedShare(of: reply.tokens), notices: notices)
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

  /// Speaks sentence after sentence until the turn ends.
  private mutating func improvise(
    _ reply: inout Reply, using generator: inout SeededGenerator, _ onPiece: (String) -> Void
  ) throws(LanguageModelError) {
    while true {
      if !reply.sentences.isEmpty {
        if isOver(&reply, using: &generator) { return }
      }
      let before = filter
      infer { filter, _ in filter.predict() }
      let speaker = speaker(using: &generator)
      let (tokens, isStopped) = try speak(
        as: reply.hypotheses[speaker], after: reply, using: &generator, onPiece)
      guard !tokens.isEmpty else {
        reply.ending = .interrupted
        if reply.sentences.isEmpty { throw .interrupted }
        // A sentence that was not begun is no step in time.
        infer { filter, _ in filter = before }
        return
      }
      let isStoppedLater = try weighInAnyCase(tokens, speaker: speaker, in: &reply)
      if isStopped || isStoppedLater {
        reply.ending = .interrupted
        return
      }
    }
  }

  /// Weighs what was said even where the person stops it meanwhile: words that were heard count.
  ///
  /// - Returns: whether the person asked to stop.
  private mutating func weighInAnyCase(
    _ tokens: [Token], speaker: Int, in reply: inout Reply
  ) throws(LanguageModelError) -> Bool {
    let isStopped = stop.isRaised
    if isStopped { stop.lower() }
    do {
      try weigh(tokens, speaker: speaker, in: &reply)
      return isStopped
    } catch {
      guard error == .interrupted else { throw error }
      // Once only: a request to end the program cannot be taken back.
      stop.lower()
      try weigh(tokens, speaker: speaker, in: &reply)
      return true
    }
  }

  /// Decides whether the turn ends before the next sentence.
  ///
  /// The end is the stage's decision, not a mask's: its probability is the lanes' own, averaged by
  /// the belief before the next speaker is drawn. Given what was said, it is independent of who
  /// speaks next, so leaving it out of the evidence is exact.
  private mutating func isOver(
    _ reply: inout Reply, using generator: inout SeededGenerator
  ) -> Bool {
    if reply.tokens.count >= min(settings.replyTokens, replyRoom)
      || reply.sentences.count >= settings.replySentences
    {
      reply.ending = .length
      return true
    }
    let belief = filter.belief
    let weights: [Double] =
      switch settings.blend {
      case .sample: belief.probabilities
      case .declared: belief.hypotheses.map { $0 == declared ? 1 : 0 }
      case .top: belief.hypotheses.map { $0 == belief.mostProbable ? 1 : 0 }
      }
    var probability = 0.0
    for (stack, weight) in zip(belief.hypotheses, weights) where weight > 0 {
      probability +=
        weight * book.endProbability(stack, after: said(in: reply), by: &reply.distribution)
    }
    return Double.random(in: 0..<1, using: &generator) < probability
  }

  /// Chooses whose lane speaks the next sentence.
  private func speaker(using generator: inout SeededGenerator) -> Int {
    let belief = filter.belief
    return switch settings.blend {
    case .sample: generator.index(drawnFrom: belief.probabilities)
    case .declared: belief.hypotheses.firstIndex(of: declared) ?? 0
    case .top: belief.ranking.first ?? 0
    }
  }

  /// Speaks one sentence from the lane of `stack`, token by token, and takes the lane back to where
  /// it was: the sentence is then weighed in every lane alike.
  private func speak(
    as stack: Stack, after reply: Reply, using generator: inout SeededGenerator,
    _ onPiece: (String) -> Void
  ) throws(LanguageModelError) -> (tokens: [Token], isStopped: Bool) {
    let (lane, start) = book.position(of: stack)
    let length = model.length(of: lane)
    defer { model.rewind(lane, to: length) }
    let rule = SentenceRule(
      maximumTokens: min(settings.sentenceTokens, replyRoom - reply.tokens.count))
    var distribution = reply.distribution
    var logits = start
    var said = said(in: reply)
    var tokens: [Token] = []
    var assembler = UTF8Assembler()
    var text = ""
    while true {
      if stop.isRaised {
        stop.lower()
        onPiece(assembler.finish())
        return (tokens, true)
      }
      let token = distribution.draw(logits: logits.span, said: said[...], using: &generator)
      do {
        try model.advance([Feed(lane: lane, tokens: [token], reading: .last)]) { _, _, next in
          logits = LaneBook.copy(next)
        }
      } catch {
        guard error == .interrupted else { throw error }
        continue
      }
      tokens.append(token)
      said.append(token)
      let piece = assembler.append(model.bytes(of: token))
      text += piece
      onPiece(piece)
      if rule.isOver(text, tokens: tokens.count) {
        onPiece(assembler.finish())
        return (tokens, false)
      }
    }
  }

  /// Weighs a finished sentence in every lane and updates the belief.
  private mutating func weigh(
    _ tokens: [Token], speaker: Int, in reply: inout Reply
  ) throws(LanguageModelError) {
    let logLikelihoods = try book.score(
      tokens, on: reply.hypotheses, after: said(in: reply), by: &reply.distribution)
    infer { filter, check in
      filter.update(logLikelihoods)
      // A recording that was changed may name a speaker that there is not.
      guard logLikelihoods.indices.contains(speaker) else { return }
      check.record(logLikelihoods: logLikelihoods, speaker: speaker)
    }
    reply.add(
      Turn.Sentence(
        text: model.text(of: tokens), tokens: tokens, speaker: speaker,
        logLikelihoods: logLikelihoods, belief: filter.belief.probabilities))
  }

  /// The program's own latest words, which the repetition penalty looks at.
  private func said(in reply: Reply) -> [Token] {
    let window = settings.law.repetition.window
    var said = Array(reply.tokens.suffix(window))
    for passage in passages.reversed() where said.count < window {
      said = passage.said.suffix(window - said.count) + said
    }
    return said
  }
}

/// A reply as it grows.
struct Reply {
  let hypotheses: [Stack]
  var distribution: SamplingDistribution
  var sentences: [Turn.Sentence] = []
  var tokens: [Token] = []
  /// The log likelihood of the reply so far under each hypothesis.
  var logLikelihoods: [Double]
  var ending = Turn.Ending.finished
  private let model: any LanguageModel

  init(
    hypotheses: [Stack], distribution: SamplingDistribution, model: any LanguageModel
  ) {
    self.hypotheses = hypotheses
    self.distribution = distribution
    self.model = model
    logLikelihoods = Array(repeating: 0, count: hypotheses.count)
  }

  /// Everything said so far.
  var text: String { model.text(of: tokens) }

  mutating func add(_ sentence: Turn.Sentence) {
    sentences.append(sentence)
    tokens += sentence.tokens
    for (index, value) in sentence.logLikelihoods.enumerated() { logLikelihoods[index] += value }
  }
}
