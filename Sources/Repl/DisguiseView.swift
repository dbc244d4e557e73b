package import Attribution
import Foundation
import MaskInference
import Terminal

/// How well it was told whether roles wear their masks, as two tables for a person.
package struct DisguiseView {
  private static let heads: [(ground: DisguiseAssessment.Ground, head: String)] = [
    (.independent, "line alone"), (.filtered, "filtered"), (.smoothed, "smoothed"),
    (.chain, "no lines"),
  ]

  private let assessment: DisguiseAssessment
  private let console: Console

  /// Prepares figures for the console.
  package init(_ assessment: DisguiseAssessment, console: Console) {
    self.assessment = assessment
    self.console = console
  }

  /// The lines of the terminal, without line ends.
  ///
  /// What stands under "no lines" is what the chain alone says, which any figure is to be held
  /// against.
  package var lines: [String] {
    let heads = Self.heads.map(\.head)
    let areas = assessment.roles.map { row($0.who.name, cells($0.areas)) }
    let losses = assessment.roles.map {
      row($0.who.name, cells($0.logLosses) + [$0.baseRateLogLoss])
    }
    let tables =
      [dim("AUC", heads)] + areas + [row("mean", cells(assessment.meanAreas)), ""]
      + [dim("log loss", heads + ["base rate"])] + losses
      + [row("mean", cells(assessment.meanLogLosses) + [assessment.meanBaseRateLogLoss])]
    return tables.map(console.plain)
  }

  private func cells(_ figures: [DisguiseAssessment.Ground: Double]) -> [Double?] {
    Self.heads.map { figures[$0.ground] }
  }

  private func row(_ name: String, _ figures: [Double?]) -> String {
    text(name, figures.map { $0.map { String(format: "%.3f", $0) } ?? "–" })
  }

  private func dim(_ name: String, _ heads: [String]) -> String {
    console.palette.paint(text(name, heads), .dim)
  }

  private func text(_ name: String, _ cells: [String]) -> String {
    let head = DisplayWidth.padded(DisplayWidth.shortened(name, to: 16), to: 18)
    let body = cells.map { DisplayWidth.padded($0, to: 12) }.joined()
    return "  " + head + body.trimmingCharacters(in: .whitespaces)
  }
}
