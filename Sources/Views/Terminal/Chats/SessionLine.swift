import Foundation
import MaskInference
package import Sessions
import Terminal

/// A kept chat in a list: its name, turns and time, and below it who was on and what was said
/// first.
///
/// A name too long for its column has a line of its own, so that it can be read and copied whole
/// and the columns stay below one another.
package struct SessionLine {
  private let summary: SessionSummary
  private let console: Console
  private let colours: MaskColours

  /// Prepares a summary for the console.
  package init(_ summary: SessionSummary, console: Console, colours: MaskColours) {
    self.summary = summary
    self.console = console
    self.colours = colours
  }

  /// The lines, without line ends.
  package var lines: [String] {
    let stack = summary.declared.description
    let room = console.width - 4 - DisplayWidth.columns(of: stack) - 2
    let turns = "\(summary.turns) turn\(summary.turns == 1 ? "" : "s")"
    let mask = summary.declared.outermost.map { Style.mask(colours[$0.name]) } ?? .dim
    let column = min(40, max(20, console.width / 3))
    let isLong = DisplayWidth.columns(of: summary.name) > column
    let name = console.palette.paint(DisplayWidth.padded(summary.name, to: column), .name)
    let figures = DisplayWidth.padded(turns, to: 9) + "  " + console.palette.paint(time, .dim)
    let first =
      isLong
      ? ["  " + name, String(repeating: " ", count: column + 4) + figures]
      : ["  " + name + "  " + figures]
    return first + [
      "    " + console.palette.paint(console.plain(stack), mask)
        + (room < 10 || summary.firstWords.isEmpty
          ? "" : "  " + console.onOneLine(summary.firstWords, columns: room))
    ]
  }

  /// When it was written last, by the person's own clock.
  private var time: String {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.dateFormat = "yyyy-MM-dd HH:mm"
    return formatter.string(from: summary.writtenAt)
  }
}
