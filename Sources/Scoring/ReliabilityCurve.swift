/// How often forecasts were right beside how sure they were.
///
/// The lines are sorted by their greatest probability and cut into bins of equal mass, which takes
/// less of a figure's bias than bins of equal width do (Roelofs et al. 2022, arXiv 2012.08668).
/// Lines that are equally sure count as equally right, each as often as all of them together, so
/// that neither their order nor where a bin ends among them matters.
package struct ReliabilityCurve: Hashable, Sendable {
  /// Lines that were about equally sure.
  package struct Bin: Hashable, Sendable {
    /// The number of lines.
    package let lines: Int
    /// The mean of the greatest probability.
    package let confidence: Double
    /// The share that was right.
    package let accuracy: Double
  }

  /// The bins that have lines, the least sure first.
  package let bins: [Bin]

  /// Bins forecasts.
  ///
  /// - Parameters:
  ///   - forecasts: the lines, in any order.
  ///   - bins: how many bins there should be, at least one; with fewer lines each has its own.
  /// - Complexity: O(lines · log lines).
  package init(_ forecasts: [Forecast], bins: Int = 15) {
    self.init(
      Self.sorted(forecasts), times: [Int](repeating: 1, count: forecasts.count), bins: bins)
  }

  /// The expected calibration error: the mean distance between how sure the lines were and how
  /// often they were right.
  ///
  /// Guo et al. 2017, arXiv 1706.04599. Even a calibrated forecaster has one above zero, of about
  /// √(bins / lines) times a few tenths. It can be had for nothing by always giving the base rate,
  /// so it says something only beside the log loss.
  package var error: Double {
    let lines = bins.reduce(0) { $0 + $1.lines }
    guard lines > 0 else { return 0 }
    return bins.reduce(0) { $0 + Double($1.lines) * abs($1.confidence - $1.accuracy) }
      / Double(lines)
  }

  /// A line by how sure it was and how right.
  struct Line {
    let confidence: Double
    let hit: Double
  }

  /// The lines, the least sure first.
  static func sorted(_ forecasts: [Forecast]) -> [Line] {
    forecasts.map { Line(confidence: $0.confidence, hit: $0.hit) }
      .sorted { $0.confidence < $1.confidence }
  }

  /// Bins sorted lines that each count so many times.
  ///
  /// - Complexity: O(lines + `bins`).
  init(_ sorted: [Line], times: [Int], bins: Int) {
    let count = max(1, bins)
    let total = times.reduce(0, +)
    var filled: [Bin] = []
    // Of the bin that is being filled, counted from one; it ends at its share of the lines.
    var bin = 1
    var lines = 0
    var confidence = 0.0
    var hits = 0.0
    var place = 0
    var start = 0
    while start < sorted.count {
      let level = sorted[start].confidence
      var remaining = 0
      var right = 0.0
      while start < sorted.count, sorted[start].confidence == level {
        remaining += times[start]
        right += sorted[start].hit * Double(times[start])
        start += 1
      }
      let share = remaining > 0 ? right / Double(remaining) : 0
      while remaining > 0 {
        while total * bin / count <= place { bin += 1 }
        let end = total * bin / count
        let taken = min(remaining, end - place)
        lines += taken
        confidence += level * Double(taken)
        hits += share * Double(taken)
        place += taken
        remaining -= taken
        guard place == end else { continue }
        filled.append(
          Bin(
            lines: lines, confidence: confidence / Double(lines), accuracy: hits / Double(lines)))
        lines = 0
        confidence = 0
        hits = 0
      }
    }
    self.bins = filled
  }
}
