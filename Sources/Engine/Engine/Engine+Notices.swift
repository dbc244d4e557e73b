import LanguageModels
import MaskInference

extension Engine {
  /// Whether the card of `mask` fits into a lane.
  ///
  /// In chats of the first ``Staging`` any does, for it is cut off where it must be.
  mutating func hasRoom(for mask: Mask, in state: ChatState) -> Bool {
    excess(of: Stack([mask]), in: state) == nil
  }

  /// Makes sure that what `mask`, the outermost of the declared stack, needs fits into a lane.
  ///
  /// - Throws: `EngineError.cardTooLong`.
  mutating func checkRoom(for mask: Mask, in state: ChatState) throws(EngineError) {
    guard let excess = excess(of: state.declared, in: state) else { return }
    throw .cardTooLong(mask, tokens: excess.tokens, room: excess.room, context: excess.capacity)
  }

  private mutating func excess(of stack: Stack, in state: ChatState) -> FittedDirection.Excess? {
    guard pool.staging != .first else { return nil }
    lay(out: [stack], in: state)
    return pool.fitting(of: stack)?.excess
  }

  /// What the person should know once the declared stack has changed.
  ///
  /// Chats of the first ``Staging`` tell of it after the next turn.
  mutating func noticesOfDeclaration(entering mask: Mask?, in state: ChatState) -> [Notice] {
    guard pool.staging != .first else { return [] }
    var notices: [Notice] = []
    if let mask, let role = roles[mask] {
      if role.isEmpty { notices.append(.emptyCard(mask: mask)) }
      if role.unreadEntries > 0 {
        notices.append(.lorebookUnread(mask: mask, entries: role.unreadEntries))
      }
    }
    return notices + noticesOfCuts(lay(out: state.filter.hypotheses, in: state).cut, in: state)
  }

  /// What the person should know of stacks whose directions are cut, where it is not known yet.
  func noticesOfCuts(_ stacks: [Stack], in state: ChatState) -> [Notice] {
    let news = stacks.filter { !state.toldOfCards.stacks.contains($0) }
    guard pool.staging != .first else { return news.map { .cardCut(stack: $0) } }
    let declared = state.declared
    var notices: [Notice] = []
    if news.contains(declared), let fitting = pool.fitting(of: declared) {
      notices.append(
        .abridged(
          stack: declared, cards: fitting.cards, examplesLeftOut: fitting.examplesLeftOut))
    }
    let others = news.filter { $0 != declared }
    if !others.isEmpty, !state.toldOfCards.othersToo {
      notices.append(.abridgedToo(stacks: others))
    }
    return notices
  }

  /// What the person should know of masks that `text` names and that do not fit into a lane, where
  /// it is not known yet.
  mutating func noticesOfMasks(tooLongIn text: String, in state: ChatState) -> [Notice] {
    let fixed = state.cast(with: []).masks
    var notices: [Notice] = []
    for mask in voices.named(in: text)
    where !fixed.contains(mask) && !state.toldOfCards.stacks.contains(Stack([mask])) {
      guard let excess = excess(of: Stack([mask]), in: state) else { continue }
      notices.append(.cardTooLong(mask: mask, tokens: excess.tokens, room: excess.room))
    }
    return notices
  }
}
