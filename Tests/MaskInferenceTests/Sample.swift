import MaskInference
import Support

/// Independent draws of one number.
struct Sample {
  private(set) var values: [Double] = []

  var mean: Double { values.reduce(0, +) / Double(values.count) }

  /// The standard error of the mean.
  var standardError: Double {
    let count = Double(values.count)
    let mean = mean
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / (count - 1) / count).squareRoot()
  }

  mutating func add(_ value: Double) { values.append(value) }

  /// How far the mean lies from `expected`, in standard errors.
  func z(from expected: Double) -> Double { (mean - expected) / standardError }
}

/// The ranks of true values among what was believed of them, in twenty bins.
///
/// Uniform where the belief is calibrated (Talts et al. 2018, arXiv 1804.06788); randomised among
/// equals because the values are discrete.
struct RankHistogram {
  private var bins = [Double](repeating: 0, count: 20)

  /// χ² with 19 degrees of freedom exceeds this with probability 0.01.
  static let onePercent = 36.19

  /// Counts the rank of `truth` among values ordered by `quantity` and believed with `weights`.
  mutating func add(
    truth: Int, by quantity: [Double], weights: [Double], using generator: inout SeededGenerator
  ) {
    var rank = 0.0
    for (value, weight) in zip(quantity, weights) {
      if value < quantity[truth] { rank += weight }
      if value == quantity[truth] { rank += weight * Double.random(in: 0..<1, using: &generator) }
    }
    bins[min(19, Int(rank * 20))] += 1
  }

  /// Pearson's χ² against every bin being as full.
  var unevenness: Double {
    let expected = bins.reduce(0, +) / 20
    return bins.reduce(0) { $0 + ($1 - expected) * ($1 - expected) / expected }
  }
}
