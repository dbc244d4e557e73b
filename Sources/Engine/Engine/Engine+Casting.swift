import LanguageModels
import MaskInference

extension Engine {
  /// How many turns a mask that was taken off is still watched for.
  private static var watchedTurns: Int { 8 }

  /// Who could be speaking, given what the user just said.
  ///
  /// The text may name a mask, and the words of the last turn may resemble one. Each newcomer costs
  /// lanes that must read the whole conversation, so resemblance brings in one at a turn, and who
  /// is in stays while there is room.
  mutating func cast(for heard: String, in state: ChatState) -> Cast {
    let blend = state.speaking.filter.belief.blend
    let fixed = state.cast(with: []).masks
    let watched = state.dropped.filter { state.turns - $0.value < Self.watchedTurns }.keys.sorted()
    let incumbents = blend.ranking.filter { !fixed.contains($0.mask) }
    let named = voices.named(in: heard)
    var others = named.filter { fixed.contains($0) || hasRoom(for: $0, in: state) } + watched
    others += incumbents.filter { $0.weight > 0.02 }.map(\.mask)
    let suggestion = voices.resembling(heard + " " + (state.lastTurn?.reply ?? "")).first {
      !fixed.contains($0) && !others.contains($0) && hasRoom(for: $0, in: state)
    }
    let required = Set(others).subtracting(fixed).count
    let room = max(0, state.settings.castSize - fixed.count - required)
    let rest = incumbents.map(\.mask).filter { !others.contains($0) && $0 != suggestion }
    others += ((suggestion.map { [$0] } ?? []) + rest).prefix(room)
    return Cast(hardwired: state.hardwired, declared: state.declared, others: others)
  }

  /// Works out what the lanes read, forgetting the oldest turns where they no longer fit, and
  /// closes those that are of no use.
  ///
  /// - Parameters:
  ///   - stacks: the hypotheses.
  ///   - heard: what the user says.
  ///   - state: where the turn begins.
  ///   - recording: the turn as it was, where it is weighed again: what it forgot is forgotten.
  /// - Returns: the tokens of the user's text that fit, and what the person should know.
  mutating func prepareLanes(
    of stacks: [Stack], for heard: [Token], in state: inout ChatState, recording: Turn? = nil
  ) -> (heard: [Token], notices: [Notice]) {
    var notices: [Notice] = []
    pool.closeAll(but: stacks)
    let extent = lay(out: stacks, in: state)
    notices += noticesOfCuts(extent.cut, in: state)
    let room = room(beside: extent, in: state)
    let fitting = Array(heard.suffix(max(1, room)))
    if fitting.count < heard.count {
      notices.append(.shortened(read: fitting.count, of: heard.count))
    }
    let previous = state.firstRead
    if let recording {
      state.firstRead = min(state.exchanges.count, state.firstRead + recording.forgotten)
    }
    if recording == nil || state.length(beside: extent) + fitting.count > room {
      state.firstRead = firstFitting(beside: extent, hearing: fitting.count, in: state)
    }
    if state.firstRead > previous {
      notices.append(.forgot(turns: state.firstRead - previous))
    }
    return (fitting, notices)
  }

  /// The first exchange that the lanes read in the next turn.
  ///
  /// It is the same for all but the longest of messages, so that the lanes can be prepared before
  /// there is one.
  ///
  /// - Parameters:
  ///   - extent: how long conversations are besides what is said.
  ///   - heard: how many tokens the user says.
  ///   - state: where the turn begins.
  /// - Returns: its place.
  func firstFitting(
    beside extent: PromptLayout.Extent, hearing heard: Int = 0, in state: ChatState
  ) -> Int {
    let room = room(beside: extent, in: state)
    let needed = max(heard, min(Self.expectedTokens, room / 4))
    var state = state
    if state.length(beside: extent) + needed > room {
      // Forgetting down to half leaves several turns until it has to be done again.
      while state.firstRead < state.exchanges.count,
        state.length(beside: extent) + needed > room / 2
      {
        state.firstRead += 1
      }
    }
    return state.firstRead
  }

  /// Messages of so many tokens are always made room for.
  static var expectedTokens: Int { 128 }

  private func room(beside extent: PromptLayout.Extent, in state: ChatState) -> Int {
    model.laneCapacity - extent.opening - extent.joints - replyRoom(by: state.settings)
  }
}

extension ChatState {
  /// The tokens of what is still read, with the joints between.
  fileprivate func length(beside extent: PromptLayout.Extent) -> Int {
    exchanges[firstRead...].reduce(0) { $0 + $1.heard.count + $1.said.count + extent.joints }
  }
}
