import CTerminal
import Foundation
import Synchronization

/// Work that is done while nobody types, and that gives way as soon as somebody does.
///
/// A key is answered by the thread that works, so what takes long has to ask ``mustYield`` again
/// and again, and to leave off where it is told to.
package enum IdleWork {
  private static let isOn = Atomic<Bool>(false)

  /// Whether such work is being done while a key waits.
  package static var mustYield: Bool {
    isOn.load(ordering: .relaxed) && keyIsWaiting
  }

  /// Whether a key was typed that was not read yet.
  package static var keyIsWaiting: Bool { signal_flags_is_readable(STDIN_FILENO) }

  /// Does work that gives way.
  package static func run<Outcome>(_ work: () throws -> Outcome) rethrows -> Outcome {
    isOn.store(true, ordering: .relaxed)
    defer { isOn.store(false, ordering: .relaxed) }
    return try work()
  }
}
