import LanguageModels
import MaskInference

extension Engine {
  /// How much of the belief may usually sleep through a turn.
  ///
  /// Chosen on chats with the real model, where what is shown is then off by a hundredth on
  /// average.
  package static var usualSleepingShare: Double { 0.02 }

  /// Has the lanes that the next turn is likely to need read some of the conversation, for while
  /// the person types.
  ///
  /// It changes no number that a turn would not change as well. A request to stop is left standing:
  /// it is meant for whatever the person types into.
  ///
  /// - Parameters:
  ///   - state: where the chat is, the last turn settled.
  ///   - share: how much of the belief may sleep through the next turn, in [0, 1].
  ///   - allowance: the most tokens read now.
  /// - Returns: whether there is more to do.
  /// - Throws: `EngineError.model` when the language model fails or the person stops it.
  package mutating func readAhead(
    in state: ChatState, leaving share: Double = 0, atMost allowance: Int
  ) throws(EngineError) -> Bool {
    let filter = state.speaking.filter
    let stacks = filter.wakeful(leaving: share).map { filter.hypotheses[$0] }
    let extent = lay(out: stacks, in: state)
    pool.makeRoom(for: stacks)
    // Where the next turn has to forget, what is left is read now.
    pool.follow(Array(state.exchanges[firstFitting(beside: extent, in: state)...]))
    guard let next = stacks.first(where: { pool.backlog(of: $0) > 0 }) else { return false }
    do {
      try pool.open([next])
      try pool.readOn([next], atMost: allowance)
      return true
    } catch {
      throw .model(error)
    }
  }
}
