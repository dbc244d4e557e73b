package import MaskInference

/// One account of who speaks: the belief, and what goes with it.
///
/// A chat has one by which the program speaks and one that it reports. They differ once lanes have
/// read a turn that they had slept through: what is said must not depend on when that was.
package struct Account: Sendable {
  /// What holds outside of an account when it is moved on.
  struct Frame: Sendable {
    /// The mask that fine-tuning made permanent.
    var hardwired: Mask?
    /// The declared stack.
    var declared: Stack
    /// The most hypotheses.
    var width: Int
  }

  /// What moves an account on.
  enum Step: Sendable {
    /// The declared stack was changed.
    case declared(Declaration, odds: DeclarationOdds, Frame)
    /// The prior and the transition were changed.
    case retuned(Prior, Transition)
    /// A turn was played.
    case turn(Turn, Frame)

    /// The turn, where lanes have still to read it.
    var unreadTurn: Turn? {
      if case .turn(let turn, _) = self, turn.isUnread { turn } else { nil }
    }
  }

  /// The belief about who speaks.
  package internal(set) var filter: MaskFilter
  /// The running check that what is scored is what was sampled from.
  package internal(set) var selfCheck = SelfCheck()
  /// What is guessed of lanes that have not read a turn.
  private(set) var unreadEstimate = UnreadEstimate()

  /// An account in which nothing has happened.
  init(_ filter: MaskFilter) { self.filter = filter }

  /// Moves the account on.
  ///
  /// - Complexity: O(hypotheses), times the sentences of a turn.
  mutating func take(_ step: Step) {
    switch step {
    case .declared(let declaration, let odds, let frame):
      let others = filter.cast.masks.filter { !frame.declared.contains($0) }
      filter.observe(
        declaration, odds: odds,
        cast: Cast(hardwired: frame.hardwired, declared: frame.declared, others: others),
        width: frame.width)
    case .retuned(let prior, let transition):
      filter.retune(prior: prior, transition: transition)
    case .turn(let turn, let frame):
      begin(
        Cast(hardwired: frame.hardwired, declared: frame.declared, others: turn.cast),
        width: frame.width, keeping: turn.hypotheses)
      take(turn)
    }
  }

  /// Changes the masks considered, and where `stacks` are given that could be the hypotheses, the
  /// hypotheses to just those.
  mutating func begin(_ cast: Cast, width: Int, keeping stacks: [Stack]? = nil) {
    filter.recast(to: cast, width: width)
    guard let stacks, stacks != filter.hypotheses, stacks.contains(.bare),
      Set(stacks).count == stacks.count, stacks.count <= max(width, filter.hypotheses.count),
      stacks.allSatisfy({ $0.masks.allSatisfy(cast.masks.contains) })
    else { return }
    filter.recast(to: cast, keeping: stacks)
  }

  /// Takes up the evidence of a turn, whose cast is considered already.
  private mutating func take(_ turn: Turn) {
    filter.beginTurn(vacancy: turn.report.anomaly.vacancy)
    let estimate = unreadEstimate
    for sentence in turn.sentences {
      filter.predict()
      // Evidence is by place in the list, so it counts only where the list is the same.
      guard turn.hypotheses == filter.hypotheses else { continue }
      let unread = Set(turn.estimates == nil ? [] : sentence.asleep ?? [])
      weigh(
        sentence.logLikelihoods.enumerated().map { unread.contains($0.offset) ? nil : $0.element },
        of: sentence.tokens.count, by: sentence.voice, estimating: estimate)
      learn(from: sentence)
    }
    filter.endTurn()
  }

  /// Weighs a sentence, to which the belief must have been moved on.
  ///
  /// - Parameters:
  ///   - known: its log likelihood under each hypothesis, in nats; `nil` where it was not read.
  ///   - tokens: how many tokens it has.
  ///   - voice: who spoke it.
  ///   - estimate: what is guessed where it was not read.
  /// - Returns: the log likelihoods, the estimates among them.
  @discardableResult
  mutating func weigh(
    _ known: [Double?], of tokens: Int, by voice: Turn.Voice, estimating estimate: UnreadEstimate
  ) -> [Double] {
    let exponent = voice.evidenceWeight
    let logLikelihoods = filter.completing(
      known,
      shortfalls: filter.hypotheses.map { estimate.shortfall(of: $0, tokens: tokens) },
      exponent: exponent)
    filter.update(logLikelihoods, exponent: exponent)
    if let speaker = voice.speaker, known.indices.contains(speaker), let spoken = known[speaker] {
      let others = known.indices.filter { $0 != speaker }.compactMap { known[$0] }
      selfCheck.record(logLikelihoods: [spoken] + others, speaker: 0)
    }
    return logLikelihoods
  }

  /// Learns how far each lane that has read `sentence` falls short of the belief in it.
  private mutating func learn(from sentence: Turn.Sentence) {
    let asleep = Set(sentence.asleep ?? [])
    let known = sentence.logLikelihoods.enumerated().map {
      asleep.contains($0.offset) ? nil : $0.element
    }
    // What is believed afterwards stands in for what was predicted: the two differ for a moment
    // only.
    unreadEstimate.learn(
      known, of: filter.hypotheses, mixture: filter.belief.mixture(known),
      tokens: sentence.tokens.count)
  }
}
