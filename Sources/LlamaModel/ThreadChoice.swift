/// How many threads to use, by what has been fastest lately.
///
/// A core that another program keeps busy makes two threads slower than one, because each waits for
/// the other at every step, so the number of cores does not tell. The choice changes speed only:
/// the numbers are the same to the last bit.
struct ThreadChoice {
  private let candidates: [Int]
  /// Smoothed seconds per token of each candidate; `nil` until it has been tried.
  private var cost: [Double?]
  /// The candidate chosen last, and how often in a row.
  private var chosen = (candidate: 0, rounds: 0)
  /// The machine's load changes, so the others are tried again after this many rounds.
  private var patience = Self.leastPatience
  private static let leastPatience = 12
  private static let mostPatience = 96

  /// Chooses among `threads`, half of them and so on down to one, or where it does not adapt always
  /// takes `threads`.
  init(upTo threads: Int, isAdaptive: Bool = true) {
    var candidates = [max(1, threads)]
    while isAdaptive, let last = candidates.last, last > 1 { candidates.append(last / 2) }
    self.candidates = candidates
    cost = Array(repeating: nil, count: candidates.count)
  }

  /// The number of threads for the next computation.
  mutating func next() -> Int {
    if let untried = cost.firstIndex(where: { $0 == nil }) { return candidates[untried] }
    let best = cheapest
    if best != chosen.candidate {
      chosen = (best, 0)
      patience = Self.leastPatience
    }
    chosen.rounds += 1
    guard candidates.count > 1, chosen.rounds > patience else { return candidates[best] }
    // Each trial that changes nothing makes the next one less urgent: a slow one costs time too.
    chosen.rounds = 0
    patience = min(2 * patience, Self.mostPatience)
    return candidates[(best + 1) % candidates.count]
  }

  /// The number of threads that has been fastest lately; the most where little is known.
  var best: Int { candidates[cost.contains(nil) ? 0 : cheapest] }

  private var cheapest: Int { cost.indices.min { (cost[$0] ?? 0) < (cost[$1] ?? 0) } ?? 0 }

  /// Learns that `tokens` took `seconds` with `threads`.
  mutating func learn(threads: Int, tokens: Int, seconds: Double) {
    guard let index = candidates.firstIndex(of: threads), tokens > 0 else { return }
    let latest = seconds / Double(tokens)
    // What was tried once only may have met a bad moment; what is in use is smoothed.
    cost[index] =
      index == chosen.candidate ? cost[index].map { 0.5 * $0 + 0.5 * latest } ?? latest : latest
  }
}
