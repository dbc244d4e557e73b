import LanguageModels
package import MaskInference

extension Engine {
  /// How far each word of the last reply moved the belief between the two stacks that led after it.
  ///
  /// Both lanes read the reply once more; a lane that is not open is opened. The law is that of the
  /// turn.
  ///
  /// - Parameters:
  ///   - state: where the chat is, the last turn read by all.
  ///   - pair: which two stacks are told apart.
  /// - Returns: the words, or `nil` where there is no last reply or it was weighed under one
  ///   hypothesis only.
  /// - Throws: `EngineError.model` when the language model fails or the person stops it.
  /// - Complexity: twice the reading of the reply, and of the conversation where a lane is opened.
  package mutating func wordEvidence(
    in state: ChatState, telling pair: WordEvidence.Pair = .stacks
  ) throws(EngineError) -> WordEvidence? {
    guard let lastTurn = state.lastTurn, let last = state.exchanges.last,
      let told = pair == .voices ? lastTurn.report.leadingVoices : lastTurn.report.leaders
    else { return nil }
    let score: SentenceScore
    do {
      score = try scoreAgain(last.said, on: [told.first, told.second], in: state)
    } catch {
      if error == .interrupted { takeStopRequest() }
      throw .model(error)
    }
    return WordEvidence(
      telling: told, tokens: last.said.map { model.bytes(of: $0) },
      by: (score.logProbabilities[0], score.logProbabilities[1]),
      exponent: lastTurn.blending.exponent)
  }

  private mutating func scoreAgain(
    _ words: [Token], on stacks: [Stack], in state: ChatState
  ) throws(LanguageModelError) -> SentenceScore {
    let law = state.lastLaw
    var score = SentenceScore(
      of: words, lanes: stacks.count, pooling: [],
      after: state.exchanges.dropLast().latestWords(within: law.repetition.window),
      unspoken: pool.unspoken, by: pool.distribution(law), vocabularySize: model.vocabularySize)
    lay(out: stacks, in: state)
    pool.makeRoom(for: stacks)
    pool.follow(state.read)
    try pool.open(stacks)
    for stack in stacks { pool.unsay(words.count, in: stack) }
    try pool.readOn(stacks) { place, word, next in
      if case .said(let index) = word { score.read(next, of: place, at: index) }
    }
    return score
  }
}

extension TurnReport {
  /// The two most probable hypotheses; `nil` where there was only one.
  package var leaders: (first: Stack, second: Stack)? {
    let ranked = ranking
    return ranked.count > 1 ? (ranked[0], ranked[1]) : nil
  }

  /// The most probable hypothesis, and the most probable one that shows another mask; where all
  /// show the same, the two most probable, and `nil` where there was only one.
  package var leadingVoices: (first: Stack, second: Stack)? {
    let ranked = ranking
    guard let first = ranked.first,
      let second = ranked.first(where: { $0.outermost != first.outermost })
    else { return leaders }
    return (first, second)
  }

  private var ranking: [Stack] {
    zip(hypotheses, belief).enumerated().sorted {
      ($1.element.1, $0.offset) < ($0.element.1, $1.offset)
    }.map(\.element.0)
  }
}
