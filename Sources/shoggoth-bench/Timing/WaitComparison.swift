import Engine

/// A chat that was played, beside its peer's.
struct WaitComparison {
  /// The chat and the pause.
  let name: String
  let played: PlayedChat
  let kept: KeptChat
  /// What the same words took the peer, turn by turn.
  let answers: [Peer.Answer]
  /// The processor time that loading took the peer, in seconds.
  let loading: Double
  /// How much longer each turn took beside a busy core; no number where it has other words then.
  private var busyRatios: [Double] = []

  /// Puts a chat and its peer side by side.
  init(
    name: String, played: PlayedChat, kept: KeptChat, answers: [Peer.Answer], loading: Double
  ) {
    self.name = name
    self.played = played
    self.kept = kept
    self.answers = answers
    self.loading = loading
  }

  /// Compares the same chat beside a busy core.
  mutating func takeBusy(_ busy: PlayedChat, _ busyKept: KeptChat) {
    busyRatios = played.turns.indices.map { index in
      kept.turns[index].reading.reply == busyKept.turns[index].reading.reply
        ? busy.turns[index].whole / played.turns[index].whole : .nan
    }
  }

  private var firstWordRatios: [Double] {
    zip(played.turns, answers).map { $0.firstWord / $1.firstWord }
  }
  private var wholeRatios: [Double] { zip(played.turns, answers).map { $0.whole / $1.whole } }
  private var afterwardsRatios: [Double] {
    zip(played.turns, answers).map { $0.afterwards / $1.processorTime }
  }

  /// Tells every turn, then all of them together beside the targets.
  func tell(_ findings: inout Findings) throws {
    let busyColumn = busyRatios.isEmpty ? [] : ["busy over idle"]
    findings.begin(
      "turn",
      columns: [
        "tokens", "forgotten", "first word, s", "first over peer", "whole, s",
        "whole over peer", "processor, s", "after over peer", "key, ms", "others",
      ] + busyColumn)
    for index in played.turns.indices {
      let turn = played.turns[index]
      try findings.add(
        "\(name), \(index + 1) \(kept.turns[index].declared)",
        [
          Double(kept.turns[index].reading.reply.count), Double(kept.turns[index].forgotten),
          turn.firstWord, firstWordRatios[index], turn.whole, wholeRatios[index],
          turn.processorTime, afterwardsRatios[index], turn.longestKey * 1000, turn.others,
        ] + (busyRatios.isEmpty ? [] : [busyRatios[index]]))
    }
    try tellTargets(&findings)
    try tellMemory(&findings)
  }

  private func tellTargets(_ findings: inout Findings) throws {
    func add(_ target: Double, _ what: String, _ value: Double?) throws {
      guard let value, value.isFinite else { return }
      try findings.add(.atMost(target, "\(what), \(name)", value))
    }
    let first = firstWordRatios.filter(\.isFinite)
    try add(1.5, "first word over the peer's, median", first.median)
    try add(3, "first word over the peer's, worst", first.max())
    try add(1.25, "whole turn over the peer's, median", wholeRatios.median)
    try add(2.5, "whole turn over the peer's, worst", wholeRatios.max())
    try add(
      2, "processor time after a reply over the peer's reply, average",
      afterwardsRatios.reduce(0, +) / Double(max(1, afterwardsRatios.count)))
    try add(
      50, "longest delay of a key, ms",
      played.turns.map(\.longestKey).filter(\.isFinite).max().map { $0 * 1000 })
    let other = answers.reduce(loading) { $0 + $1.processorTime }
    try add(4, "processor time of the chat over the peer's", played.processorTime / other)
    let busy = busyRatios.filter(\.isFinite)
    try add(2.5, "turn beside a busy core over the same turn idle, median", busy.median)
    try add(2.5, "turn beside a busy core over the same turn idle, worst", busy.max())
  }

  private func tellMemory(_ findings: inout Findings) throws {
    let missing = played.turns.reduce(0) { $0 + $1.missingKeys }
    let figures: [(String, Double?)] = [
      (
        "cores that others kept busy during turns, most",
        played.turns.map(\.others).filter(\.isFinite).max()
      ),
      ("keys that did not appear", missing > 0 ? Double(missing) : nil),
      ("processor time of the chat, s", played.processorTime),
      ("memory after the first turn, MB", played.turns.first?.peakMemory.map { Double($0) / 1e6 }),
      ("memory after the last turn, MB", played.turns.last?.peakMemory.map { Double($0) / 1e6 }),
      ("peak memory, MB", Double(played.peakMemory) / 1e6),
    ]
    for case (let what, let value?) in figures where value.isFinite {
      try findings.add(Figure(name: "\(what), \(name)", value: value))
    }
  }
}

extension [Double] {
  /// The median; `nil` where there are none.
  fileprivate var median: Double? { isEmpty ? nil : quantile(0.5) }
}
