/// How often the actor is thought to show through the mask, before a word is said: ε ~ Beta(α, β).
public struct LeakPrior: Hashable, Sendable {
  /// α: the leaks that the prior is worth; a whole number from 1 up.
  public let leaks: Int
  /// β: the sentences without a leak that it is worth; a whole number from 1 up.
  public let keeps: Int

  /// Creates a prior; the design's is Beta(1, 9), with mean 0.1.
  ///
  /// - Precondition: both numbers are at least 1.
  public init(leaks: Int = 1, keeps: Int = 9) {
    precondition(leaks >= 1 && keeps >= 1, "Beta(\(leaks), \(keeps)) is no prior of a leak")
    self.leaks = leaks
    self.keeps = keeps
  }

  /// What is known of ε before a word is said.
  public var beforeEvidence: LeakPosterior {
    let grid = LeakGrid(self)
    return LeakPosterior(grid: grid, masses: grid.logPrior.map(LogSpace.exp))
  }

  /// A value of ε drawn from the prior.
  ///
  /// Beta(α, β) with whole numbers is how the α-th smallest of α + β − 1 uniform numbers is
  /// distributed.
  public func draw(using generator: inout some RandomNumberGenerator) -> Double {
    (1..<leaks + keeps).map { _ in Double.random(in: 0..<1, using: &generator) }
      .sorted()[leaks - 1]
  }
}

/// What is known of ε, the probability that the actor shows through in a sentence.
public struct LeakPosterior: Hashable, Sendable {
  /// The posterior mean.
  public let mean: Double
  /// The mass of each cell of the unit interval.
  private let masses: [Double]
  private let cells: [Double]

  init(grid: LeakGrid, masses: [Double]) {
    let total = masses.reduce(0, +)
    self.masses = masses.map { $0 / total }
    cells = grid.cells
    mean = zip(grid.nodes, masses).reduce(0) { $0 + $1.0 * $1.1 } / total
  }

  /// The probability that ε is at most `value`.
  ///
  /// Within a cell of the quadrature the density is taken as even; the cells are at most 0.025
  /// wide, and far narrower near zero and one.
  public func cumulative(_ value: Double) -> Double {
    var below = 0.0
    var start = 0.0
    for (mass, width) in zip(masses, cells) {
      guard value > start else { break }
      below += mass * min(1, (value - start) / width)
      start += width
    }
    return min(1, below)
  }

  /// The value that ε is at most with the given probability.
  public func quantile(_ probability: Double) -> Double {
    var below = 0.0
    var start = 0.0
    for (mass, width) in zip(masses, cells) {
      if below + mass >= probability {
        let share = mass > 0 ? max(0, probability - below) / mass : 0
        return min(1, start + width * share)
      }
      below += mass
      start += width
    }
    return 1
  }

  /// The interval that leaves out as much on either side and holds ε with the given probability.
  public func interval(_ probability: Double = 0.9) -> ClosedRange<Double> {
    let tail = (1 - probability) / 2
    let lower = quantile(tail)
    return lower...max(lower, quantile(1 - tail))
  }
}

/// The fixed points at which ε is integrated: Gauss-Legendre quadrature on the unit interval.
///
/// With whole numbers α and β the evidence of a dialogue is a polynomial in ε, of one degree more
/// for every sentence, so up to 119 sentences under Beta(1, 9) it is integrated exactly. A thousand
/// sentences in which nothing leaked, the hardest case, cost about 1e-7 of the evidence.
struct LeakGrid: Hashable, Sendable {
  /// The values of ε, ascending.
  let nodes: [Double]
  /// The width of the cell in which each node lies; they partition the unit interval.
  let cells: [Double]
  /// The log prior mass of each node; sums to one.
  let logPrior: [Double]

  private static let rule = legendreRule(count: 64)

  init(_ prior: LeakPrior) {
    nodes = Self.rule.map(\.node)
    cells = Self.rule.map(\.weight)
    let logDensities = Self.rule.map { node, weight in
      Double(prior.leaks - 1) * LogSpace.log(node)
        + Double(prior.keeps - 1) * LogSpace.log(1 - node) + LogSpace.log(weight)
    }
    let total = LogSpace.sum(logDensities)
    logPrior = logDensities.map { $0 - total }
  }

  /// The rule with `count` nodes on the unit interval, by Newton's method on the Legendre
  /// polynomial.
  private static func legendreRule(count: Int) -> [(node: Double, weight: Double)] {
    (0..<count).map { index in
      // Tricomi's approximation; each start is nearest to a root of its own.
      var root = -_cos(3.141_592_653_589_793 * (Double(index) + 0.75) / (Double(count) + 0.5))
      var slope = 1.0
      for _ in 0..<8 {
        var before = 1.0
        var value = root
        for degree in 2...count {
          let next =
            (Double(2 * degree - 1) * root * value - Double(degree - 1) * before) / Double(degree)
          before = value
          value = next
        }
        slope = Double(count) * (before - root * value) / (1 - root * root)
        root -= value / slope
      }
      return ((1 + root) / 2, 1 / ((1 - root * root) * slope * slope))
    }
  }
}
