import Engine
import Foundation
import MaskInference
package import Sessions
import Support
import Terminal

/// The course of a chat on a terminal: the weight of each mask and the depth, sentence by sentence.
package struct PlotView {
  /// The most masks drawn.
  private static let drawnMasks = 8
  private static let depthRows = 6

  private let course: BeliefHistory
  private let console: Console
  private let colours: MaskColours

  /// Prepares a course for the console.
  package init(_ course: BeliefHistory, console: Console, colours: MaskColours) {
    self.course = course
    self.console = console
    self.colours = colours
  }

  /// The lines, without line ends.
  package var lines: [String] {
    guard !course.sentences.isEmpty else {
      return ["  there is no reply yet, so there is nothing to draw"]
    }
    return (blend + depth + axis + marks).map(console.plain)
  }

  // MARK: - Places

  /// Columns before the drawing: the widest label and the gaps around it.
  private var margin: Int {
    let widest = rows.map { DisplayWidth.columns(of: $0.name) }.max() ?? 0
    return max(9, min(widest + 4, console.width / 3))
  }

  /// Columns of the drawing; four are left for the figure after it.
  private var columns: Int {
    let room = max(4, console.width - margin - 6)
    let count = course.sentences.count
    return count < room ? count * min(6, room / count) : room
  }

  /// The sentence drawn in a column; where there are more sentences than columns, the last of those
  /// that share it.
  private func sentence(at column: Int) -> Int {
    (column + 1) * course.sentences.count / columns
      - ((column + 1) * course.sentences.count % columns == 0 ? 1 : 0)
  }

  /// The first column of a turn.
  private func column(of turn: Int) -> Int {
    guard course.turns.indices.contains(turn) else { return columns }
    let start = course.turns[turn].sentences.lowerBound
    return (0..<columns).first { sentence(at: $0) >= start } ?? columns
  }

  private func labelled(_ label: String, _ drawing: String, _ figure: String = "") -> String {
    let label = console.shortened(label, to: margin - 4)
    let gap = columns - DisplayWidth.columns(of: TextSanitizer.clean(drawing))
    let end = figure.isEmpty ? "" : String(repeating: " ", count: max(0, gap)) + "  " + figure
    let start = "  " + DisplayWidth.padded(label, to: margin - 2)
    return drawing.isEmpty && end.isEmpty ? start.trimmed : start + drawing + end
  }

  // MARK: - Blend

  private typealias Row = (name: String, weights: [Double], style: Style)

  /// The masks that ever had a share to speak of, and the bare model where it had.
  private var rows: [Row] {
    let masks: [Row] = course.masks.map { mask in
      (
        TextSanitizer.clean(mask).split(whereSeparator: \.isWhitespace).joined(separator: " "),
        course.sentences.map { $0.blend[mask] ?? 0 }, .mask(colours[mask])
      )
    }
    let bare: Row = ("bare", course.sentences.map(\.bare), .dim)
    let shown = (masks.prefix(Self.drawnMasks) + [bare]).filter { ($0.weights.max() ?? 0) >= 0.02 }
    return shown.isEmpty ? Array(masks.prefix(1)) : shown
  }

  private var blend: [String] {
    let count = course.sentences.count
    let turns = course.turns.count
    let title =
      "blend over \(turns) turn\(turns == 1 ? "" : "s"), \(count) sentence\(count == 1 ? "" : "s")"
    let hidden = course.masks.count + 1 - rows.count
    let rest = hidden > 0 ? "; \(hidden) not drawn" : ""
    return ["  " + console.palette.paint(console.shortened(title + rest, to: room), .dim)]
      + rows.flatMap { row in
        let heights = (0..<columns).map { row.weights[sentence(at: $0)] }
        let drawing = ridge(heights)
        return [
          labelled("", console.palette.paint(drawing.upper, row.style)),
          labelled(
            row.name, console.palette.paint(drawing.lower, row.style),
            Figures.share(row.weights.last ?? 0)),
        ]
      }
  }

  private var room: Int { console.width - 2 }

  /// Weights as columns of two cells, one over the other.
  private func ridge(_ weights: [Double]) -> (upper: String, lower: String) {
    let steps = console.drawsUnicode ? Array(" ▁▂▃▄▅▆▇█") : Array(" .:|#")
    let full = steps.count - 1
    var upper = ""
    var lower = ""
    for weight in weights {
      let height = Int((min(1, max(0, weight)) * Double(2 * full)).rounded())
      upper.append(steps[max(0, height - full)])
      // A line along the ground, so that nothing can be told from no drawing.
      lower.append(steps[max(1, min(full, height))])
    }
    return (upper.trimmed, lower)
  }

  // MARK: - Depth

  private var depth: [String] {
    let deepest = max(1, (course.sentences.map(\.depth.count).max() ?? 1) - 1)
    var canvas = DotCanvas(columns: columns, rows: Self.depthRows)
    func height(_ depth: Double) -> Double {
      let share = min(1, max(0, depth / Double(deepest)))
      return (1 - share) * Double(Self.depthRows * 4 - 1) + 0.5
    }
    for x in 0..<(2 * columns) where x % 4 == 0 {
      let place = sentence(at: x / 2)
      let turn = course.turns.last { $0.sentences.lowerBound <= place }
      if let prior = turn?.report.depth.priorMean {
        canvas.dot(Double(x), height(prior), .dim)
      }
    }
    canvas.line(
      through: (0..<(2 * columns)).map {
        (Double($0), height(course.sentences[sentence(at: $0 / 2)].meanDepth))
      }, .name)
    let drawn = canvas.lines(palette: console.palette, ascii: !console.drawsUnicode)
    let last = course.turns.last?.report.depth
    let title =
      "depth \(Figures.tenth(course.sentences.last?.meanDepth ?? 0)), a line; "
      + "the prior alone \(Figures.tenth(last?.priorMean ?? 0)), dots"
    return ["  " + console.palette.paint(console.shortened(title, to: room), .dim)]
      + drawn.enumerated().map { row, line in
        let label = row == 0 ? "\(deepest)" : row == drawn.count - 1 ? "0" : ""
        let start = String(repeating: " ", count: max(0, margin - 4 - label.count)) + label
        return labelled(start, line)
      }
  }

  // MARK: - Time

  /// The numbers of the turns where they begin, as far as there is room.
  private var axis: [String] {
    var line = ""
    for turn in course.turns.indices {
      let place = column(of: turn)
      let number = String(course.turns[turn].number)
      guard place >= line.count + (line.isEmpty ? 0 : 1), place + number.count <= columns + 4 else {
        continue
      }
      line += String(repeating: " ", count: place - line.count) + number
    }
    return [labelled("turn", console.palette.paint(line, .dim))]
  }

  /// The number of the turn that something came before; `next` where there is none yet.
  private func number(of mark: BeliefHistory.Mark) -> String {
    course.turns.indices.contains(mark.turn - 1)
      ? String(course.turns[mark.turn - 1].number) : "next"
  }

  /// What was done between the turns, wrapped.
  private var marks: [String] {
    let told = course.marks.compactMap { mark in
      mark.event.asTyped.map { "\(number(of: mark)) \(TextSanitizer.clean($0))" }
    }
    guard !told.isEmpty else { return [] }
    return LabelledRow(
      label: "before", parts: told.map { console.shortened($0, to: max(8, console.width - 9)) },
      width: console.width, palette: console.palette
    ).lines
  }
}

extension String {
  /// The text without spaces at its end.
  fileprivate var trimmed: String {
    String(reversed().drop { $0 == " " }.reversed())
  }
}
