import LanguageModels
import MaskInference

extension Stage {
  /// Takes up a turn that was played before, without asking the language model anything.
  ///
  /// The state of a chat is a fold over its events: the recorded evidence moves the belief as it did
  /// then, and the lanes read the words when the next turn needs them.
  ///
  /// - Parameters:
  ///   - turn: the turn as recorded.
  ///   - text: what the user said.
  ///   - isForeign: whether another model recorded it, so that its tokens mean nothing here.
  /// - Throws: `StageError.foreignTokens` or `.unknownMask` when the recording does not fit this
  ///   stage.
  public mutating func recall(
    _ turn: Turn, of text: String, isForeign: Bool = false
  ) throws(StageError) {
    try check(turn, isForeign: isForeign)
    for sentence in turn.sentences {
      let count = sentence.logLikelihoods.count
      guard count == turn.hypotheses.count else {
        throw .damagedTurn(
          reason: "\(count) likelihoods for \(turn.hypotheses.count) hypotheses")
      }
    }
    let cast = Cast(hardwired: hardwired, declared: declared, others: turn.cast)
    let width = settings.width
    infer { filter, check in
      filter.recast(to: cast, width: width)
      filter.beginTurn(vacancy: turn.report.anomaly.vacancy)
      for sentence in turn.sentences {
        filter.predict()
        // Evidence is by place in the list, so it counts only where the list is the same.
        guard turn.hypotheses == filter.hypotheses else { continue }
        filter.update(sentence.logLikelihoods)
        check.record(logLikelihoods: sentence.logLikelihoods, speaker: sentence.speaker)
      }
      filter.endTurn()
    }
    // What was forgotten stays forgotten, or the lanes would read on from another place than then.
    for case .forgot(let turns) in turn.notices {
      firstRead = min(passages.count, firstRead + max(0, turns))
    }
    let said = turn.sentences.flatMap(\.tokens)
    conclude(
      Passage(
        heard: isForeign ? model.tokens(of: text) : turn.heard,
        said: isForeign ? model.tokens(of: turn.reply) : said),
      reply: turn.reply, notices: turn.notices)
    isTorn = true
  }

  /// Whether a recorded turn can be taken up on this stage.
  func check(_ turn: Turn, isForeign: Bool = false) throws(StageError) {
    let tokens = isForeign ? [] : turn.heard + turn.sentences.flatMap(\.tokens)
    guard tokens.allSatisfy({ (0..<Token(model.vocabularySize)).contains($0) }) else {
      throw .foreignTokens(vocabulary: model.vocabularySize)
    }
    for mask in turn.cast where roles[mask] == nil { throw .unknownMask(mask) }
    for sentence in turn.sentences {
      guard turn.hypotheses.indices.contains(sentence.speaker) else {
        throw .damagedTurn(
          reason: "speaker \(sentence.speaker) of \(turn.hypotheses.count) hypotheses")
      }
    }
  }
}
