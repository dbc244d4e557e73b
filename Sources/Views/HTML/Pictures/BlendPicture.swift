import Foundation
import Sessions

/// The blend over the sentences of a chat: one layer for each mask, and together they are all there
/// is.
struct BlendPicture {
  let course: BeliefHistory
  let inks: MaskInks

  /// The picture with its axes and what its colours mean.
  var markup: Markup {
    let plot = Plot(
      id: "blend", title: "The blend of the masks",
      description: description, levels: ["100 %", "50 %", "0 %"], levelsAreEnds: true,
      course: course, drawing: [])
    return .all([plot.drawn([hatching] + layers(plot)).markup, legend])
  }

  private var description: String {
    guard let last = course.sentences.last else { return "Nothing was said." }
    let parts = inks.layers.map { "\($0.name) \(Numeral.percent($0.weight(last)))" }
    return "A stacked area over \(course.sentences.count) sentences. After the last: "
      + parts.joined(separator: ", ") + "."
  }

  /// Two ways of hatching, by which neighbours are told apart without colours.
  private var hatching: Markup {
    .element(
      "defs", [:],
      [("hatch-1", "M-5 70L25 -20M5 105L35 15"), ("hatch-2", "M8 0V60")].map { id, lines in
        .element(
          "pattern",
          ["id": id, "width": "20", "height": "60", "patternUnits": "userSpaceOnUse"],
          [.element("path", ["class": "hatching", "d": lines])])
      })
  }

  private func layers(_ plot: Plot) -> [Markup] {
    var floor = [Double](repeating: 0, count: course.sentences.count)
    return inks.layers.flatMap { layer -> [Markup] in
      let ceiling = zip(floor, course.sentences).map { min(1, $0 + layer.weight($1)) }
      defer { floor = ceiling }
      guard zip(floor, ceiling).contains(where: { $1 - $0 > 0.0005 }) else { return [] }
      let outline =
        "M" + points(ceiling, plot).joined(separator: "L") + "L"
        + points(floor, plot).reversed().joined(separator: "L") + "Z"
      return ["area", "hatch"].map { part in
        .element("path", ["class": "\(part) \(layer.ink)", "d": outline])
      }
    }
  }

  /// A line that is level over each sentence and climbs to the next between them.
  private func points(_ heights: [Double], _ plot: Plot) -> [String] {
    func point(_ x: Double, _ height: Double) -> String {
      "\(Numeral.plain(x)) \(Numeral.plain(1000 * (1 - height)))"
    }
    return heights.enumerated().flatMap { index, height in
      plot.level(index).map { point($0, height) }
    }
  }

  private var legend: Markup {
    .element(
      "ul", ["class": "legend"],
      inks.layers.filter { layer in
        course.sentences.contains { layer.weight($0) >= 0.005 }
      }.map { layer in
        .element(
          "li", [:],
          [
            .element("span", ["class": "swatch \(layer.ink)", "aria-hidden": "true"]),
            .element("span", ["dir": "auto"], layer.name),
          ])
      })
  }
}

extension Plot {
  /// The same frame with a drawing in it.
  func drawn(_ drawing: [Markup]) -> Plot {
    Plot(
      id: id, title: title, description: description, levels: levels,
      levelsAreEnds: levelsAreEnds, course: course, drawing: drawing)
  }
}
