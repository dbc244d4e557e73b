import MaskInference
import Scoring
import Support

/// What was believed, one step after another, of one thing that turned out.
struct Trial {
  /// The probabilities of the classes after each step.
  var forecasts: [[Double]] = []
  /// The class that was true.
  let truth: Int
}

/// How far apart belief and frequency are, in one way of measuring it.
enum CalibrationError: String, CaseIterable {
  /// The most probable class is right as often as it is probable.
  case mostProbable = "most probable"
  /// Every class is true as often as it is probable.
  case every

  /// The bins of equal mass.
  private static let binCount = 15

  /// The expected calibration error, after Guo and others (2017, arXiv 1706.04599).
  func value(of trials: [Trial]) throws -> Double {
    switch self {
    case .mostProbable: ReliabilityCurve(try trials.lines(), bins: Self.binCount).error
    case .every: Self.errorOfEveryClass(in: trials)
    }
  }

  private static func errorOfEveryClass(in trials: [Trial]) -> Double {
    let statements = trials.flatMap { trial in
      trial.forecasts.flatMap { forecast in
        forecast.enumerated().map { (stated: $0.element, isTrue: $0.offset == trial.truth) }
      }
    }.sorted { $0.stated < $1.stated }
    return (0..<binCount).reduce(0) { error, bin in
      let bounds = [bin, bin + 1].map { statements.count * $0 / binCount }
      let surplus = statements[bounds[0]..<bounds[1]].reduce(0.0) {
        $0 + $1.stated - ($1.isTrue ? 1 : 0)
      }
      return error + abs(surplus) / Double(statements.count)
    }
  }
}

extension [Trial] {
  /// Every forecast as a line of its own; classes that a trial does not have are impossible in it.
  func lines() throws -> [Forecast] {
    let classes = flatMap(\.forecasts).map(\.count).max() ?? 0
    return try flatMap { trial in
      try trial.forecasts.map { forecast in
        try Forecast(
          probabilities: forecast + [Double](repeating: 0, count: classes - forecast.count),
          truth: trial.truth)
      }
    }
  }

  /// The trials with only their forecast after `step`.
  func after(_ step: Int) -> [Trial] {
    map { Trial(forecasts: [$0.forecasts[step]], truth: $0.truth) }
  }

  /// The 95 % interval of `error`: trials are drawn again from themselves, because forecasts of one
  /// trial depend on each other.
  func interval(of error: CalibrationError, seed: UInt64) throws -> (low: Double, high: Double) {
    var generator = SeededGenerator(seed: seed, stream: 11)
    let errors = try (0..<Self.rounds).map { _ in
      try error.value(of: indices.map { _ in self[Int.random(in: indices, using: &generator)] })
    }.sorted()
    return (errors[Self.rounds / 40], errors[Self.rounds - 1 - Self.rounds / 40])
  }

  /// What `error` would be by luck alone, were every belief right: the truth of each trial is drawn
  /// anew from what was believed of it in the end.
  ///
  /// - Returns: the mean, and what is exceeded once in twenty times.
  func luck(in error: CalibrationError, seed: UInt64) throws -> (mean: Double, high: Double) {
    var generator = SeededGenerator(seed: seed, stream: 12)
    let errors = try (0..<Self.rounds).map { _ in
      try error.value(
        of: map { trial in
          Trial(
            forecasts: trial.forecasts,
            truth: generator.index(drawnFrom: trial.forecasts.last ?? []))
        })
    }.sorted()
    return (
      errors.reduce(0, +) / Double(Self.rounds), errors[Self.rounds - 1 - Self.rounds / 20]
    )
  }

  private static var rounds: Int { 400 }
}
