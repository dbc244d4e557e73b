import Theatre

/// Moments of a chat by the place where they were: the first one, and the latest that were passed.
///
/// Going to a place from a moment before it saves folding the whole conversation anew. The belief
/// is the same either way, for it is a fold over the events that lead there.
struct MomentShelf {
  private static let capacity = 64

  private var moments: [Int: Stage.Moment]
  private var latest: [Int] = []

  /// Begins with the moment at place 0, which is kept for ever.
  init(first: Stage.Moment) { moments = [0: first] }

  /// Keeps the moment at `place`.
  mutating func keep(_ moment: Stage.Moment, at place: Int) {
    guard place > 0, moments.updateValue(moment, forKey: place) == nil else { return }
    latest.append(place)
    if latest.count > Self.capacity { moments[latest.removeFirst()] = nil }
  }

  /// The nearest kept moment on the way to `place`.
  func nearest(to place: Int, in tree: SessionTree) -> (place: Int, moment: Stage.Moment)? {
    var place = place
    while moments[place] == nil, let parent = tree.parent(of: place) { place = parent }
    return moments[place].map { (place, $0) }
  }
}
