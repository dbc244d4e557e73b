import LanguageModels
import MaskInference

extension Stage {
  /// How far each word of the last reply moved the belief between the two stacks that led after it.
  ///
  /// Both lanes read the reply once more; a lane that is not open is opened. What is believed and what
  /// the lanes have read stays as it is. The law is that of the turn.
  ///
  /// - Returns: the words, or `nil` where there is no last reply or it was weighed under one
  ///   hypothesis only.
  /// - Throws: `StageError.model` when the language model fails or the person stops it.
  /// - Complexity: twice the reading of the reply, and of the conversation where a lane is opened.
  public mutating func wordEvidence() throws(StageError) -> WordEvidence? {
    guard let lastTurn, let (first, second) = lastTurn.report.leaders, let last = passages.last
    else { return nil }
    let score: SentenceScore
    do {
      score = try scoreAgain(on: [first, second])
    } catch {
      // The lanes may have been taken back and not read again.
      isTorn = true
      if error == .interrupted { stop.lower() }
      throw .model(error)
    }
    let nats = zip(score.logProbabilities[0], score.logProbabilities[1]).map { first, second in
      // A word that is impossible under both tells nothing.
      first == second ? 0 : first - second
    }
    return WordEvidence(
      first: first, second: second,
      tokens: zip(last.said, nats).map { (bytes: model.bytes(of: $0), nats: $1) },
      exponent: lastTurn.blending.exponent)
  }

  private mutating func scoreAgain(
    on stacks: [Stack]
  ) throws(LanguageModelError) -> SentenceScore {
    let read = Array(passages[firstRead...])
    book.makeRoom(for: stacks)
    _ = book.lay(out: stacks) { [roles, settings] stack in
      StageDirection(roles: stack.masks.compactMap { roles[$0] }, examples: settings.examples)
    }
    if isTorn {
      try book.reread(read)
      isTorn = false
    }
    try book.open(stacks, passages: read)
    return try book.scoreAgain(
      read, on: stacks,
      after: latestWords(of: passages.dropLast(), within: lastLaw.repetition.window),
      by: book.distribution(lastLaw))
  }
}

extension Report {
  /// The two most probable hypotheses; `nil` where there was only one.
  fileprivate var leaders: (first: Stack, second: Stack)? {
    let ranked = zip(hypotheses, belief).enumerated().sorted {
      ($1.element.1, $0.offset) < ($0.element.1, $1.offset)
    }
    guard ranked.count > 1 else { return nil }
    return (ranked[0].element.0, ranked[1].element.0)
  }
}
