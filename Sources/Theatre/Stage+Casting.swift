import LanguageModels
import MaskInference

extension Stage {
  /// How many turns a mask that was taken off is still watched for.
  private static var watchedTurns: Int { 8 }
  /// How many masks the text alone may bring in at a turn; each costs lanes that must read the
  /// whole conversation.
  private static var newcomers: Int { 2 }

  /// Who could be speaking, given what the user just said.
  func cast(for heard: String) -> Cast {
    let blend = filter.belief.blend
    let fixed = Cast(hardwired: hardwired, declared: declared)
    let named = voices.named(in: heard)
    let watched = dropped.filter { turns - $0.value < Self.watchedTurns }.keys.sorted()
    var others = named + watched
    let room = settings.castSize - fixed.masks.count
    let incumbents = blend.ranking.map(\.mask).filter { !fixed.masks.contains($0) }
    let leading = incumbents.filter { (blend.weights[$0] ?? 0) > 0.02 }
    others += leading
    var suggested = 0
    for mask in voices.resembling(heard + " " + lastReply) {
      let distinct = Set(others).subtracting(fixed.masks).count
      guard distinct < room, suggested < Self.newcomers else { break }
      guard !others.contains(mask), !fixed.masks.contains(mask) else { continue }
      if !incumbents.contains(mask) { suggested += 1 }
      others.append(mask)
    }
    return Cast(hardwired: hardwired, declared: declared, others: others)
  }

  /// Gives every hypothesis a lane that has read the conversation, forgetting the oldest turns
  /// where they no longer fit.
  ///
  /// - Returns: the tokens of the user's text that fit, and what the person should know.
  mutating func prepareLanes(
    for heard: [Token]
  ) throws(LanguageModelError) -> (heard: [Token], notices: [Notice]) {
    var notices: [Notice] = []
    let stacks = filter.hypotheses
    book.closeAll(but: stacks)
    let layout = book.lay(out: stacks) { [roles, settings] stack in
      StageDirection(
        roles: stack.masks.compactMap { roles[$0] }, examples: settings.examples)
    }
    notices += layout.cut.map { .cardCut(stack: $0) }
    let reply = settings.replyTokens + settings.sentenceTokens
    let room = model.laneCapacity - layout.opening - layout.joints - reply
    let limit = max(1, room)
    let fitting = Array(heard.suffix(limit))
    if fitting.count < heard.count {
      notices.append(.shortened(read: fitting.count, of: heard.count))
    }
    func length(from first: Int) -> Int {
      passages[first...].reduce(0) { $0 + $1.heard.count + $1.said.count + layout.joints }
    }
    let previous = firstRead
    if length(from: firstRead) + fitting.count > room {
      // Forgetting down to half leaves several turns until it has to be done again.
      while firstRead < passages.count, length(from: firstRead) + fitting.count > room / 2 {
        firstRead += 1
      }
    }
    let read = Array(passages[firstRead...])
    if firstRead > previous { notices.append(.forgot(turns: firstRead - previous)) }
    if firstRead > previous || isTorn {
      try book.reread(read)
      isTorn = false
    }
    try book.open(stacks, passages: read)
    return (fitting, notices)
  }
}
