/// How a hypothesis changes between sentences, with every probability written out.
///
/// `TransitionKernel` is quicker and knows stacks; a matrix holds any chain, and can be walked
/// backwards.
public struct TransitionMatrix: Hashable, Sendable {
  /// `[from][to]`, probabilities; each row sums to one.
  public let rows: [[Double]]
  /// The logarithms of `rows`.
  let logRows: [[Double]]

  /// The number of hypotheses.
  public var count: Int { rows.count }

  /// Creates a transition from `rows`, `[from][to]`.
  ///
  /// - Throws: `SmootherError.wrongCount` where the matrix is not square, and `notADistribution`
  ///   where a row has a negative number or its sum is further than 1e-9 from one.
  public init(rows: [[Double]]) throws(SmootherError) {
    for (index, row) in rows.enumerated() {
      try SmootherError.check(row, at: .row(index), count: rows.count)
    }
    self.init(stochastic: rows)
  }

  /// Writes out what `kernel` does to the `count` hypotheses it was prepared for.
  ///
  /// - Precondition: `count` is the number of hypotheses of `kernel`.
  /// - Complexity: O(`count`²).
  public init(_ kernel: TransitionKernel, count: Int) {
    self.init(
      stochastic: (0..<count).map { source in
        var point = [Double](repeating: -.infinity, count: count)
        point[source] = 0
        return kernel.predict(point).map(LogSpace.exp)
      })
  }

  /// Creates a transition from rows that are known to be distributions.
  init(stochastic rows: [[Double]]) {
    self.rows = rows
    logRows = rows.map { $0.map(LogSpace.log) }
  }

  /// The belief one sentence later, before anything is heard: `Pᵀ belief`, in log space.
  ///
  /// `logWeights` need not be normalised; the total mass is kept.
  ///
  /// - Complexity: O(`count`²).
  public func predict(_ logWeights: [Double]) -> [Double] {
    rows.indices.map { target in
      LogSpace.sum(rows.indices.lazy.map { logWeights[$0] + logRows[$0][target] })
    }
  }

  /// What each hypothesis expects of the next sentence: `P likelihood`, in log space.
  ///
  /// - Complexity: O(`count`²).
  func expect(_ logLikelihoods: [Double]) -> [Double] {
    logRows.map { row in
      LogSpace.sum(rows.indices.lazy.map { row[$0] + logLikelihoods[$0] })
    }
  }
}

extension SmootherError {
  /// Makes sure that `probabilities` are a distribution over `count` hypotheses.
  static func check(
    _ probabilities: [Double], at place: Place, count: Int
  ) throws(SmootherError) {
    guard probabilities.count == count else {
      throw .wrongCount(at: place, expected: count, found: probabilities.count)
    }
    let sum = probabilities.reduce(0, +)
    guard abs(sum - 1) <= 1e-9, probabilities.allSatisfy({ $0 >= 0 }) else {
      throw .notADistribution(at: place, sum: sum)
    }
  }
}
