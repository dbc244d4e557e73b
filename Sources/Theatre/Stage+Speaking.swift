import LanguageModels
import MaskInference
import Support

extension Stage {
  /// Speaks sentence after sentence until the turn ends.
  mutating func improvise(
    _ reply: inout Reply, leaving share: Double, since beginning: Turn.Beginning,
    using generator: inout SeededGenerator, _ onPiece: (String) -> Void,
    _ onSentence: (Turn) -> Void
  ) throws(LanguageModelError) {
    while true {
      if !reply.sentences.isEmpty {
        if isOver(&reply, using: &generator) { return }
      }
      filter.predict()
      try rouse(&reply, leaving: share)
      let speaker = try speaker(in: &reply, using: &generator)
      let speech = try speak(
        as: speaker, isProvisional: share > 0, after: reply, using: &generator, onPiece)
      guard !speech.tokens.isEmpty else {
        reply.ending = .interrupted
        if reply.sentences.isEmpty { throw .interrupted }
        // A sentence that was not begun is no step in time.
        fold(&reply)
        return
      }
      let isStoppedLater = try weighInAnyCase(speech, in: &reply)
      onSentence(turn(of: reply, since: beginning, ending: .interrupted))
      if speech.isStopped || isStoppedLater {
        reply.ending = .interrupted
        return
      }
    }
  }

  /// Weighs what was said even where the person stops it meanwhile: words that were heard count.
  ///
  /// - Returns: whether the person asked to stop.
  private mutating func weighInAnyCase(
    _ speech: Speech, in reply: inout Reply
  ) throws(LanguageModelError) -> Bool {
    let isStopped = stop.isRaised
    if isStopped { stop.lower() }
    do {
      try weigh(speech, in: &reply)
      return isStopped
    } catch {
      guard error == .interrupted else { throw error }
      // Once only: a request to end the program cannot be taken back.
      stop.lower()
      try weigh(speech, in: &reply)
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
      case .sample, .pool: belief.probabilities
      case .declared: belief.hypotheses.map { $0 == declared ? 1 : 0 }
      case .top: belief.hypotheses.indices.map { $0 == leader(in: reply) ? 1 : 0 }
      }
    var probability = 0.0
    var total = 0.0
    for index in reply.awake where weights[index] > 0 {
      total += weights[index]
      probability +=
        weights[index]
        * book.endProbability(
          reply.hypotheses[index], after: reply.earlier + reply.tokens, by: &reply.distribution)
    }
    // Lanes that sleep are taken to think what the others do.
    return Double.random(in: 0..<1, using: &generator) * total < probability
  }

  /// Chooses whose lane speaks the next sentence; `nil` where all speak in one voice.
  ///
  /// Who is drawn while asleep is woken, and what it has missed may show that it is somebody else's
  /// turn: the same random number then chooses again.
  private mutating func speaker(
    in reply: inout Reply, using generator: inout SeededGenerator
  ) throws(LanguageModelError) -> Int? {
    switch settings.blend {
    case .sample:
      let number = Double.random(in: 0..<1, using: &generator)
      while true {
        let speaker = SeededGenerator.index(at: number, of: filter.belief.probabilities)
        if reply.awake.contains(speaker) { return speaker }
        try attend([speaker], to: &reply)
        fold(&reply)
        filter.predict()
      }
    case .pool: return nil
    case .declared: return filter.hypotheses.firstIndex(of: declared) ?? 0
    case .top: return leader(in: reply)
    }
  }

  /// The most probable hypothesis of those that are awake.
  private func leader(in reply: Reply) -> Int {
    filter.belief.ranking.first { reply.awake.contains($0) } ?? 0
  }

  /// The stacks in whose lanes `speaker` speaks, and their shares of the voice.
  private func lanes(of speaker: Int?, in reply: Reply) -> [(stack: Stack, share: Double)] {
    if let speaker { return [(filter.hypotheses[speaker], 1)] }
    let pool = poolWeights(in: reply)
    return pool.members.map { (filter.hypotheses[$0], pool.shares[$0]) }
  }

  /// Speaks one sentence, token by token, from one lane or from several in lockstep.
  ///
  /// The lanes are then taken back to where they were, so that the sentence is weighed in every
  /// lane alike. Only a lane that speaks in a provisional turn keeps what it has said and what it
  /// made of it: all is weighed again when the turn is settled.
  private mutating func speak(
    as speaker: Int?, isProvisional: Bool, after reply: Reply,
    using generator: inout SeededGenerator, _ onPiece: (String) -> Void
  ) throws(LanguageModelError) -> Speech {
    let lanes = lanes(of: speaker, in: reply)
    var mouths = lanes.map { lane in
      let (place, logits) = book.position(of: lane.stack)
      return Mouth(lane: place, length: model.length(of: place), share: lane.share, logits: logits)
    }
    var speech = Speech(speaker: speaker)
    let shares = poolWeights(in: reply).shares
    if isProvisional, speaker != nil {
      speech.own = Speech.Own(pools: shares.count { $0 > 0 } > 1 ? [] : nil)
    }
    defer {
      if speech.own == nil { for mouth in mouths { model.rewind(mouth.lane, to: mouth.length) } }
    }
    let rule = SentenceRule(
      version: settings.sentenceRule,
      maximumTokens: min(settings.sentenceTokens, replyRoom - reply.tokens.count))
    var distribution = reply.distribution
    var pool = LogLinearPool(vocabularySize: mouths.count > 1 ? model.vocabularySize : 0)
    var said = reply.earlier + reply.tokens
    var assembler = UTF8Assembler()
    var text = ""
    while !rule.isOver(text, tokens: speech.tokens.count) || speech.tokens.isEmpty {
      if stop.isRaised {
        stop.lower()
        speech.isStopped = true
        break
      }
      let token = draw(
        from: mouths, after: said, by: &distribution, pooledIn: &pool, using: &generator)
      do {
        try model.advance(
          mouths.map { Feed(lane: $0.lane, tokens: [token], reading: .last) }
        ) { mouth, _, next in mouths[mouth].logits = LaneBook.copy(next) }
      } catch {
        guard error == .interrupted else {
          speech.own = nil
          throw error
        }
        continue
      }
      if let speaker, speech.own != nil {
        speech.own?.logProbabilities.append(distribution.logProbability(of: token))
        if speech.own?.pools != nil {
          var joined = LogLinearPool(vocabularySize: model.vocabularySize)
          if shares[speaker] > 0 { joined.add(distribution, weight: shares[speaker]) }
          speech.own?.pools?.append(joined)
        }
      }
      speech.tokens.append(token)
      said.append(token)
      let piece = assembler.append(model.bytes(of: token))
      text += piece
      onPiece(piece)
    }
    onPiece(assembler.finish())
    if let mouth = mouths.first, speech.own != nil { book.note(mouth.logits, for: lanes[0].stack) }
    return speech
  }

  /// Draws the next token: from the lane's own law, or from the pool of several.
  private func draw(
    from mouths: [Mouth], after said: [Token], by distribution: inout SamplingDistribution,
    pooledIn pool: inout LogLinearPool, using generator: inout SeededGenerator
  ) -> Token {
    if mouths.count == 1 {
      let logits = mouths[0].logits
      return distribution.draw(logits: logits.span, said: said[...], using: &generator)
    }
    pool.empty()
    for mouth in mouths {
      distribution.read(mouth.logits.span, said: said[...])
      pool.add(distribution, weight: mouth.share)
    }
    return pool.draw(using: &generator)
  }
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
