import MaskInference

/// What was believed of a line, beside what was true of it.
package struct Forecast: Hashable, Sendable {
  /// The probability of each class; sums to one.
  package let probabilities: [Double]
  /// The class that was true, counted from zero.
  package let truth: Int

  /// Creates a forecast.
  ///
  /// - Throws: `ScoreError.notADistribution` where a probability is negative or their sum is
  ///   further than 1e-6 from one, and `noSuchClass` where `truth` is none of the classes.
  package init(probabilities: [Double], truth: Int) throws(ScoreError) {
    let sum = probabilities.reduce(0, +)
    guard abs(sum - 1) <= 1e-6, probabilities.allSatisfy({ $0 >= 0 }) else {
      throw .notADistribution(sum: sum)
    }
    guard probabilities.indices.contains(truth) else {
      throw .noSuchClass(truth, classes: probabilities.count)
    }
    self.probabilities = probabilities
    self.truth = truth
  }

  /// Creates a forecast from numbers that are known to be usable.
  private init(checked probabilities: [Double], truth: Int) {
    self.probabilities = probabilities
    self.truth = truth
  }

  /// The greatest probability given to any class.
  package var confidence: Double { probabilities.max() ?? 0 }

  /// One where the most probable class was true, zero where it was not.
  ///
  /// Where several are most probable, it is the chance of guessing right among them, so that the
  /// order of the classes never matters.
  package var hit: Double {
    let confidence = confidence
    guard probabilities[truth] == confidence else { return 0 }
    return 1 / Double(probabilities.count { $0 == confidence })
  }

  /// The logarithmic score: minus the log of the probability given to the truth, in nats.
  ///
  /// A truth held impossible counts as one held as improbable as a number can say, 744 nats, so
  /// that a single one does not make every mean infinite. Source: Good 1952; proper, see Gneiting &
  /// Raftery 2007, doi:10.1198/016214506000001437.
  package var logLoss: Double { -Self.log(probabilities[truth]) }

  /// The Brier score: the squared distance from what was true, summed over all classes; in [0, 2].
  ///
  /// Source: Brier 1950, doi:10.1175/1520-0493(1950)078<0001:VOFEIT>2.0.CO;2, whose score is this
  /// one and not its half.
  package var brier: Double {
    probabilities.enumerated().reduce(0) { sum, entry in
      let error = entry.element - (entry.offset == truth ? 1 : 0)
      return sum + error * error
    }
  }

  private static func log(_ probability: Double) -> Double {
    LogSpace.log(max(probability, .leastNonzeroMagnitude))
  }

  /// What several lines tell together: one forecast for each `size` consecutive lines of the same
  /// truth.
  ///
  /// Each is the normalised product of its lines' probabilities, which is the posterior from all of
  /// them where the lines were judged one by one under a flat prior. A group never crosses a change
  /// of truth, and lines that are too few for a group are left out.
  ///
  /// - Parameters:
  ///   - forecasts: the lines in their order.
  ///   - size: lines in each group, at least one.
  /// - Returns: the groups in their order.
  /// - Throws: `ScoreError.differentClasses` where the lines do not all have as many classes.
  /// - Complexity: O(lines · classes).
  package static func pooled(_ forecasts: [Forecast], by size: Int) throws(ScoreError) -> [Forecast]
  {
    try ScoreError.check(forecasts)
    var groups: [Forecast] = []
    var group: [Forecast] = []
    for forecast in forecasts {
      if let first = group.first, first.truth != forecast.truth { group = [] }
      group.append(forecast)
      guard group.count >= size else { continue }
      let logs = forecast.probabilities.indices.map { index in
        group.reduce(0) { $0 + log($1.probabilities[index]) }
      }
      let total = LogSpace.sum(logs)
      groups.append(
        Forecast(checked: logs.map { LogSpace.exp($0 - total) }, truth: forecast.truth))
      group = []
    }
    return groups
  }
}

/// Why lines cannot be scored.
package enum ScoreError: Error, Hashable, Sendable {
  /// There is no line whose truth is known.
  case nothingToScore
  /// The probabilities of a line are negative or do not sum to one.
  case notADistribution(sum: Double)
  /// The truth of a line is not among its classes.
  case noSuchClass(Int, classes: Int)
  /// A line has more or fewer classes than the first one.
  case differentClasses(line: Int, expected: Int, found: Int)
  /// There are not as many answers as numbers to rank.
  case wrongCount(expected: Int, found: Int)
  /// What should be ranked is no number.
  case notANumber(line: Int)

  /// Makes sure that all lines have the same number of classes.
  static func check(_ forecasts: [Forecast]) throws(ScoreError) {
    let classes = forecasts.first?.probabilities.count ?? 0
    for (line, forecast) in forecasts.enumerated() where forecast.probabilities.count != classes {
      throw .differentClasses(
        line: line, expected: classes, found: forecast.probabilities.count)
    }
  }
}

extension ScoreError: CustomStringConvertible {
  /// What is wrong and what to give instead.
  package var description: String {
    switch self {
    case .nothingToScore:
      "no line has a known truth. Give lines with a \"truth\" that is one of the voices."
    case .notADistribution(let sum):
      "probabilities sum to \(sum) or one is negative. Give probabilities that sum to 1."
    case .noSuchClass(let truth, let classes):
      "class \(truth) is not one of the \(classes) classes. Count them from 0."
    case .differentClasses(let line, let expected, let found):
      "line \(line) has \(found) classes where the first has \(expected). Give all lines the same."
    case .wrongCount(let expected, let found):
      "there are \(found) answers for \(expected) numbers. Give one answer for each."
    case .notANumber(let line):
      "line \(line) cannot be ranked: it has no number. Give one that is not NaN."
    }
  }
}
