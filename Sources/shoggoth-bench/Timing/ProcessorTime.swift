import Foundation

/// The processor time that processes have used, all their threads together.
enum ProcessorTime {
  /// That of this process, in seconds.
  static var own: Double {
    var usage = rusage()
    #if os(Linux)
      getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    #else
      getrusage(RUSAGE_SELF, &usage)
    #endif
    return usage.processorSeconds
  }

  /// That of another process so far, threads that have ended included, in seconds; no number where
  /// the system does not tell.
  static func of(_ process: pid_t) -> Double {
    #if os(Linux)
      var clock = clockid_t()
      var time = timespec()
      guard clock_getcpuclockid(process, &clock) == 0, clock_gettime(clock, &time) == 0 else {
        return .nan
      }
      return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    #else
      return .nan
    #endif
  }
}

extension rusage {
  /// The processor time in seconds, the system's share included.
  var processorSeconds: Double {
    [ru_utime, ru_stime].reduce(0) { $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6 }
  }
}

extension PeakMemory {
  /// The most memory that another process has had since it began, in bytes; `nil` where the system
  /// does not tell.
  static func bytes(of process: pid_t) -> Int? {
    guard let status = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8),
      let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }),
      let kibibytes = line.split(whereSeparator: \.isWhitespace).dropFirst().first
    else { return nil }
    return Int(kibibytes).map { $0 * 1024 }
  }
}
