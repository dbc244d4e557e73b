extension LanguageModel {
  /// Appends tokens to lanes in as few batches as possible and hands out the wanted logits.
  ///
  /// Every number that comes out of a model comes through here, and logits that are no distribution
  /// never do: one that is not a number, one that is infinitely large, or no possible token at all.
  /// A token may be impossible (−∞).
  ///
  /// - Parameters:
  ///   - feeds: what to append; each lane at most once.
  ///   - read: called with the feed's index, the token's index in it and the logits after it
  ///     (`vocabularySize` of them, natural-log scale up to a constant). The span is valid only
  ///     during the call.
  /// - Throws: `LanguageModelError`, `.nonsense` where the logits are no distribution; the lanes
  ///   are then as long as they were before the call.
  /// - Complexity: what the model takes, and O(vocabulary) for each reading.
  package func advance(
    _ feeds: [Feed], read: (_ feed: Int, _ offset: Int, _ logits: Span<Float>) -> Void
  ) throws(LanguageModelError) {
    let lengths = feeds.map { length(of: $0.lane) }
    var isSound = true
    try compute(feeds) { feed, offset, logits in
      guard isSound else { return }
      isSound = logits.isDistribution
      if isSound { read(feed, offset, logits) }
    }
    guard isSound else {
      for (feed, length) in zip(feeds, lengths) { rewind(feed.lane, to: length) }
      throw .nonsense(model: name)
    }
  }
}

extension Span<Float> {
  /// Whether these are the logits of a distribution: all numbers below infinity, one above minus
  /// infinity.
  package var isDistribution: Bool { withUnsafeBufferPointer(VectorMath.isDistribution) }
}
