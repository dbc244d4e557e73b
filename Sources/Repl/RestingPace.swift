/// How much is read between keys, so that no key waits for longer than a person notices.
///
/// How many tokens that is depends on the machine and on what else it does, so it is learnt.
struct RestingPace {
  /// The most tokens to read next.
  private(set) var tokens = 16
  private static let range = 4...64
  private static let longest = Duration.milliseconds(80)

  /// Learns how long reading the last ``tokens`` took; where there was less to read, it seems
  /// quicker.
  mutating func learn(from duration: Duration) {
    let fitting = Double(tokens) * (Self.longest / max(duration, .milliseconds(1)))
    // Slower at once, faster by and by.
    let next = min(Int(fitting), tokens + 4)
    tokens = min(max(next, Self.range.lowerBound), Self.range.upperBound)
  }
}
