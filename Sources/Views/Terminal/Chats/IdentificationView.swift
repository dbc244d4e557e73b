package import Attribution
import Foundation
package import MaskInference
import Scoring
import Support
import Terminal

/// Whose voice each line is, as a table for a person, with the scores where truths are known.
package struct IdentificationView {
  /// Where the best voice has less than so many times what each would have by chance, the line does
  /// not tell.
  private static let leastRatio = 1.5

  private let voices: [Stack]
  private let judgements: [Judgement]
  private let assessment: Assessment
  private let console: Console

  /// Prepares judgements for the console.
  ///
  /// - Parameters:
  ///   - judgements: the lines in their order.
  ///   - voices: the voices, in the order of the judgements' lists.
  ///   - assessment: how good the judgements are.
  ///   - console: where they are shown.
  package init(
    _ judgements: [Judgement], voices: [Stack], assessment: Assessment, console: Console
  ) {
    self.judgements = judgements
    self.voices = voices
    self.assessment = assessment
    self.console = console
  }

  /// The lines of the terminal, without line ends.
  package var lines: [String] { (table + [""] + summary).map(console.plain) }

  // MARK: - Line by line

  /// Columns of the table, as wide as the names and the terminal let them be.
  private struct Columns {
    let number: Int
    let name: Int
    let hasHindsight: Bool
  }

  private var columns: Columns {
    let number = max(2, String(judgements.count).count)
    let hasHindsight = judgements.contains {
      $0.ranked(.smoothed).first != $0.ranked(.independent).first
    }
    let names = hasHindsight ? 3 : 2
    let room = (console.width - number - (hasHindsight ? 26 : 20)) / names
    let longest = voices.map { DisplayWidth.columns(of: $0.description) }.max() ?? 0
    return Columns(
      number: number, name: max(4, min(max(longest, 9), room)), hasHindsight: hasHindsight)
  }

  private var table: [String] {
    let columns = columns
    let head =
      "  " + DisplayWidth.padded("", to: columns.number + 2)
      + DisplayWidth.padded(shortened("best", columns.name), to: columns.name + 6)
      + DisplayWidth.padded(shortened("runner-up", columns.name), to: columns.name + 6) + "nats"
      + (columns.hasHindsight ? "  smoothed" : "")
    return [console.palette.paint(DisplayWidth.shortened(head, to: console.width), .dim)]
      + judgements.enumerated().map { row($0.element, number: $0.offset + 1, columns) }
  }

  private func row(_ judgement: Judgement, number: Int, _ columns: Columns) -> String {
    let ranked = judgement.ranked(.independent)
    guard let best = ranked.first else { return "" }
    let tells = judgement.independent[best] * Double(voices.count) >= Self.leastRatio
    let isWrong = judgement.truth.map { voices.contains($0) && $0 != voices[best] } ?? false
    let head = "  " + aligned(String(number), columns.number) + (tells && isWrong ? " ✗" : "  ")
    let width = columns.name * 2 + 10
    let answer: String
    if !tells {
      answer = DisplayWidth.padded(
        DisplayWidth.shortened("cannot tell: " + named(best, judgement.independent), to: width),
        to: width)
    } else {
      answer = ranked.prefix(2).map { cell($0, judgement.independent, columns.name) }
        .joined(separator: "  ")
    }
    var line =
      head + DisplayWidth.padded(answer, to: width) + " "
      + aligned(Figures.tenth(margin(judgement, ranked)), 5)
    if let later = judgement.ranked(.smoothed).first, later != best {
      line += "  " + cell(later, judgement.smoothed, columns.name)
    }
    return line
  }

  /// What the line told for the best voice over the next, as it counted, in nats.
  private func margin(_ judgement: Judgement, _ ranked: [Int]) -> Double {
    guard ranked.count > 1 else { return 0 }
    let logs = ranked.prefix(2).map {
      log(max(judgement.independent[$0], .leastNonzeroMagnitude))
    }
    return logs[0] - logs[1]
  }

  private func cell(_ voice: Int, _ posterior: [Double], _ width: Int) -> String {
    DisplayWidth.padded(shortened(voices[voice].description, width), to: width) + " "
      + aligned(Figures.share(posterior[voice]), 3)
  }

  private func named(_ voice: Int, _ posterior: [Double]) -> String {
    "\(TextSanitizer.clean(voices[voice].description)) \(Figures.share(posterior[voice]))"
  }

  /// A name that fits; of a stack the outermost mask stays, for that is what tells two apart.
  private func shortened(_ name: String, _ width: Int) -> String {
    let clean = TextSanitizer.clean(name)
    guard clean.contains("▸"), DisplayWidth.columns(of: clean) > width else {
      return DisplayWidth.shortened(clean, to: width)
    }
    let turned = DisplayWidth.shortened(String(clean.reversed()), to: width)
    return String(turned.reversed())
  }

  private func aligned(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - DisplayWidth.columns(of: text))) + text
  }

  // MARK: - In all

  private var summary: [String] {
    guard !judgements.isEmpty else { return ["  no lines"] }
    return row(
      "lines",
      [
        "\(judgements.count) judged", "\(assessment.scored) with a known voice",
        "\(voices.count) voices", "β \(exponents)",
      ]) + row("voices", shares) + scoreTable
  }

  /// β, or its range where it differs from line to line.
  private var exponents: String {
    let all = judgements.map { Figures.hundredth($0.exponent) }.sorted()
    guard let first = all.first, let last = all.last, first != last else { return all.first ?? "" }
    return "\(first)–\(last)"
  }

  /// How much of the transcript each voice has, in hindsight; the greatest first.
  private var shares: [String] {
    let means = voices.indices.map { voice in
      judgements.reduce(0) { $0 + $1.smoothed[voice] } / Double(judgements.count)
    }
    let ranked = voices.indices.sorted { means[$0] == means[$1] ? $0 < $1 : means[$0] > means[$1] }
    let shown = ranked.prefix(8).filter { means[$0] >= 0.005 }
    let rest = ranked.count - shown.count
    return shown.map { named($0, means) } + (rest > 0 ? ["+\(rest) more"] : [])
  }

  private var scoreTable: [String] {
    let hindsights = Assessment.Hindsight.allCases
    let all = hindsights.compactMap { assessment.scores[$0] }
    guard all.count == hindsights.count else { return [] }
    func line(_ label: String, _ cells: [String]) -> String {
      let head = console.palette.paint(DisplayWidth.padded(label, to: 10), .dim)
      let body = cells.map { DisplayWidth.padded($0, to: 16) }.joined()
      return "  " + head + body.trimmingCharacters(in: .whitespaces)
    }
    func interval(_ estimate: Estimate?, _ figure: (Double) -> String) -> String {
      estimate.map { "\(figure($0.value)) \(figure($0.lower))–\(figure($0.upper))" } ?? "–"
    }
    var lines = [
      "",
      line("", ["line alone", "filtered", "smoothed"]),
      line("right", all.map { interval($0.accuracy, Figures.share) }),
    ]
    if all.contains(where: { $0.pooledAccuracy != nil }) {
      lines.append(line("5 at once", all.map { interval($0.pooledAccuracy, Figures.share) }))
    }
    lines += [
      line("log loss", all.map { interval($0.logLoss, Self.nats) }),
      line("Brier", all.map { interval($0.brier, Figures.hundredth) }),
      line("ECE", all.map { interval($0.calibrationError, Figures.share) }),
    ]
    if !assessment.depthAreas.isEmpty {
      lines.append(
        line("depth AUC", hindsights.map { interval(assessment.depthAreas[$0], Figures.share) }))
    }
    let chance = 1 / Double(voices.count)
    let ignorance = Figures.hundredth(log(Double(voices.count)))
    return lines + [line("by chance", ["\(Figures.share(chance)) right, log loss \(ignorance)"])]
  }

  /// Nats in at most four columns.
  private static func nats(_ value: Double) -> String {
    value < 9.995
      ? Figures.hundredth(value)
      : value < 99.95 ? Figures.tenth(value) : String(Int(value.rounded()))
  }

  private func row(_ label: String, _ parts: [String]) -> [String] {
    LabelledRow(label: label, parts: parts, width: console.width, palette: console.palette).lines
  }
}
