import LanguageModels
package import MaskInference

/// What comes of a turn.
package struct PlayedTurn {
  /// The state after it.
  package let state: ChatState
  /// The turn as it was played.
  package let turn: Turn
  /// The same turn for lanes to read that slept through it, where any did.
  package let unread: UnreadTurn?
}

extension Engine {
  /// Plays a turn: hears `text`, answers sentence by sentence, and infers who it was.
  ///
  /// - Parameters:
  ///   - text: what the user said.
  ///   - source: where the words of the reply come from.
  ///   - state: where the chat is.
  ///   - account: what was before it; by default, for words that are drawn, the one by which the
  ///     program speaks, and for recorded ones the reported one.
  ///   - masks: the masks to consider; by default those that the text suggests.
  ///   - sleeping: how much of the belief may sleep through the turn, in [0, 1]: the lanes of the
  ///     least probable hypotheses, whose shares add up to no more, do not read it until it is
  ///     settled. With zero, every lane reads everything at once. A recording is heard by all.
  ///   - onPiece: called with each piece of the reply as it is spoken.
  ///   - onSentence: called with each sentence drawn, once it is weighed: the turn as it would be
  ///     if the person stopped it there.
  /// - Returns: the state after the turn, and the turn.
  /// - Throws: `EngineError.model` when the language model fails or the person stops before the
  ///   first word, `.foreignTokens` or `.unknownMask` when a recording does not fit this engine.
  package mutating func play(
    _ text: String, from source: WordSource, in state: ChatState, by account: Account? = nil,
    considering masks: [Mask]? = nil, sleeping: Double = 0, onPiece: (String) -> Void = { _ in },
    onSentence: (Turn) -> Void = { _ in }
  ) throws(EngineError) -> PlayedTurn {
    var turn = try begin(
      text, from: source, in: state, by: account, considering: masks, sleeping: sleeping)
    do {
      try carryOn(&turn, onPiece: onPiece, onSentence: onSentence)
    } catch {
      // Words are weighed when they are read, so they must be read anew when they are said again.
      pool.follow(turn.start.read)
      if error == .model(.interrupted) { takeStopRequest() }
      throw error
    }
    guard let played = turn.played else { preconditionFailure("a turn without limit is over") }
    return PlayedTurn(
      state: turn.state, turn: played, unread: played.isUnread ? UnreadTurn(turn) : nil)
  }

  /// Begins a turn, in which nothing is read yet; ``play`` tells what the parameters are.
  package mutating func begin(
    _ text: String, from source: WordSource, in state: ChatState, by account: Account? = nil,
    considering masks: [Mask]? = nil, sleeping: Double = 0
  ) throws(EngineError) -> TurnInProgress {
    let recording = source.recording
    if let recording { try check(recording) }
    var start = state
    // What was said is settled, so it is weighed by what is known now.
    var account = account ?? (recording == nil ? state.speaking : state.reported)
    let cast =
      (recording?.cast ?? masks).map {
        Cast(hardwired: state.hardwired, declared: state.declared, others: $0)
      } ?? cast(for: text, in: state)
    account.begin(cast, width: start.settings.width, keeping: recording?.hypotheses)
    let tooLong = noticesOfMasks(tooLongIn: text, in: start)
    let (heard, cuts) = prepareLanes(
      of: account.filter.hypotheses, for: model.tokens(of: text), in: &start, recording: recording)
    return TurnInProgress(
      in: start, by: account, hearing: heard, notices: tooLong + cuts, source: source,
      sleepingShare: recording == nil ? sleeping : 0,
      distribution: pool.distribution(start.settings.law))
  }

  /// Carries a turn on until it is over, or until lanes have read `allowance` tokens.
  ///
  /// - Parameters:
  ///   - turn: the turn; on an error it is as far as it was, and can be carried on again.
  ///   - allowance: the most tokens read now; a sentence is spoken whole.
  ///   - onPiece: called with each piece of the reply as it is spoken.
  ///   - onSentence: called with each sentence drawn, once it is weighed.
  /// - Throws: `EngineError.model` when the language model fails or the person stops it; a request
  ///   to stop is left standing.
  package mutating func carryOn(
    _ turn: inout TurnInProgress, atMost allowance: Int = .max,
    onPiece: (String) -> Void = { _ in }, onSentence: (Turn) -> Void = { _ in }
  ) throws(EngineError) {
    var left = allowance
    do {
      while left > 0, !turn.isOver {
        switch turn.phase {
        case .beginning:
          // What a turn that failed has read is forgotten.
          pool.follow(turn.start.read)
          // Where sessions of before portions are weighed again, what was read together is read
          // together.
          turn.phase = pool.keepsOpenings ? .hearing : .catchingUp
        case .catchingUp: try catchUp(&turn, &left)
        case .hearing: try hear(&turn, &left)
        case .speaking: try speakNext(&turn, onPiece)
        case .weighing: try weigh(&turn, &left, onSentence)
        case .settling: try settle(&turn, &left)
        case .over: break
        }
      }
    } catch {
      throw .model(error)
    }
  }

  /// The turn as far as it goes, as it is reported.
  func record(of turn: TurnInProgress, ending: Turn.Ending) -> Turn {
    let isSpokenOtherwise = turn.isSampled && !turn.start.hasOneAccount
    let turn = isSpokenOtherwise ? turn.retold(by: turn.start.reported) : turn
    let report = TurnReport(
      filter: turn.account.filter, logLikelihoods: turn.logLikelihoods,
      replyTokens: turn.tokens.count, anomaly: turn.anomaly)
    return Turn(
      heard: turn.heard, cast: turn.account.filter.cast.masks, hypotheses: turn.hypotheses,
      sentences: turn.sentences, reply: model.text(of: turn.tokens), ending: ending,
      report: report, wordNats: wordNats(of: turn, telling: report.leadingVoices),
      recited: (model as? any RecitingModel)?.recitedShare(of: turn.tokens),
      estimates: turn.estimates, notices: turn.notices)
  }

  /// What each word told of two stacks, as it is recorded; `nil` where one of their lanes is
  /// behind.
  private func wordNats(
    of turn: TurnInProgress, telling pair: (first: Stack, second: Stack)?
  ) -> [Double]? {
    guard let pair, let first = turn.hypotheses.firstIndex(of: pair.first),
      let second = turn.hypotheses.firstIndex(of: pair.second), !turn.tokens.isEmpty,
      [first, second].allSatisfy({ turn.scores[$0].logProbabilities.count == turn.tokens.count })
    else { return nil }
    return WordEvidence(
      telling: pair, tokens: turn.tokens.map { model.bytes(of: $0) },
      by: (turn.scores[first].logProbabilities, turn.scores[second].logProbabilities),
      exponent: nil
    ).recordedNats
  }
}
