import Foundation
import Sessions

/// The frame of a picture over the sentences of a chat: the picture itself, what is left of it and
/// below it, and the marks of what the person did.
struct Plot {
  let id: String
  let title: String
  /// What the picture shows, for a reader who cannot see it.
  let description: String
  /// Labels of the upright axis, the uppermost first.
  let levels: [String]
  /// Whether the labels stand at the ends of the axis; else each in the middle of its part.
  let levelsAreEnds: Bool
  let course: BeliefHistory
  /// The drawing, in 1000 by 1000.
  let drawing: [Markup]

  /// The picture with its axes.
  var markup: Markup {
    let width = max(100, course.sentences.count * 5)
    return .element(
      "div",
      [
        "class": "scroll", "tabindex": "0", "role": "group", "aria-label": "\(title), a picture",
      ],
      [
        .element(
          "div", ["class": "plot", "style": "min-width:\(width)px"],
          [
            marks, upright,
            .element(
              "svg",
              [
                "viewBox": "0 0 1000 1000", "preserveAspectRatio": "none", "role": "img",
                "aria-labelledby": "\(id)-title \(id)-description",
              ],
              [
                .element("title", ["id": "\(id)-title"], title),
                .element("desc", ["id": "\(id)-description"], description),
              ] + drawing + boundaries),
            turns,
          ])
      ])
  }

  /// The left edge of a sentence.
  func x(_ sentence: Int) -> Double {
    1000 * Double(sentence) / Double(max(1, course.sentences.count))
  }

  /// Where the level part of a line over a sentence begins and ends: short of its edges, but for
  /// the picture's own.
  func level(_ sentence: Int) -> [Double] {
    let (left, right) = (x(sentence), x(sentence + 1))
    let slope = (right - left) * 0.12
    let isLast = sentence == course.sentences.count - 1
    return [sentence == 0 ? left : left + slope, isLast ? right : right - slope]
  }

  private var upright: Markup {
    .element(
      "div", ["class": levelsAreEnds ? "upright ends" : "upright", "aria-hidden": "true"],
      levels.map { .element("span", [:], $0) })
  }

  /// Lines where turns begin, the stronger where the person did something.
  private var boundaries: [Markup] {
    let marked = Set(course.marks.map(\.turn))
    return course.turns.enumerated().compactMap { index, turn in
      guard index > 0, !turn.sentences.isEmpty else { return nil }
      let place = Numeral.plain(x(turn.sentences.lowerBound))
      return .element(
        "path",
        [
          "class": marked.contains(index + 1) ? "boundary marked" : "boundary",
          "d": "M\(place) 0V1000",
        ])
    }
  }

  /// Letters where the person did something.
  private var marks: Markup {
    .element(
      "div", ["class": "marks", "aria-hidden": "true"],
      EventList(course).groups.compactMap { group in
        guard course.turns.indices.contains(group.turn - 1) else { return nil }
        let place = x(course.turns[group.turn - 1].sentences.lowerBound) / 10
        return .element("span", ["style": "left:\(Numeral.plain(place))%"], group.letter)
      })
  }

  /// The numbers of the turns, as many as can be read.
  private var turns: Markup {
    let step = max(1, (course.turns.count + 11) / 12)
    return .element(
      "div", ["class": "turns", "aria-hidden": "true"],
      course.turns.enumerated().compactMap { index, turn in
        guard index % step == 0, !turn.sentences.isEmpty else { return nil }
        let middle = (x(turn.sentences.lowerBound) + x(turn.sentences.upperBound)) / 20
        return .element("span", ["style": "left:\(Numeral.plain(middle))%"], "\(index + 1)")
      })
  }
}
