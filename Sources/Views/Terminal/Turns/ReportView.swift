package import Engine
import Foundation
package import MaskInference
package import Terminal

/// The report after a turn, as lines of a terminal.
package struct ReportView {
  private let report: TurnReport
  private let length: ReportLength
  private let blending: Turn.Blending?
  private let asleepShare: Double?
  private let width: Int
  private let palette: Palette
  private let isASCII: Bool
  /// The colours of the masks.
  private let colours: MaskColours

  /// Prepares a report for `width` columns.
  ///
  /// - Parameters:
  ///   - report: what to show.
  ///   - length: how much of it.
  ///   - blending: whether the words are blended or switching, where that is to be shown.
  ///   - asleepShare: how much of the belief belongs to lanes that slept, where any did.
  ///   - width: columns to draw on; below 40 lines may be cut by the terminal.
  ///   - palette: colours.
  ///   - drawsUnicode: whether bars and eyes may be drawn beyond ASCII.
  ///   - colours: the colours of the masks.
  package init(
    _ report: TurnReport, length: ReportLength = .full, blending: Turn.Blending? = nil,
    asleepShare: Double? = nil, width: Int, palette: Palette, drawsUnicode: Bool,
    colours: MaskColours
  ) {
    self.report = report
    self.length = length
    self.blending = blending
    self.asleepShare = asleepShare
    self.width = width
    self.palette = palette
    isASCII = !drawsUnicode
    self.colours = colours
  }

  /// The lines, without line ends.
  package var lines: [String] {
    (length == .off ? [] : state) + (length == .full ? details : []) + warnings
      + (length == .full ? beneath : [])
  }

  /// What is believed.
  private var state: [String] {
    row("stack", depth + [inferred]) + row("blend", blend)
      + row("eyes", [eyes, "confusion \(Figures.share(report.confusion))"] + lastMask)
  }

  /// Why.
  private var details: [String] {
    row("words", words) + (voice.isEmpty ? [] : row("voice", voice))
  }

  private func row(_ label: String, _ parts: [String]) -> [String] {
    LabelledRow(label: label, parts: parts, width: width, palette: palette).lines
  }

  private var depth: [String] {
    let cells = width >= 100 ? 6 : 4
    let bars = report.depth.posterior.enumerated().map { depth, share in
      "\(depth) " + (Bar.draw(share, cells: cells, ascii: isASCII))
    }
    return [
      "depth \(Figures.tenth(report.depth.mean))",
      bars.joined(separator: " "),
      palette.paint("(prior alone \(Figures.tenth(report.depth.priorMean)))", .dim),
    ]
  }

  private var inferred: String {
    report.mostProbable.masks.isEmpty
      ? "bare"
      : report.mostProbable.masks.map { palette.paint($0.name, .mask(colours[$0.name])) }
        .joined(separator: isASCII ? " > " : " ▸ ")
  }

  private var blend: [String] {
    let cells = width >= 100 ? 10 : 6
    let all =
      report.blend.map { (name: $0.key, weight: $0.value, isMask: true) }
      + [(name: "bare", weight: report.bare, isMask: false)]
    let ranked = all.sorted { ($1.weight, $0.name) < ($0.weight, $1.name) }
    let shown = ranked.prefix(4).filter { $0.weight >= 0.005 }
    let parts = shown.map { item in
      let bar = Bar.draw(item.weight, cells: cells, ascii: isASCII)
      let style = item.isMask ? Style.mask(colours[item.name]) : .dim
      return "\(item.name) \(palette.paint(bar, style)) \(Figures.share(item.weight))"
    }
    let rest = ranked.dropFirst(shown.count)
    guard let first = rest.first else { return parts }
    let size = first.weight < 0.005 ? "below .005" : "more"
    return parts + [palette.paint("+\(rest.count) \(size)", .dim)]
  }

  private var eyes: String {
    let total = report.blend.count + 1
    let open = min(total, max(1, Int(report.openEyes.rounded())))
    let drawing =
      String(repeating: isASCII ? "O" : "◉", count: open)
      + String(repeating: isASCII ? "." : "·", count: min(total, 24) - min(open, min(total, 24)))
    // Less than half a hundredth would read as nothing.
    let asleep = asleepShare.flatMap { $0 < 0.005 ? nil : ", \(Figures.share($0)) unscored" } ?? ""
    return "\(drawing)  \(Figures.tenth(report.openEyes)) open of \(total)\(asleep)"
  }

  private var lastMask: [String] {
    guard let odds = report.operatorPosterior else { return [] }
    return [
      "last :mask push \(Figures.share(odds.push)) swap \(Figures.share(odds.swap)) "
        + "stay \(Figures.share(odds.stay))"
    ]
  }

  private var words: [String] {
    var parts = [
      "yours z \(Figures.tenth(report.anomaly.z)), "
        + "\(Figures.tenth(report.anomaly.entropyRate)) nats/token expected"
    ]
    if let rate = report.evidenceRate {
      parts += [
        "reply \(Figures.hundredth(rate.natsPerToken)) nats/token for \(name(rate.first))",
        "over \(name(rate.second))",
      ]
    }
    return parts.map { palette.paint($0, .dim) }
  }

  private var voice: [String] {
    var parts: [String] = []
    if let odds = blending?.logOdds {
      parts.append("log odds blended against switching \(Figures.tenth(odds))")
    }
    if let disagreement = blending?.disagreement {
      parts.append("disagreement \(Figures.hundredth(disagreement)) nats/token")
    }
    let told = parts.map { palette.paint($0, .dim) }
    guard let exponent = blending?.exponent else { return told }
    return told + ["spoken by no single hypothesis, weighed at β \(Figures.hundredth(exponent))"]
  }

  private var warnings: [String] {
    TurnNotice.warnings(of: report).flatMap {
      remark("! " + (isASCII ? $0.text.replacing("▸", with: ">") : $0.text), .warning)
    }
  }

  /// The outermost mask is as declared and what it is worn over is not: less than a warning.
  private var beneath: [String] {
    guard report.differsFromDeclared,
      report.mostProbable.outermost == report.declared.outermost
    else { return [] }
    return remark(
      "under the outermost mask the words show \(name(report.mostProbable)), "
        + "not \(name(report.declared))", .dim)
  }

  private func remark(_ text: String, _ style: Style) -> [String] {
    Remark(text: text, style: style, width: width, palette: palette).lines
  }

  private func name(_ stack: Stack) -> String {
    stack == .bare ? "bare" : stack.masks.map(\.name).joined(separator: isASCII ? " > " : " ▸ ")
  }
}
