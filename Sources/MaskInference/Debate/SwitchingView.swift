/// Masks all the way down, as a model of the words: the speaker may change between sentences, by
/// the sticky chain over stacks, and nobody stands under the masks.
///
/// It is the filter itself. That fixes how masks come and go: a newcomer gets its mass from the
/// next transition, a stack that is dropped leaves its mass to the others.
public struct SwitchingView: Sendable {
  /// The belief of this view.
  public private(set) var filter: MaskFilter

  /// Takes over `filter` as it stands.
  public init(_ filter: MaskFilter) { self.filter = filter }

  /// Takes a declaration as an observation, as the filter does.
  mutating func declare(
    _ declaration: Declaration, odds: DeclarationOdds, cast: Cast, width: Int
  ) {
    filter.observe(declaration, odds: odds, cast: cast, width: width)
  }

  /// Changes the masks considered and begins a turn in which there may be nobody to infer.
  mutating func beginTurn(cast: Cast, width: Int, vacancy: Double) {
    filter.recast(to: cast, width: width)
    filter.beginTurn(vacancy: vacancy)
  }

  /// Ends the turn.
  mutating func endTurn() { filter.endTurn() }

  /// Changes the prior and the transition from here on.
  mutating func retune(prior: Prior, transition: Transition) {
    filter.retune(prior: prior, transition: transition)
  }

  /// Lets a sentence go by unheard.
  mutating func pass() { filter.predict() }

  /// Hears a sentence.
  ///
  /// - Returns: its log predictive probability in nats; `nil` where no lane of this view is at
  ///   hand.
  mutating func hear(_ evidence: DebateEvidence) -> Double? {
    filter.predict()
    guard
      let completed = evidence.completed(for: filter.hypotheses, logWeights: filter.logWeights)
    else { return nil }
    return filter.update(completed.logLikelihoods)
  }
}
