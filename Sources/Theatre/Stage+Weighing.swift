import LanguageModels
import MaskInference

extension Stage {
  /// Has the lanes of `hypotheses` read the turn as far as it goes, the first ones first, and takes
  /// down what they make of it.
  ///
  /// - Parameters:
  ///   - hypotheses: whose lanes; they must have read no word of the reply yet.
  ///   - reply: the turn.
  ///   - allowance: the most tokens read; it may only be limited before a word is said.
  /// - Throws: what the model throws; the lanes and `reply` are then as they were.
  mutating func attend(
    _ hypotheses: [Int], to reply: inout Reply, atMost allowance: Int = .max
  ) throws(LanguageModelError) {
    let stacks = hypotheses.map { reply.hypotheses[$0] }
    var readings = hypotheses.map { reply.readings[$0] }
    for stack in try book.open(stacks) {
      if let place = stacks.firstIndex(of: stack) { readings[place] = LaneReading() }
    }
    let heard = reply.heard
    var score = SentenceScore(
      of: reply.tokens, lanes: stacks.count, pooling: [], after: reply.earlier,
      unspoken: book.unspoken, by: reply.distribution, vocabularySize: model.vocabularySize)
    try book.readOn(stacks, atMost: allowance) { place, word, logits in
      switch word {
      case .heard(let index):
        readings[place].hear(NextTokenStatistics(logits: logits, token: heard[index]))
      case .said(let index): score.read(logits, of: place, at: index)
      }
    }
    for (place, hypothesis) in hypotheses.enumerated() {
      readings[place].weigh(score.logProbabilities[place])
      reply.readings[hypothesis] = readings[place]
      if book.backlog(of: stacks[place]) == 0 { reply.wake(hypothesis) }
    }
  }

  /// Weighs a finished sentence in every lane that is awake and updates the belief, which must have
  /// been moved on to it.
  mutating func weigh(_ speech: Speech, in reply: inout Reply) throws(LanguageModelError) {
    let listeners = reply.awake.filter { speech.own == nil || $0 != speech.speaker }
    var score = score(of: speech, by: listeners, in: reply)
    let before = reply.tokens.count
    book.follow(read + [Passage(heard: reply.heard, said: reply.tokens + speech.tokens)])
    try book.readOn(listeners.map { reply.hypotheses[$0] }) { place, word, logits in
      if case .said(let index) = word { score.read(logits, of: place, at: index - before) }
    }
    take(score, of: speech, by: listeners, in: &reply)
  }

  /// A score of a sentence that nobody has read yet.
  func score(of speech: Speech, by listeners: [Int], in reply: Reply) -> SentenceScore {
    let pool = poolWeights(in: reply)
    return SentenceScore(
      of: speech.tokens, lanes: listeners.count, pooling: listeners.map { pool.shares[$0] },
      in: speech.own?.pools, after: reply.earlier + reply.tokens, unspoken: book.unspoken,
      by: reply.distribution, vocabularySize: model.vocabularySize)
  }

  /// Adds a sentence that `listeners` have read to the reply and updates the belief by it.
  mutating func take(
    _ score: SentenceScore, of speech: Speech, by listeners: [Int], in reply: inout Reply
  ) {
    for (place, hypothesis) in listeners.enumerated() {
      reply.readings[hypothesis].weigh(score.logProbabilities[place])
    }
    if let own = speech.own, let speaker = speech.speaker {
      reply.readings[speaker].weigh(own.logProbabilities)
    }
    let before = reply.tokens.count
    reply.tokens += speech.tokens
    reply.sentences.append(
      Turn.Sentence(
        text: model.text(of: speech.tokens), tokens: speech.tokens, speaker: speech.speaker,
        exponent: speech.speaker == nil ? settings.foreignExponent : nil, logLikelihoods: [],
        disagreement: score.disagreement.isFinite ? score.disagreement : nil, blendLogOdds: nil,
        belief: []))
    absorb(reply.sentences.count - 1, of: &reply, at: before)
  }

  /// Works the belief out again from where the turn began, by what the lanes have read meanwhile.
  mutating func fold(_ reply: inout Reply) {
    filter = reply.before.filter
    selfCheck = reply.before.check
    filter.beginTurn(
      vacancy: settings.vacancyTest.probability(z: reply.leastSurprise.z))
    var start = 0
    for index in reply.sentences.indices {
      filter.predict()
      absorb(index, of: &reply, at: start)
      start += reply.sentences[index].tokens.count
    }
  }

  /// Updates the belief by sentence `index`, which begins at token `start` of the reply and which
  /// the belief must have been moved on to.
  private mutating func absorb(_ index: Int, of reply: inout Reply, at start: Int) {
    var sentence = reply.sentences[index]
    let places = start..<start + sentence.tokens.count
    let known = reply.readings.map { $0.logLikelihood(of: places) }
    let pool = poolWeights(in: reply)
    let exponent = sentence.exponent ?? 1
    let guesses = reply.guesses(at: index)
    let logLikelihoods = filter.completing(
      known.enumerated().map { guesses[$0.offset] ?? $0.element },
      shortfalls: reply.hypotheses.map {
        divergence.shortfall(of: $0, tokens: places.count)
      }, exponent: exponent)
    filter.update(logLikelihoods, exponent: exponent)
    if let speaker = sentence.speaker, let spoken = known[speaker] {
      let others = known.indices.filter { $0 != speaker }.compactMap { known[$0] }
      selfCheck.record(logLikelihoods: [spoken] + others, speaker: 0)
    }
    let unknown = known.indices.filter { known[$0] == nil || guesses[$0] != nil }
    sentence.logLikelihoods = logLikelihoods
    sentence.asleep = unknown.isEmpty ? nil : unknown
    sentence.blendLogOdds = sentence.disagreement.flatMap {
      pool.logOdds(logLikelihoods, disagreement: $0)
    }
    sentence.belief = filter.belief.probabilities
    reply.sentences[index] = sentence
  }

  /// How the lanes that are awake would speak in one voice, by what is predicted of them.
  func poolWeights(in reply: Reply) -> PoolWeights {
    let awake = Set(reply.awake)
    let prediction = filter.belief.probabilities
    return PoolWeights(
      predicting: prediction.indices.map { awake.contains($0) ? prediction[$0] : 0 })
  }
}
