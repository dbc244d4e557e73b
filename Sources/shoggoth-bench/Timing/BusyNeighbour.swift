import Foundation

/// Another process that keeps one core busy.
final class BusyNeighbour {
  private let process = Process()

  /// It spins in its shell, and looks now and then whether the bench that started it is still
  /// there: a measurement that is killed leaves no busy core behind.
  private static let spin =
    "while kill -0 $PPID; do i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done; done"

  /// What may go wrong with it.
  enum Failure: Error, CustomStringConvertible {
    case ended

    var description: String {
      switch self {
      case .ended: "the process that was to keep a core busy ended by itself"
      }
    }
  }

  /// Starts it.
  init() throws {
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", Self.spin]
    try process.run()
  }

  /// Makes sure that it was there all along.
  func check() throws {
    guard process.isRunning else { throw Failure.ended }
  }

  /// Ends it.
  func end() {
    process.terminate()
    process.waitUntilExit()
  }
}
