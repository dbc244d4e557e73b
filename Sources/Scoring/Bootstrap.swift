import Support

/// A figure with the interval in which it would mostly lie on other lines like these.
package struct Estimate: Hashable, Sendable {
  /// The figure.
  package let value: Double
  /// The lower end of its 95 % interval.
  package let lower: Double
  /// The upper end of its 95 % interval.
  package let upper: Double
}

/// How the interval of a figure is found: by computing it again on lines drawn, with replacement,
/// from those there are.
///
/// The interval lies between the 2.5 % and the 97.5 % quantiles of what comes out (the percentile
/// method, Efron & Tibshirani 1993, chapter 13; DiCiccio & Efron 1996, doi:10.1214/ss/1032280214).
/// Every figure is computed on the same draws, so that figures can be compared. Lines are drawn one
/// by one: where neighbours depend on each other, as after a filter, the interval is too narrow.
package struct Bootstrap: Hashable, Sendable {
  /// How often the lines are drawn anew.
  package let resamples: Int
  /// The same seed draws the same lines.
  package let seed: UInt64

  /// Creates a bootstrap; without resamples every interval is the figure itself.
  package init(resamples: Int = 1000, seed: UInt64 = 0) {
    self.resamples = max(0, resamples)
    self.seed = seed
  }

  /// Finds the interval of a figure.
  ///
  /// - Parameters:
  ///   - lines: the number of lines.
  ///   - statistic: the figure of the lines when each counts so many times; `nil` where there is
  ///     none, and such draws are passed over.
  /// - Returns: the figure and its interval, or `nil` where the lines have none.
  /// - Complexity: O(`resamples` · (`lines` + the cost of `statistic`)).
  func estimate(lines: Int, _ statistic: (_ times: [Int]) -> Double?) -> Estimate? {
    guard let value = statistic([Int](repeating: 1, count: lines)) else { return nil }
    var generator = SeededGenerator(seed: seed)
    var drawn: [Double] = []
    for _ in 0..<resamples {
      var times = [Int](repeating: 0, count: lines)
      for _ in 0..<lines { times[Int.random(in: 0..<lines, using: &generator)] += 1 }
      if let value = statistic(times) { drawn.append(value) }
    }
    drawn.sort()
    return Estimate(
      value: value, lower: Self.quantile(0.025, of: drawn) ?? value,
      upper: Self.quantile(0.975, of: drawn) ?? value)
  }

  /// The mean of one number for each line, and its interval; `nil` where there are no lines.
  func mean(_ values: [Double]) -> Estimate? {
    guard !values.isEmpty else { return nil }
    return estimate(lines: values.count) { times in
      zip(values, times).reduce(0) { $0 + $1.0 * Double($1.1) } / Double(values.count)
    }
  }

  /// The quantile of sorted numbers, in a straight line between the two nearest.
  private static func quantile(_ share: Double, of sorted: [Double]) -> Double? {
    guard let last = sorted.indices.last else { return nil }
    let place = share * Double(last)
    let below = Int(place)
    let rest = place - Double(below)
    guard rest > 0 else { return sorted[below] }
    return sorted[below] * (1 - rest) + sorted[below + 1] * rest
  }
}
