/// How good posteriors were of lines whose truth is known, each figure with its 95 % interval.
///
/// No single one is enough: a forecaster that always gives the base rate has no calibration error,
/// one that is right for the wrong reasons has accuracy, and only the log loss and the Brier score
/// are best when the forecaster says what it believes.
package struct Scores: Hashable, Sendable {
  /// The number of lines.
  package let lines: Int
  /// The share of lines whose most probable class was true; see `Forecast.hit` for ties.
  package let accuracy: Estimate
  /// The mean logarithmic score in nats, 0 at best; the log of the number of classes for one who
  /// knows nothing and says so.
  package let logLoss: Estimate
  /// The mean Brier score, summed over classes; in [0, 2], 0 at best.
  package let brier: Estimate
  /// The expected calibration error in bins of equal mass, in [0, 1].
  ///
  /// Lines drawn anew agree by chance less well than the lines themselves, so the interval leans
  /// upward and may lie above the figure where the forecasts are calibrated.
  package let calibrationError: Estimate
  /// The share of groups of consecutive lines of one truth whose most probable class was true, the
  /// group taken together; `nil` where no truth lasts long enough for a group.
  ///
  /// Its interval comes from groups drawn anew.
  package let pooledAccuracy: Estimate?
  /// How often the lines were right beside how sure they were.
  package let reliability: ReliabilityCurve

  /// Scores posteriors.
  ///
  /// - Parameters:
  ///   - forecasts: the lines in their order.
  ///   - poolSize: consecutive lines that are pooled, at least one.
  ///   - bins: the bins of the calibration error.
  ///   - bootstrap: what the intervals come from.
  /// - Throws: `ScoreError.nothingToScore` without lines, and `differentClasses` where they do not
  ///   all have as many classes.
  /// - Complexity: O(lines · (classes + resamples + log lines)).
  package init(
    _ forecasts: [Forecast], poolSize: Int = 5, bins: Int = 15, bootstrap: Bootstrap = Bootstrap()
  ) throws(ScoreError) {
    let groups = try Forecast.pooled(forecasts, by: poolSize)
    let sorted = ReliabilityCurve.sorted(forecasts)
    let calibrationError = bootstrap.estimate(lines: forecasts.count) { times in
      ReliabilityCurve(sorted, times: times, bins: bins).error
    }
    guard
      let accuracy = bootstrap.mean(forecasts.map(\.hit)),
      let logLoss = bootstrap.mean(forecasts.map(\.logLoss)),
      let brier = bootstrap.mean(forecasts.map(\.brier)), let calibrationError
    else { throw .nothingToScore }
    lines = forecasts.count
    self.accuracy = accuracy
    self.logLoss = logLoss
    self.brier = brier
    self.calibrationError = calibrationError
    pooledAccuracy = bootstrap.mean(groups.map(\.hit))
    reliability = ReliabilityCurve(forecasts, bins: bins)
  }
}
