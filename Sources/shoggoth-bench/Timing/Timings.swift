/// How long the same thing took, each time it was done.
struct Timings {
  private var seconds: [Double] = []

  /// Does `body` once more and notes how long it took.
  mutating func add<Outcome: ~Copyable>(_ body: () throws -> Outcome) rethrows -> Outcome {
    let clock = ContinuousClock()
    let start = clock.now
    let outcome = try body()
    seconds.append((clock.now - start) / .seconds(1))
    return outcome
  }

  /// The duration in seconds that the share `share` of them stayed under.
  func quantile(_ share: Double) -> Double {
    seconds.sorted()[Int((share * Double(seconds.count - 1)).rounded())]
  }

  /// The median in seconds.
  var median: Double { quantile(0.5) }

  /// The median, with the ends between which 95 % of them lie, in `unit`s of a second.
  func figure(_ name: String, atMost target: Double, unit: Double = 1) -> Figure {
    .atMost(
      target, name, median / unit, low: quantile(0.025) / unit, high: quantile(0.975) / unit)
  }
}
