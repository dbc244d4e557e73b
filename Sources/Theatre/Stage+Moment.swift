import LanguageModels
package import MaskInference

extension Stage {
  /// Everything on the stage that a conversation changes, as it was at one moment.
  ///
  /// It holds no lanes: what they have read is worked out when the stage returns to the moment.
  package struct Moment: Sendable {
    fileprivate let settings: Settings
    fileprivate let declared: Stack
    fileprivate let filter: MaskFilter
    fileprivate let selfCheck: SelfCheck
    fileprivate let turns: Int
    fileprivate let lastTurn: Turn?
    fileprivate let lastLaw: SamplingLaw
    fileprivate let divergence: Divergence
    fileprivate let passages: [Passage]
    fileprivate let firstRead: Int
    fileprivate let dropped: [Mask: Int]
    fileprivate let knownCuts: Set<Stack>
    fileprivate let knowsOtherCuts: Bool

    /// The belief of the moment.
    package var belief: Belief { filter.belief }
  }

  /// The present moment.
  package var moment: Moment {
    Moment(
      settings: settings, declared: declared, filter: filter, selfCheck: selfCheck, turns: turns,
      lastTurn: lastTurn, lastLaw: lastLaw, divergence: divergence, passages: passages,
      firstRead: firstRead,
      dropped: dropped, knownCuts: knownCuts, knowsOtherCuts: knowsOtherCuts)
  }

  /// Makes the stage as it was at `moment`, of this stage or of another one with the same roles.
  ///
  /// The lanes are left alone: before the next turn they keep what they have in common with the
  /// conversation then and read the rest.
  package mutating func go(to moment: Moment) {
    if moment.settings.examples != settings.examples { book.forgetLayouts() }
    unsettled = nil
    settings = moment.settings
    declared = moment.declared
    filter = moment.filter
    selfCheck = moment.selfCheck
    turns = moment.turns
    lastTurn = moment.lastTurn
    lastLaw = moment.lastLaw
    divergence = moment.divergence
    passages = moment.passages
    firstRead = moment.firstRead
    dropped = moment.dropped
    knownCuts = moment.knownCuts
    knowsOtherCuts = moment.knowsOtherCuts
  }
}
