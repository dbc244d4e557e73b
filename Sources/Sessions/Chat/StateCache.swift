import Engine

/// States of a chat by the place where they were: the first one, and the latest that were passed.
///
/// Going to a place from a state before it saves folding the whole conversation anew. The state is
/// the same either way, for it is a fold over the events that lead there.
struct StateCache {
  private static let capacity = 64

  private var states: [Int: ChatState]
  private var latest: [Int] = []

  /// Begins with the state at place 0, which is kept for ever.
  init(first: ChatState) { states = [0: first] }

  /// Keeps the state at `place`.
  mutating func keep(_ state: ChatState, at place: Int) {
    guard place > 0, states.updateValue(state, forKey: place) == nil else { return }
    latest.append(place)
    if latest.count > Self.capacity { states[latest.removeFirst()] = nil }
  }

  /// Keeps the state at `place` anew, once lanes have read the reply at an earlier one: the others
  /// since then do not know of that.
  mutating func replace(_ state: ChatState, at place: Int, settling reply: Int) {
    latest.removeAll { $0 >= reply }
    for place in states.keys where place >= reply { states[place] = nil }
    keep(state, at: place)
  }

  /// The nearest kept state on the way to `place`.
  func nearest(to place: Int, in tree: SessionTree) -> (place: Int, state: ChatState) {
    var place = place
    while states[place] == nil, let parent = tree.parent(of: place) { place = parent }
    guard let state = states[place] else { preconditionFailure("the first state is kept") }
    return (place, state)
  }
}
