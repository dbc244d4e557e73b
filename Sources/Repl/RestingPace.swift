/// How much is read at once while nobody types.
///
/// A key does not wait for it: what is being read then is given up. So as much is read at once as
/// is done before the next key, which is worth more the larger it is; how much that is depends on
/// the machine, on what else it does and on who types, so it is learnt.
struct RestingPace {
  /// The most tokens to read next.
  private(set) var tokens = 64
  private static let range = 16...512
  /// Nothing that is given up shall have cost more.
  private static let longest = Duration.milliseconds(400)

  /// Learns how long reading the last ``tokens`` took; where there was less to read, it seems
  /// quicker.
  ///
  /// - Parameters:
  ///   - duration: how long it took.
  ///   - isGivenUp: whether a key came in the middle.
  mutating func learn(from duration: Duration, isGivenUp: Bool) {
    let fitting = Double(tokens) * (Self.longest / max(duration, .milliseconds(1)))
    let next = isGivenUp ? tokens / 2 : min(Int(fitting), 2 * tokens)
    tokens = min(max(next, Self.range.lowerBound), Self.range.upperBound)
  }
}
