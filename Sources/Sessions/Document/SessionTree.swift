/// Which event of a session came after which: the conversation as a tree.
///
/// Place 0 is before everything, place n after the n-th event. Every event but a return has its
/// place; it follows the place where the chat then was. A return moves the chat to a place that
/// there is already, so a session without one is a line.
package struct SessionTree: Hashable, Sendable {
  /// The place before each event, the first event's first; a return stands on the place it led to.
  private var before: [Int] = []
  /// Where the chat is.
  package private(set) var head = 0
  /// The events that are returns, which lead to no place of their own.
  private var returns: Set<Int> = []

  /// A tree of nothing but place 0.
  package init() {}

  /// The number of events.
  package var count: Int { before.count }

  /// Adds an event: a return to `place`, or anything else where that is `nil`.
  ///
  /// - Precondition: `place` ``exists(_:)``.
  mutating func append(returningTo place: Int?) {
    if let place {
      precondition(exists(place), "a return to place \(place), which does not exist")
      before.append(place)
      returns.insert(before.count)
      head = place
    } else {
      before.append(head)
      head = before.count
    }
  }

  /// Whether a chat can be at `place`.
  package func exists(_ place: Int) -> Bool {
    (0...before.count).contains(place) && !returns.contains(place)
  }

  /// The place before `place`; `nil` for the first.
  package func parent(of place: Int) -> Int? { place > 0 ? before[place - 1] : nil }

  /// The places from the one after `ancestor` to `place`, in order; from the very beginning where
  /// `ancestor` does not lead to it.
  ///
  /// - Complexity: O(length).
  package func path(to place: Int, after ancestor: Int = 0) -> [Int] {
    var path: [Int] = []
    var place = place
    while place > 0, place != ancestor {
      path.append(place)
      place = before[place - 1]
    }
    return path.reversed()
  }

  /// The places that follow each place, in the order in which they came.
  ///
  /// - Complexity: O(events).
  package var children: [Int: [Int]] {
    var children: [Int: [Int]] = [:]
    for (index, parent) in before.enumerated() where !returns.contains(index + 1) {
      children[parent, default: []].append(index + 1)
    }
    return children
  }
}
