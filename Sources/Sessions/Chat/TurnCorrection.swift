package import Engine
import MaskInference

/// A turn before and after the lanes that had slept through it read it.
package struct TurnCorrection: Sendable {
  /// Which turn, counted from one.
  package let number: Int
  /// As it was given back.
  package let shown: Turn
  /// As it is in the document.
  package let settled: Turn

  /// What every weight of the blend was and is, the largest change first; the bare model is called
  /// "bare".
  package var changes: [(name: String, shown: Double, settled: Double)] {
    let before = shown.report.blend.merging(["bare": shown.report.bare]) { $1 }
    let after = settled.report.blend.merging(["bare": settled.report.bare]) { $1 }
    return Set(before.keys).union(after.keys)
      .map { (name: $0, shown: before[$0] ?? 0, settled: after[$0] ?? 0) }
      .sorted { (abs($1.settled - $1.shown), $0.name) < (abs($0.settled - $0.shown), $1.name) }
  }

  /// Whether a person would want to know: a weight changed by a hundredth or more, or another stack
  /// leads.
  package var matters: Bool {
    abs((changes.first?.settled ?? 0) - (changes.first?.shown ?? 0)) >= 0.01
      || shown.report.mostProbable != settled.report.mostProbable
  }
}
