import LanguageModels
import MaskInference

/// A reply as it grows, and what every lane has made of the turn so far.
///
/// A lane that sleeps has read less of it than the others, or nothing; when it has caught up, the
/// belief is worked out again from where the turn began.
struct Reply {
  let hypotheses: [Stack]
  /// What the user said.
  let heard: [Token]
  /// The words said in earlier turns, as far back as the repetition penalty looks.
  let earlier: [Token]
  /// What is weighed again, where it is not drawn anew.
  let recording: Turn?
  /// What was believed before the turn.
  let before: (filter: MaskFilter, check: SelfCheck)
  var distribution: SamplingDistribution
  var sentences: [Turn.Sentence] = []
  var tokens: [Token] = []
  var ending = Turn.Ending.finished
  /// What each lane makes of it, in the order of `hypotheses`.
  var readings: [LaneReading]
  /// The hypotheses whose lanes have read everything, in their order.
  private(set) var awake: [Int] = []
  private let model: any LanguageModel

  init(
    to heard: [Token], after earlier: [Token], from filter: MaskFilter, _ check: SelfCheck,
    recording: Turn?, distribution: SamplingDistribution, model: any LanguageModel
  ) {
    hypotheses = filter.hypotheses
    self.heard = heard
    self.earlier = earlier
    // What it says is by place in the list, so it counts only where the list is the same.
    self.recording = recording?.hypotheses == filter.hypotheses ? recording : nil
    before = (filter, check)
    self.distribution = distribution
    self.model = model
    readings = Array(repeating: LaneReading(), count: filter.hypotheses.count)
  }

  /// The same before anything was read or said.
  var fresh: Reply {
    Reply(
      to: heard, after: earlier, from: before.filter, before.check, recording: recording,
      distribution: distribution, model: model)
  }

  /// Everything said so far.
  var text: String { model.text(of: tokens) }

  /// What it is in the conversation.
  var passage: Passage { Passage(heard: heard, said: tokens) }

  /// The log likelihood of the reply so far under each hypothesis, in nats.
  var logLikelihoods: [Double] {
    hypotheses.indices.map { index in
      sentences.reduce(0) { $0 + $1.logLikelihoods[index] }
    }
  }

  /// What each word told of two stacks, as it is recorded; `nil` where one of their lanes is
  /// behind.
  func wordNats(telling pair: (first: Stack, second: Stack)?) -> [Double]? {
    guard let pair, let first = hypotheses.firstIndex(of: pair.first),
      let second = hypotheses.firstIndex(of: pair.second), !tokens.isEmpty,
      [first, second].allSatisfy({ readings[$0].logProbabilities.count == tokens.count })
    else { return nil }
    return WordEvidence(
      telling: pair, tokens: tokens.map { model.bytes(of: $0) },
      by: (readings[first].logProbabilities, readings[second].logProbabilities),
      exponent: nil
    ).recordedNats
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

  /// The log likelihoods of sentence `index` of a recording under the hypotheses whose lanes slept
  /// through it then: it cannot be known now what was guessed.
  func guesses(at index: Int) -> [Int: Double] {
    guard let recording, recording.sentences.indices.contains(index) else { return [:] }
    let sentence = recording.sentences[index]
    return Dictionary(
      (sentence.asleep ?? []).map { ($0, sentence.logLikelihoods[$0]) },
      uniquingKeysWith: { first, _ in first })
  }

  /// The surprise of what the user said under the hypothesis, of those that are awake, that knows
  /// it best.
  var leastSurprise: Surprise {
    let deaf = Set(recording?.sentences.first?.asleep ?? [])
    let best = awake.filter { !deaf.contains($0) }.min { left, right in
      (abs(readings[left].surprise.z), hypotheses[left].description)
        < (abs(readings[right].surprise.z), hypotheses[right].description)
    }
    return best.map { readings[$0].surprise } ?? Surprise()
  }
}
