import LanguageModels
package import MaskInference

extension Stage {
  /// How far each word of the last reply moved the belief between the two stacks that led after it.
  ///
  /// Both lanes read the reply once more; a lane that is not open is opened. What is believed and
  /// what the lanes have read stays as it is. The law is that of the turn.
  ///
  /// - Parameter pair: which two stacks are told apart.
  /// - Returns: the words, or `nil` where there is no last reply or it was weighed under one
  ///   hypothesis only.
  /// - Throws: `StageError.model` when the language model fails or the person stops it.
  /// - Complexity: twice the reading of the reply, and of the conversation where a lane is opened.
  package mutating func wordEvidence(
    telling pair: WordEvidence.Pair = .stacks
  ) throws(StageError) -> WordEvidence? {
    try settle()
    guard let lastTurn, let last = passages.last,
      let told = pair == .voices ? lastTurn.report.leadingVoices : lastTurn.report.leaders
    else { return nil }
    let score: SentenceScore
    do {
      score = try scoreAgain(on: [told.first, told.second])
    } catch {
      if error == .interrupted { stop.lower() }
      throw .model(error)
    }
    return WordEvidence(
      telling: told, tokens: last.said.map { model.bytes(of: $0) },
      by: (score.logProbabilities[0], score.logProbabilities[1]),
      exponent: lastTurn.blending.exponent)
  }

  private mutating func scoreAgain(
    on stacks: [Stack]
  ) throws(LanguageModelError) -> SentenceScore {
    let words = passages.last?.said ?? []
    var score = SentenceScore(
      of: words, lanes: stacks.count, pooling: [],
      after: latestWords(of: passages.dropLast(), within: lastLaw.repetition.window),
      unspoken: book.unspoken, by: book.distribution(lastLaw), vocabularySize: model.vocabularySize)
    book.makeRoom(for: stacks)
    lay(out: stacks)
    book.follow(read)
    try book.open(stacks)
    for stack in stacks { book.unsay(stack) }
    try book.readOn(stacks) { place, word, logits in
      if case .said(let index) = word { score.read(logits, of: place, at: index) }
    }
    return score
  }
}

extension Report {
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
