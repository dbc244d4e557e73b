import Foundation
import MaskInference
import Sessions

/// The depth of the stack over the sentences of a chat, beside what the prior alone says.
struct DepthPicture {
  let course: BeliefHistory

  /// The picture with its axes and what its lines mean.
  var markup: Markup {
    let plot = Plot(
      id: "depth", title: "The depth of the stack", description: description,
      levels: (0...deepest).reversed().map { "\($0)" }, levelsAreEnds: false, course: course,
      drawing: [])
    return .all([plot.drawn(cells(plot) + [prior(plot), mean(plot)]).markup, legend])
  }

  private var deepest: Int { max(1, (course.sentences.map(\.depth.count).max() ?? 1) - 1) }

  private var description: String {
    guard let last = course.sentences.last, let turn = course.turns.last else {
      return "Nothing was said."
    }
    return "The darker a square, the more probable that depth. After the last sentence the mean is "
      + "\(Numeral.tenth(last.meanDepth)); the prior alone says "
      + "\(Numeral.tenth(turn.report.depth.priorMean))."
  }

  private func cells(_ plot: Plot) -> [Markup] {
    let height = 1000 / Double(deepest + 1)
    return course.sentences.enumerated().flatMap { index, sentence in
      sentence.depth.enumerated().compactMap { depth, share in
        guard share >= 0.01 else { return nil }
        return .element(
          "rect",
          [
            "class": "cell", "x": Numeral.plain(plot.x(index)),
            "y": Numeral.plain(1000 - height * Double(depth + 1)),
            "width": Numeral.plain(plot.x(index + 1) - plot.x(index)),
            "height": Numeral.plain(height), "opacity": Numeral.plain(min(1, share) * 0.55),
          ])
      }
    }
  }

  /// Where a depth lies: in the middle of its row.
  private func y(_ depth: Double) -> String {
    Numeral.plain(1000 * (1 - (min(max(0, depth), Double(deepest)) + 0.5) / Double(deepest + 1)))
  }

  private func mean(_ plot: Plot) -> Markup {
    let points = course.sentences.enumerated().flatMap { index, sentence in
      plot.level(index).map { "\(Numeral.plain($0)) \(y(sentence.meanDepth))" }
    }
    return .element("path", ["class": "mean", "d": "M" + points.joined(separator: "L")])
  }

  private func prior(_ plot: Plot) -> Markup {
    let steps = course.turns.filter { !$0.sentences.isEmpty }.map { turn in
      let height = y(turn.report.depth.priorMean)
      return "M\(Numeral.plain(plot.x(turn.sentences.lowerBound))) \(height)"
        + "H\(Numeral.plain(plot.x(turn.sentences.upperBound)))"
    }
    return .element("path", ["class": "prior", "d": steps.joined()])
  }

  private var legend: Markup {
    .element(
      "ul", ["class": "legend"],
      [("key-mean", "mean depth"), ("key-prior", "the prior alone"), ("key-cell", "probability")]
        .map { key, text in
          .element(
            "li", [:],
            [.element("span", ["class": "swatch \(key)", "aria-hidden": "true"]), .text(text)])
        })
  }
}
