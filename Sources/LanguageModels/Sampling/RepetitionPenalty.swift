/// What words lose in log probability for repeating what was just said.
///
/// It looks at the text alone, so it is the same in every lane and the evidence stays exact. A
/// token said lately loses `presence`; one that would carry on a repeated run of k ≥ 2 tokens loses
/// `loop` more for each of the run's tokens after the first, so that a loop, whose run grows with
/// every turn of it, always ends.
package struct RepetitionPenalty: Hashable, Sendable, Codable {
  /// What a token loses for having been said lately, in nats.
  package var presence: Double
  /// What a token loses for each further token of the run it would carry on, in nats.
  package var loop: Double
  /// How many of the latest tokens count as lately.
  package var window: Int

  /// Creates a penalty with the program's defaults.
  package init(presence: Double = 0.3, loop: Double = 0.8, window: Int = 256) {
    self.presence = presence
    self.loop = loop
    self.window = window
  }

  /// No penalty at all.
  package static let none = RepetitionPenalty(presence: 0, loop: 0, window: 0)

  /// A run is followed back no further than this: by then nothing is left of the token.
  private static let longestRun = 24

  /// What each token loses after `said`, in nats; tokens that lose nothing are left out.
  ///
  /// - Complexity: O(window), times the length of the runs repeated.
  package func losses(after said: ArraySlice<Token>) -> [Token: Double] {
    let recent = Array(said.suffix(window))
    guard let last = recent.last, presence != 0 || loop != 0 else { return [:] }
    var losses: [Token: Double] = [:]
    for token in recent { losses[token] = presence }
    guard loop != 0 else { return losses }
    for index in recent.indices.dropLast() where recent[index] == last {
      var run = 1
      while run < Self.longestRun, run <= index,
        recent[index - run] == recent[recent.count - 1 - run]
      {
        run += 1
      }
      guard run > 1 else { continue }
      let next = recent[index + 1]
      losses[next] = max(losses[next] ?? 0, presence + loop * Double(run - 1))
    }
    return losses
  }
}
