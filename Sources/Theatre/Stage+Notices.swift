import MaskInference

extension Stage {
  /// Whether the card of `mask` fits into a lane.
  ///
  /// In chats of the first ``Staging`` any does, for it is cut off where it must be.
  mutating func hasRoom(for mask: Mask) -> Bool { excess(of: Stack([mask])) == nil }

  /// Makes sure that what the outermost mask of `stack` needs fits into a lane.
  mutating func checkRoom(for mask: Mask, in stack: Stack) throws(StageError) {
    guard let excess = excess(of: stack) else { return }
    throw .cardTooLong(
      mask, tokens: excess.tokens, room: excess.room, context: excess.capacity)
  }

  private mutating func excess(of stack: Stack) -> FittedDirection.Excess? {
    guard book.staging != .first else { return nil }
    lay(out: [stack])
    return book.fitting(of: stack)?.excess
  }

  /// What the person should know once the declared stack has changed.
  ///
  /// Chats of the first ``Staging`` tell of it after the next turn.
  mutating func noticesOfDeclaration(entering mask: Mask?) -> [Notice] {
    guard book.staging != .first else { return [] }
    var notices: [Notice] = []
    if let mask, let role = roles[mask] {
      if role.isEmpty { notices.append(.emptyCard(mask: mask)) }
      if role.unreadEntries > 0 {
        notices.append(.lorebookUnread(mask: mask, entries: role.unreadEntries))
      }
    }
    return notices + noticesOfCuts(lay(out: filter.hypotheses).cut)
  }

  /// What the person should know of stacks whose directions are cut, where it is not known yet.
  func noticesOfCuts(_ stacks: [Stack]) -> [Notice] {
    let news = stacks.filter { !knownCuts.contains($0) }
    guard book.staging != .first else { return news.map { .cardCut(stack: $0) } }
    var notices: [Notice] = []
    if news.contains(declared), let fitting = book.fitting(of: declared) {
      notices.append(
        .abridged(
          stack: declared, cards: fitting.cards, examplesLeftOut: fitting.examplesLeftOut))
    }
    let others = news.filter { $0 != declared }
    if !others.isEmpty, !knowsOtherCuts { notices.append(.abridgedToo(stacks: others)) }
    return notices
  }

  /// What the person should know of masks that `text` names and that do not fit into a lane, where
  /// it is not known yet.
  mutating func noticesOfMasks(tooLongIn text: String) -> [Notice] {
    let fixed = Cast(hardwired: hardwired, declared: declared).masks
    var notices: [Notice] = []
    for mask in voices.named(in: text)
    where !fixed.contains(mask) && !knownCuts.contains(Stack([mask])) {
      guard let excess = excess(of: Stack([mask])) else { continue }
      notices.append(.cardTooLong(mask: mask, tokens: excess.tokens, room: excess.room))
    }
    return notices
  }

  /// Keeps in mind what the person was told, so that it is not told again.
  mutating func note(_ notices: [Notice]) {
    for notice in notices {
      switch notice {
      case .cardCut(let stack), .abridged(let stack, _, _): knownCuts.insert(stack)
      case .abridgedToo(let stacks):
        knownCuts.formUnion(stacks)
        knowsOtherCuts = true
      case .cardTooLong(let mask, _, _): knownCuts.insert(Stack([mask]))
      case .forgot, .shortened, .lorebookUnread, .emptyCard: break
      }
    }
  }
}
