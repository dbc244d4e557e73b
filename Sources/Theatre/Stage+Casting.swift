import LanguageModels
import MaskInference

extension Stage {
  /// How many turns a mask that was taken off is still watched for.
  private static var watchedTurns: Int { 8 }

  /// Who could be speaking, given what the user just said.
  ///
  /// The text may name a mask, and the words of the last turn may resemble one. Each newcomer costs
  /// lanes that must read the whole conversation, so resemblance brings in one at a turn, and who is
  /// in stays while there is room.
  func cast(for heard: String) -> Cast {
    let blend = filter.belief.blend
    let fixed = Cast(hardwired: hardwired, declared: declared).masks
    let watched = dropped.filter { turns - $0.value < Self.watchedTurns }.keys.sorted()
    let incumbents = blend.ranking.filter { !fixed.contains($0.mask) }
    var others = voices.named(in: heard) + watched
    others += incumbents.filter { $0.weight > 0.02 }.map(\.mask)
    let suggestion = voices.resembling(heard + " " + (lastTurn?.reply ?? "")).first {
      !fixed.contains($0) && !others.contains($0)
    }
    let required = Set(others).subtracting(fixed).count
    let room = max(0, settings.castSize - fixed.count - required)
    let rest = incumbents.map(\.mask).filter { !others.contains($0) && $0 != suggestion }
    others += ((suggestion.map { [$0] } ?? []) + rest).prefix(room)
    return Cast(hardwired: hardwired, declared: declared, others: others)
  }

  /// Works out what the lanes read, forgetting the oldest turns where they no longer fit, and closes
  /// those that are of no use.
  ///
  /// - Returns: the tokens of the user's text that fit, and what the person should know.
  mutating func prepareLanes(for heard: [Token]) -> (heard: [Token], notices: [Notice]) {
    var notices: [Notice] = []
    let stacks = filter.hypotheses
    book.closeAll(but: stacks)
    let layout = lay(out: stacks)
    notices += layout.cut.filter { !knownCuts.contains($0) }.map { .cardCut(stack: $0) }
    let room = model.laneCapacity - layout.opening - layout.joints - replyRoom
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
    if firstRead > previous { notices.append(.forgot(turns: firstRead - previous)) }
    return (fitting, notices)
  }
}
