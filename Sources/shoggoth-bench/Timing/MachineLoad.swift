import Foundation

/// How busy all cores together have been, which tells how much others disturbed a measurement.
struct MachineLoad {
  /// Processor time of everybody since the machine began, in seconds; no number where the system
  /// does not tell.
  private let everybody: Double
  /// Processor time of what is measured, in seconds.
  private let measured: Double
  private let instant = ContinuousClock.now

  /// Looks now, at a moment when what is measured has used `measured` seconds.
  init(besides measured: Double) {
    self.measured = measured
    everybody = Self.everybody
  }

  /// How many cores others have kept busy since then, on average, now that what is measured has
  /// used `measured` seconds.
  func others(besides measured: Double) -> Double {
    let seconds = (ContinuousClock.now - instant) / .seconds(1)
    return max(0, Self.everybody - everybody - (measured - self.measured)) / seconds
  }

  private static var everybody: Double {
    guard let text = try? String(contentsOfFile: "/proc/stat", encoding: .utf8),
      let line = text.split(separator: "\n").first
    else { return .nan }
    let ticks = line.split(separator: " ").dropFirst().compactMap { Double($0) }
    // The fourth and fifth tell of cores that had nothing to do; what guests used, from the ninth
    // on, is counted among the first ones already.
    let busy = ticks.prefix(8).enumerated().filter { $0.offset != 3 && $0.offset != 4 }
    return busy.reduce(0) { $0 + $1.element } / Double(sysconf(Int32(_SC_CLK_TCK)))
  }
}
