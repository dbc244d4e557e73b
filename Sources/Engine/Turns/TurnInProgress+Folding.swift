import LanguageModels
import MaskInference

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
          ?? .foreign(exponent: start.settings.foreignExponent),
        logLikelihoods: [],
        // One lane alone cannot tell whether they are of one mind.
        disagreement: score.disagreement.isFinite && !followsSpeakers ? score.disagreement : nil,
        belief: []))
    absorb(sentences.count - 1, at: before)
  }

  /// Works the belief out again from where the turn began, by what the lanes have read meanwhile.
  mutating func fold() {
    account = opening
    account.filter.beginTurn(vacancy: anomaly.vacancy)
    weights = []
    var beginning = 0
    for index in sentences.indices {
      account.filter.predict()
      absorb(index, at: beginning)
      beginning += sentences[index].tokens.count
    }
  }

  /// Updates the belief by sentence `index`, which begins at token `beginning` of the reply and
  /// which the belief must have been moved on to.
  private mutating func absorb(_ index: Int, at beginning: Int) {
    var sentence = sentences[index]
    let places = beginning..<beginning + sentence.tokens.count
    let asleep = asleep(at: index)
    let read = scores.enumerated().map {
      asleep.contains($0.offset) ? nil : $0.element.logLikelihood(of: places)
    }
    let guesses = guesses(at: index)
    let known = read.enumerated().map { guesses[$0.offset] ?? $0.element }
    let pool = poolWeights
    let logLikelihoods = account.weigh(
      known, of: places.count, by: sentence.voice, estimating: opening.unreadEstimate)
    let unknown = read.indices.filter { read[$0] == nil }
    sentence.logLikelihoods = logLikelihoods
    sentence.asleep = unknown.isEmpty ? nil : unknown
    sentence.blendLogOdds = sentence.disagreement.flatMap {
      pool.logOdds(logLikelihoods, disagreement: $0)
    }
    sentence.belief = account.filter.belief.probabilities
    sentences[index] = sentence
    weights =
      weights.isEmpty ? sentence.belief : zip(weights, sentence.belief).map { max($0, $1) }
  }

  /// The hypotheses whose lanes slept through sentence `index` of a recording.
  private func asleep(at index: Int) -> Set<Int> {
    guard let recording, recording.sentences.indices.contains(index) else { return [] }
    return Set(recording.sentences[index].asleep ?? [])
  }

  /// The log likelihoods that an older recording has of sentence `index` for hypotheses whose lanes
  /// slept through it: it cannot be known now what was guessed.
  private func guesses(at index: Int) -> [Int: Double] {
    guard let recording, recording.estimates == nil,
      recording.sentences.indices.contains(index)
    else { return [:] }
    let sentence = recording.sentences[index]
    return Dictionary(
      (sentence.asleep ?? []).map { ($0, sentence.logLikelihoods[$0]) },
      uniquingKeysWith: { first, _ in first })
  }

  /// How what was not read is estimated; `nil` where nobody might sleep.
  var estimates: EstimateRule? {
    if let recording { return recording.estimates }
    return sleepingShare > 0 || phase.isSettling ? .second : nil
  }

  /// The hypotheses whose lanes have still to read the turn, the most probable first: all but those
  /// that may sleep through it for ever.
  var wanted: [Int] {
    guard sleepingShare > 0, !weights.isEmpty else { return sleepingShare > 0 ? [] : asleep }
    var rest = asleep.reduce(0) { $0 + weights[$1] }
    var wanted: [Int] = []
    for index in asleep.sorted(by: { (weights[$1], $0) < (weights[$0], $1) })
    where rest > sleepingShare {
      wanted.append(index)
      rest -= weights[index]
    }
    return wanted
  }
}
