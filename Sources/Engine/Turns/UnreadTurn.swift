import MaskInference

/// A turn that was played, for lanes to read that slept through it.
///
/// `Engine.readOn` has them read it, whenever there is time: what was said does not depend on when.
package struct UnreadTurn {
  /// The turn as it was played; as it is being read from when that has begun.
  var turn: TurnInProgress
  /// Whether that has begun.
  var isBegun = false

  init(_ turn: TurnInProgress) { self.turn = turn }
}

extension Engine {
  /// How much of the belief may sleep through a turn for ever.
  ///
  /// If every lane read everything, that would cost nearly four times the reply. Lanes with less
  /// than this in all change no number that is shown.
  package static var usualUnreadShare: Double { 1e-3 }

  /// Has lanes read on in a turn that they slept through.
  ///
  /// - Parameters:
  ///   - unread: the turn; on an error it is as far as it was, and can be read on again.
  ///   - state: where the chat is; the turn must be on the way there.
  ///   - share: how much of the belief may sleep through it for ever, in [0, 1].
  ///   - allowance: the most tokens read now.
  /// - Returns: the turn as it is known then, once nobody has to read it any more; `nil` before.
  /// - Throws: `EngineError.model` when the language model fails or the person stops it; a request
  ///   to stop is left standing.
  package mutating func readOn(
    _ unread: inout UnreadTurn, in state: ChatState,
    leaving share: Double = Engine.usualUnreadShare, atMost allowance: Int = .max
  ) throws(EngineError) -> Turn? {
    if !unread.isBegun {
      guard let shown = unread.turn.played, let account = state.account(before: shown) else {
        return unread.turn.played
      }
      unread.turn = unread.turn.settling(by: account, leaving: share)
      unread.isBegun = true
    }
    try carryOn(&unread.turn, atMost: allowance)
    return unread.turn.played
  }
}
