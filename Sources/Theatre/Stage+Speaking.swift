import LanguageModels
import MaskInference

extension Stage {
  /// Speaks sentence after sentence until the turn ends.
  mutating func improvise(
    _ reply: inout Reply, since beginning: Turn.Beginning,
    using generator: inout SeededGenerator, _ onPiece: (String) -> Void,
    _ onSentence: (Turn) -> Void
  ) throws(LanguageModelError) {
    while true {
      if !reply.sentences.isEmpty {
        if isOver(&reply, using: &generator) { return }
      }
      let before = filter
      filter.predict()
      let speaker = speaker(using: &generator)
      let (tokens, isStopped) = try speak(
        as: lanes(of: speaker), after: reply, using: &generator, onPiece)
      guard !tokens.isEmpty else {
        reply.ending = .interrupted
        if reply.sentences.isEmpty { throw .interrupted }
        // A sentence that was not begun is no step in time.
        filter = before
        return
      }
      let isStoppedLater = try weighInAnyCase(tokens, speaker: speaker, in: &reply)
      onSentence(turn(of: reply, since: beginning, ending: .interrupted))
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
    _ tokens: [Token], speaker: Int?, in reply: inout Reply
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
      case .sample, .pool: belief.probabilities
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

  /// Chooses whose lane speaks the next sentence; `nil` where all speak in one voice.
  private func speaker(using generator: inout SeededGenerator) -> Int? {
    let belief = filter.belief
    return switch settings.blend {
    case .sample: generator.index(drawnFrom: belief.probabilities)
    case .pool: nil
    case .declared: belief.hypotheses.firstIndex(of: declared) ?? 0
    case .top: belief.ranking.first ?? 0
    }
  }

  /// The stacks in whose lanes `speaker` speaks, and their shares of the voice.
  private func lanes(of speaker: Int?) -> [(stack: Stack, share: Double)] {
    if let speaker { return [(filter.hypotheses[speaker], 1)] }
    let pool = PoolWeights(predicting: filter.belief.probabilities)
    return pool.members.map { (filter.hypotheses[$0], pool.shares[$0]) }
  }

  /// Speaks one sentence, token by token, from one lane or from several in lockstep, and takes the
  /// lanes back to where they were: the sentence is then weighed in every lane alike.
  private func speak(
    as lanes: [(stack: Stack, share: Double)], after reply: Reply,
    using generator: inout SeededGenerator, _ onPiece: (String) -> Void
  ) throws(LanguageModelError) -> (tokens: [Token], isStopped: Bool) {
    var mouths = lanes.map { lane in
      let (place, logits) = book.position(of: lane.stack)
      return Mouth(lane: place, length: model.length(of: place), share: lane.share, logits: logits)
    }
    defer { for mouth in mouths { model.rewind(mouth.lane, to: mouth.length) } }
    let rule = SentenceRule(
      maximumTokens: min(settings.sentenceTokens, replyRoom - reply.tokens.count))
    var distribution = reply.distribution
    var pool = LogLinearPool(vocabularySize: mouths.count > 1 ? model.vocabularySize : 0)
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
      let token = draw(
        from: mouths, after: said, by: &distribution, pooledIn: &pool, using: &generator)
      do {
        try model.advance(
          mouths.map { Feed(lane: $0.lane, tokens: [token], reading: .last) }
        ) { mouth, _, next in mouths[mouth].logits = LaneBook.copy(next) }
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
