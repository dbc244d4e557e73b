import LanguageModels
import MaskInference
import Support

extension Engine {
  /// Has the next sentence spoken, or ends the turn.
  mutating func speakNext(
    _ turn: inout TurnInProgress, _ onPiece: (String) -> Void
  ) throws(LanguageModelError) {
    guard turn.isSampled else {
      let next = turn.sentences.count
      guard next < turn.script.count else { return end(&turn, as: turn.ending) }
      turn.account.filter.predict()
      return listen(to: turn.script[next], in: &turn)
    }
    if !turn.sentences.isEmpty, let ending = ending(of: &turn) { return end(&turn, as: ending) }
    turn.account.filter.predict()
    if !turn.followsSpeakers { try rouse(&turn) }
    let speaker = try drawSpeaker(in: &turn)
    let sentence = try speak(as: speaker, in: &turn, onPiece)
    guard !sentence.tokens.isEmpty else {
      if turn.sentences.isEmpty { throw .interrupted }
      // A sentence that was not begun is no step in time.
      turn.fold()
      return end(&turn, as: .interrupted)
    }
    listen(to: sentence, in: &turn)
  }

  /// Has every lane that is awake listen to a sentence, but for its speaker's own where that knows
  /// what it said.
  private func listen(to sentence: SpokenSentence, in turn: inout TurnInProgress) {
    if turn.followsSpeakers, let speaker = sentence.speaker { turn.letSleep(allBut: speaker) }
    let listeners = turn.awake.filter { sentence.own == nil || $0 != sentence.speaker }
    turn.score = unreadScore(of: sentence, by: listeners, in: turn)
    turn.phase = .weighing(sentence, listeners: listeners)
  }

  /// Decides whether the turn ends before the next sentence, and why.
  ///
  /// The end is the engine's decision, not a mask's: its probability is the lanes' own, averaged by
  /// the belief before the next speaker is drawn. Given what was said, it is independent of who
  /// speaks next, so leaving it out of the evidence is exact.
  private func ending(of turn: inout TurnInProgress) -> Turn.Ending? {
    let settings = turn.start.settings
    if turn.tokens.count >= min(settings.replyTokens, replyRoom(by: settings))
      || turn.sentences.count >= settings.replySentences
    {
      return .length
    }
    let belief = turn.account.filter.belief
    let weights: [Double] =
      switch settings.blend {
      case .sample, .pool: belief.probabilities
      case .declared: belief.hypotheses.map { $0 == turn.start.declared ? 1 : 0 }
      case .top: belief.hypotheses.indices.map { $0 == turn.leader ? 1 : 0 }
      }
    var probability = 0.0
    var total = 0.0
    for index in turn.awake where weights[index] > 0 {
      total += weights[index]
      probability +=
        weights[index]
        * pool.endProbability(
          turn.hypotheses[index], after: turn.earlier + turn.tokens, by: &turn.distribution)
    }
    // Lanes that sleep are taken to think what the others do.
    return turn.drawNumber() * total < probability ? .finished : nil
  }

  /// Chooses whose lane speaks the next sentence; `nil` where all speak in one voice.
  ///
  /// A speaker drawn while asleep is woken, and what it has missed may show that it is somebody
  /// else's turn: the same random number then chooses again.
  private mutating func drawSpeaker(
    in turn: inout TurnInProgress
  ) throws(LanguageModelError) -> Int? {
    if let speaker = turn.drawNext() {
      if !turn.awake.contains(speaker) { try wake([speaker], in: &turn) }
      return speaker
    }
    switch turn.start.settings.blend {
    case .sample:
      let number = turn.drawNumber()
      while true {
        let speaker = SeededGenerator.index(
          at: number, of: turn.account.filter.belief.probabilities)
        if turn.awake.contains(speaker) { return speaker }
        try wake([speaker], in: &turn)
      }
    case .pool: return nil
    case .declared: return turn.hypotheses.firstIndex(of: turn.start.declared) ?? 0
    case .top: return turn.leader
    }
  }

  /// The stacks in whose lanes `speaker` speaks, and their shares of the voice.
  private func lanes(
    of speaker: Int?, in turn: TurnInProgress
  ) -> [(stack: Stack, share: Double)] {
    if let speaker { return [(turn.hypotheses[speaker], 1)] }
    let weights = turn.poolWeights
    return weights.members.map { (turn.hypotheses[$0], weights.shares[$0]) }
  }

  /// Speaks one sentence, token by token, from one lane or from several in lockstep.
  ///
  /// The lanes are then taken back to where they were, so that the sentence is weighed in every
  /// lane alike. Only a lane that speaks in a turn with sleepers keeps what it has said and what it
  /// made of it, where a word comes out the same alone and beside others.
  private mutating func speak(
    as speaker: Int?, in turn: inout TurnInProgress, _ onPiece: (String) -> Void
  ) throws(LanguageModelError) -> SpokenSentence {
    let lanes = lanes(of: speaker, in: turn)
    var mouths = lanes.map { lane in
      let (place, logits) = pool.position(of: lane.stack)
      return Mouth(lane: place, length: model.length(of: place), share: lane.share, logits: logits)
    }
    var sentence = SpokenSentence(speaker: speaker)
    let shares = turn.poolWeights.shares
    if turn.sleepingShare > 0, speaker != nil, model.speaksAsItReads {
      sentence.own = SpokenSentence.Own(pools: shares.count { $0 > 0 } > 1 ? [] : nil)
    }
    defer {
      if sentence.own == nil { for mouth in mouths { model.rewind(mouth.lane, to: mouth.length) } }
    }
    let settings = turn.start.settings
    let rule = SentenceRule(
      version: settings.sentenceRule,
      maximumTokens: min(settings.sentenceTokens, replyRoom(by: settings) - turn.tokens.count))
    var voice = Voice(
      distribution: turn.distribution,
      pool: LogLinearPool(vocabularySize: mouths.count > 1 ? model.vocabularySize : 0))
    var said = turn.earlier + turn.tokens
    var assembler = UTF8Assembler()
    var text = ""
    while !rule.isOver(text, tokens: sentence.tokens.count) || sentence.tokens.isEmpty {
      if takeStopRequest() {
        sentence.isStopped = true
        break
      }
      let token = turn.draw(from: mouths, after: said, in: &voice)
      do {
        try model.advance(
          mouths.map {
            Feed(
              lane: $0.lane, tokens: [token], reading: .last, isProvisional: sentence.own == nil)
          }
        ) { mouth, _, next in mouths[mouth].logits = next.logits }
      } catch {
        guard error == .interrupted else {
          sentence.own = nil
          throw error
        }
        continue
      }
      if let speaker, sentence.own != nil {
        sentence.own?.logProbabilities.append(voice.distribution.logProbability(of: token))
        if sentence.own?.pools != nil {
          var joined = LogLinearPool(vocabularySize: model.vocabularySize)
          if shares[speaker] > 0 { joined.add(voice.distribution, weight: shares[speaker]) }
          sentence.own?.pools?.append(joined)
        }
      }
      sentence.tokens.append(token)
      said.append(token)
      let piece = assembler.append(model.bytes(of: token))
      text += piece
      onPiece(piece)
    }
    onPiece(assembler.finish())
    if let mouth = mouths.first, sentence.own != nil {
      pool.note(mouth.logits, for: lanes[0].stack)
    }
    return sentence
  }
}

extension TurnInProgress {
  /// The most probable hypothesis of those that are awake.
  fileprivate var leader: Int { account.filter.belief.ranking.first { awake.contains($0) } ?? 0 }

  /// Draws who speaks the first sentence, once.
  mutating func drawFirst() -> Int {
    if let speaker { return speaker.hypothesis }
    var filter = opening.filter
    filter.predict()
    let drawn = SeededGenerator.index(at: drawNumber(), of: filter.belief.probabilities)
    speaker = Speaker(hypothesis: drawn)
    return drawn
  }

  /// Draws whether there is nobody this turn, so that the bare model speaks.
  mutating func drawAbsence() {
    guard followsSpeakers, account.filter.vacancy > 0,
      let bare = hypotheses.firstIndex(of: .bare), drawNumber() < account.filter.vacancy
    else { return }
    speaker = Speaker(hypothesis: bare, isAbsence: true)
  }

  /// Draws who speaks the next sentence from who may follow the last one; `nil` where the speaker
  /// is drawn another way.
  fileprivate mutating func drawNext() -> Int? {
    guard followsSpeakers, let last = speaker else { return nil }
    if !sentences.isEmpty, !last.isAbsence {
      let number = drawNumber()
      speaker?.hypothesis = SeededGenerator.index(
        at: number, of: account.filter.successors(of: last.hypothesis))
    }
    return speaker?.hypothesis
  }

  /// A number in `0..<1`, drawn.
  fileprivate mutating func drawNumber() -> Double {
    guard var generator = generator.take() else {
      preconditionFailure("nothing is drawn in a turn whose words are given")
    }
    defer { self.generator = generator }
    return Double.random(in: 0..<1, using: &generator)
  }

  /// Draws the next token: from the lane's own law, or from the pool of several.
  fileprivate mutating func draw(
    from mouths: [Mouth], after said: [Token], in voice: inout Voice
  ) -> Token {
    guard var generator = generator.take() else {
      preconditionFailure("nothing is drawn in a turn whose words are given")
    }
    defer { self.generator = generator }
    if mouths.count == 1 {
      let logits = mouths[0].logits
      return voice.distribution.draw(from: .dense(logits.span), said: said[...], using: &generator)
    }
    voice.pool.empty()
    for mouth in mouths {
      voice.distribution.read(.dense(mouth.logits.span), said: said[...])
      voice.pool.add(voice.distribution, weight: mouth.share)
    }
    return voice.pool.draw(using: &generator)
  }
}

/// What a sentence is drawn from: scratch space of a vocabulary's size.
private struct Voice {
  var distribution: SamplingDistribution
  var pool: LogLinearPool
}

/// A lane that speaks.
private struct Mouth {
  let lane: Lane
  /// What the lane had read before the sentence.
  let length: Int
  /// Its share of the voice.
  let share: Double
  /// The logits after what it has read.
  var logits: [Float]
}
