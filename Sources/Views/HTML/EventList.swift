import Engine
import Sessions

/// What the person did between the turns, with the letters by which the pictures mark it.
struct EventList {
  /// What was done before one turn.
  struct Group {
    let turn: Int
    let letter: String
    let events: [String]
  }

  let groups: [Group]

  /// Gathers the marks of a course by turn.
  init(_ course: BeliefHistory) {
    var events: [(turn: Int, typed: [String])] = []
    for mark in course.marks {
      guard let typed = mark.event.asTyped else { continue }
      if let last = events.indices.last, events[last].turn == mark.turn {
        events[last].typed.append(typed)
      } else {
        events.append((mark.turn, [typed]))
      }
    }
    groups = events.enumerated().map { index, group in
      Group(turn: group.turn, letter: Self.letter(index), events: group.typed)
    }
  }

  /// A, B … Z, then numbers.
  private static func letter(_ index: Int) -> String {
    index < 26 ? String(UnicodeScalar(UInt8(65 + index))) : String(index + 1)
  }

  /// The list under the pictures.
  func markup(turns: Int) -> Markup {
    guard !groups.isEmpty else { return .all([]) }
    return .element(
      "ul", ["class": "events"],
      groups.map { group in
        let place = group.turn <= turns ? "before turn \(group.turn)" : "after the last turn"
        return .element(
          "li", [:],
          [.element("b", [:], group.letter), .text(" \(place): ")]
            + group.events.flatMap { [.element("code", ["dir": "auto"], $0), .text(" ")] })
      })
  }
}
