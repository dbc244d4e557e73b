import MaskInference
import Sessions

/// How confused the program was after each turn, and where there was nobody to infer.
struct ConfusionPicture {
  let course: BeliefHistory

  /// The picture with its axes and what its bars mean.
  var markup: Markup {
    let plot = Plot(
      id: "confusion", title: "Confusion", description: description,
      levels: ["100 %", "50 %", "0 %"], levelsAreEnds: true, course: course, drawing: [])
    return .all([plot.drawn(bars(plot)).markup, legend])
  }

  private var description: String {
    let told = course.turns.enumerated().map { index, turn in
      "turn \(index + 1) \(Numeral.percent(turn.report.confusion))"
    }
    let few = told.suffix(12)
    return "Bars. " + (few.count < told.count ? "The last: " : "")
      + few.joined(separator: ", ") + "."
  }

  private func bars(_ plot: Plot) -> [Markup] {
    course.turns.filter { !$0.sentences.isEmpty }.map { turn in
      let left = plot.x(turn.sentences.lowerBound)
      let width = plot.x(turn.sentences.upperBound) - left
      let height = max(4, 1000 * min(1, max(0, turn.report.confusion)))
      let isNobody = turn.report.anomaly.vacancy > 0.5
      return .element(
        "rect",
        [
          "class": isNobody ? "bar nobody" : "bar", "x": Numeral.plain(left + width * 0.1),
          "y": Numeral.plain(1000 - height), "width": Numeral.plain(width * 0.8),
          "height": Numeral.plain(height),
        ])
    }
  }

  private var legend: Markup {
    let hasNobody = course.turns.contains { $0.report.anomaly.vacancy > 0.5 }
    let keys =
      [("key-bar", "after the turn")]
      + (hasNobody ? [("key-nobody", "nobody to infer from the words")] : [])
    return .element(
      "ul", ["class": "legend"],
      keys.map { key, text in
        .element(
          "li", [:],
          [.element("span", ["class": "swatch \(key)", "aria-hidden": "true"]), .text(text)])
      })
  }
}
