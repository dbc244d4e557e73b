package import Engine
import MaskInference
import Terminal

/// A turn as it is shown on a terminal: notices, the report, and what to look out for.
package struct TurnView {
  private let turn: Turn
  private let length: ReportLength
  private let console: Console
  private let colours: MaskColours

  /// Prepares a turn for the console.
  package init(
    _ turn: Turn, length: ReportLength = .full, console: Console, colours: MaskColours
  ) {
    self.turn = turn
    self.length = length
    self.console = console
    self.colours = colours
  }

  /// The lines after the reply.
  package var lines: [String] {
    var lines = ReportView(
      turn.report, length: length, blending: turn.blending,
      asleepShare: turn.isAsleep ? turn.asleepShare : nil, width: console.width,
      palette: console.palette, drawsUnicode: console.drawsUnicode, colours: colours
    ).lines
    if let recited = turn.recited, length == .full || (length == .compact && recited >= 0.5) {
      lines += remark("recited word for word: \(Figures.share(recited))", .dim)
    }
    return lines + TurnNotice.happenings(in: turn).flatMap { remark("! " + $0.text, .warning) }
  }

  private func remark(_ text: String, _ style: Style) -> [String] {
    Remark(text: text, style: style, width: console.width, palette: console.palette).lines
  }
}
