import LanguageModels
import MaskInference

extension Stage {
  /// Takes up a turn that was played before, without asking the language model anything.
  ///
  /// The state of a chat is a fold over its events: the recorded evidence moves the belief as it
  /// did then, and the lanes read the words when the next turn needs them.
  ///
  /// - Parameters:
  ///   - turn: the turn as recorded.
  ///   - text: what the user said.
  ///   - isForeign: whether another model recorded it, so that its tokens mean nothing here.
  /// - Throws: `StageError.foreignTokens` or `.unknownMask` when the recording does not fit this
  ///   stage.
  package mutating func recall(
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
    filter.recast(to: cast, width: settings.width)
    filter.beginTurn(vacancy: turn.report.anomaly.vacancy)
    for sentence in turn.sentences {
      filter.predict()
      // Evidence is by place in the list, so it counts only where the list is the same.
      guard turn.hypotheses == filter.hypotheses else { continue }
      filter.update(sentence.logLikelihoods, exponent: sentence.exponent ?? 1)
      if let speaker = sentence.speaker {
        selfCheck.record(logLikelihoods: sentence.logLikelihoods, speaker: speaker)
      }
    }
    filter.endTurn()
    // What was forgotten stays forgotten, or the lanes would read on from another place than then.
    firstRead = min(passages.count, firstRead + turn.forgotten)
    learn(from: turn)
    let said = turn.sentences.flatMap(\.tokens)
    conclude(
      turn,
      as: Passage(
        heard: isForeign ? model.tokens(of: text) : turn.heard,
        said: isForeign ? model.tokens(of: turn.reply) : said))
  }

  /// Whether a recorded turn can be taken up on this stage.
  func check(_ turn: Turn, isForeign: Bool = false) throws(StageError) {
    let tokens = isForeign ? [] : turn.heard + turn.sentences.flatMap(\.tokens)
    guard tokens.allSatisfy({ (0..<Token(model.vocabularySize)).contains($0) }) else {
      throw .foreignTokens(vocabulary: model.vocabularySize)
    }
    for mask in turn.cast where roles[mask] == nil { throw .unknownMask(mask) }
    for sentence in turn.sentences {
      let sleepers = sentence.asleep ?? []
      let weighed = min(turn.hypotheses.count, sentence.logLikelihoods.count)
      guard sleepers.allSatisfy({ (0..<weighed).contains($0) }) else {
        throw .damagedTurn(reason: "a hypothesis sleeps that is not in the list")
      }
      switch (sentence.speaker, sentence.exponent) {
      case (let speaker?, nil):
        guard turn.hypotheses.indices.contains(speaker) else {
          throw .damagedTurn(reason: "speaker \(speaker) of \(turn.hypotheses.count) hypotheses")
        }
      case (nil, let exponent?):
        guard (0...1).contains(exponent) else {
          throw .damagedTurn(reason: "a sentence counts \(exponent) times")
        }
      case (nil, nil):
        throw .damagedTurn(reason: "a sentence has neither a speaker nor an exponent")
      case (_?, _?):
        throw .damagedTurn(reason: "a sentence has both a speaker and an exponent")
      }
    }
  }
}
