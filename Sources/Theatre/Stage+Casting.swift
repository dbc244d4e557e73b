import LanguageModels
import MaskInference

extension Stage {
  /// How many turns a mask that was taken off is still watched for.
  private static var watchedTurns: Int { 8 }

  /// Who could be speaking, given what the user just said.
  ///
  /// The text may name a mask, and the words of the last turn may resemble one. Each newcomer costs
  /// lanes that must read the whole conversation, so resemblance brings in one at a turn, and who
  /// is in stays while there is room.
  mutating func cast(for heard: String) -> Cast {
    let blend = filter.belief.blend
    let fixed = Cast(hardwired: hardwired, declared: declared).masks
    let watched = dropped.filter { turns - $0.value < Self.watchedTurns }.keys.sorted()
    let incumbents = blend.ranking.filter { !fixed.contains($0.mask) }
    var others = voices.named(in: heard).filter { fixed.contains($0) || hasRoom(for: $0) } + watched
    others += incumbents.filter { $0.weight > 0.02 }.map(\.mask)
    let suggestion = voices.resembling(heard + " " + (lastTurn?.reply ?? "")).first {
      !fixed.contains($0) && !others.contains($0) && hasRoom(for: $0)
    }
    let required = Set(others).subtracting(fixed).count
    let room = max(0, settings.castSize - fixed.count - required)
    let rest = incumbents.map(\.mask).filter { !others.contains($0) && $0 != suggestion }
    others += ((suggestion.map { [$0] } ?? []) + rest).prefix(room)
    return Cast(hardwired: hardwired, declared: declared, others: others)
  }

  /// Works out what the lanes read, forgetting the oldest turns where they no longer fit, and
  /// closes those that are of no use.
  ///
  /// - Parameters:
  ///   - heard: what the user says.
  ///   - recording: the turn as it was, where it is weighed again: what it forgot is forgotten.
  /// - Returns: the tokens of the user's text that fit, and what the person should know.
  mutating func prepareLanes(
    for heard: [Token], recording: Turn? = nil
  ) -> (heard: [Token], notices: [Notice]) {
    var notices: [Notice] = []
    let stacks = filter.hypotheses
    book.closeAll(but: stacks)
    let layout = lay(out: stacks)
    notices += noticesOfCuts(layout.cut)
    let room = room(beside: layout)
    let fitting = Array(heard.suffix(max(1, room)))
    if fitting.count < heard.count {
      notices.append(.shortened(read: fitting.count, of: heard.count))
    }
    let previous = firstRead
    if let recording { firstRead = min(passages.count, firstRead + recording.forgotten) }
    if recording == nil || length(from: firstRead, beside: layout) + fitting.count > room {
      firstRead = firstFitting(beside: layout, hearing: fitting.count)
    }
    if firstRead > previous { notices.append(.forgot(turns: firstRead - previous)) }
    return (fitting, notices)
  }

  /// The first passage that the lanes read in the next turn.
  ///
  /// It is the same for all but the longest of messages, so that the lanes can be prepared before
  /// there is one.
  ///
  /// - Parameters:
  ///   - layout: how conversations open.
  ///   - heard: how many tokens the user says.
  /// - Returns: its place.
  func firstFitting(beside layout: Layouts, hearing heard: Int = 0) -> Int {
    let room = room(beside: layout)
    let needed = max(heard, min(Self.expectedTokens, room / 4))
    var first = firstRead
    if length(from: first, beside: layout) + needed > room {
      // Forgetting down to half leaves several turns until it has to be done again.
      while first < passages.count, length(from: first, beside: layout) + needed > room / 2 {
        first += 1
      }
    }
    return first
  }

  /// Messages of so many tokens are always made room for.
  static var expectedTokens: Int { 128 }

  private func room(beside layout: Layouts) -> Int {
    model.laneCapacity - layout.opening - layout.joints - replyRoom
  }

  private func length(from first: Int, beside layout: Layouts) -> Int {
    passages[first...].reduce(0) { $0 + $1.heard.count + $1.said.count + layout.joints }
  }
}
