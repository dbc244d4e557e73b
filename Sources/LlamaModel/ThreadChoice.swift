/// How many threads to use, by what has been fastest lately.
///
/// A core that another program keeps busy makes two threads slower than one, because each waits for
/// the other at every step, so the number of cores does not tell. The choice changes speed only:
/// the numbers are the same to the last bit.
struct ThreadChoice {
  private let candidates: [Int]
  /// Smoothed seconds per token of each candidate; `nil` until it has been tried.
  private var cost: [Double?]
  private var rounds = 0
  /// The machine's load changes, so the others are tried again after this many rounds.
  private static let retrial = 12

  /// Chooses between one thread and `threads`.
  init(upTo threads: Int) {
    candidates = threads > 1 ? [threads, 1] : [1]
    cost = Array(repeating: nil, count: candidates.count)
  }

  /// The number of threads for the next computation.
  mutating func next() -> Int {
    rounds += 1
    if let untried = cost.firstIndex(where: { $0 == nil }) { return candidates[untried] }
    let best = cost.indices.min { (cost[$0] ?? 0) < (cost[$1] ?? 0) } ?? 0
    let isRetrial = rounds.isMultiple(of: Self.retrial) && candidates.count > 1
    return candidates[isRetrial ? (best + 1) % candidates.count : best]
  }

  /// Learns that `tokens` took `seconds` with `threads`.
  mutating func learn(threads: Int, tokens: Int, seconds: Double) {
    guard let index = candidates.firstIndex(of: threads), tokens > 0 else { return }
    let latest = seconds / Double(tokens)
    cost[index] = cost[index].map { 0.5 * $0 + 0.5 * latest } ?? latest
  }
}
