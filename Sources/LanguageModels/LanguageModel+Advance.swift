extension LanguageModel {
  /// Appends tokens to lanes in as few batches as possible and hands out the wanted
  /// distributions.
  ///
  /// Every number that comes out of a model comes through here, and what is no distribution never
  /// does: a logit that is not a number, one that is infinitely large, or no possible token at all.
  /// A token may be impossible (−∞).
  ///
  /// - Parameters:
  ///   - feeds: what to append; each lane at most once.
  ///   - read: called with the feed's index, the token's index in it and what comes after it, which
  ///     is valid only during the call.
  /// - Throws: `LanguageModelError`, `.nonsense` where that is no distribution; the lanes
  ///   are then as long as they were before the call.
  /// - Complexity: what the model takes, and O(vocabulary) for each reading.
  package func advance(
    _ feeds: [Feed], read: (_ feed: Int, _ offset: Int, _ next: NextTokenDistribution) -> Void
  ) throws(LanguageModelError) {
    let lengths = feeds.map { length(of: $0.lane) }
    var isSound = true
    try compute(feeds) { feed, offset, next in
      guard isSound else { return }
      isSound = next.isSound
      if isSound { read(feed, offset, next) }
    }
    guard isSound else {
      for (feed, length) in zip(feeds, lengths) { rewind(feed.lane, to: length) }
      throw .nonsense(model: name)
    }
  }
}
