import CTerminal
import Foundation

/// Signals that came, kept until somebody asks: nothing happens inside a handler.
///
/// Ctrl-C becomes ``interruptRequested``, which a loop that speaks a reply looks at between words;
/// SIGTERM and SIGHUP become ``terminationSignal``, to be answered by an orderly end. System calls
/// that wait are not restarted. Install and restore from one thread; asking is safe from any.
package enum Interrupts {
  /// Installs the handlers; doing it again changes nothing.
  ///
  /// A signal the program was started to ignore (`nohup`) stays ignored. SIGPIPE no longer ends the
  /// program: ``Output`` reports a closed pipe as an error instead.
  ///
  /// - Throws: ``TerminalError/signalsUnavailable(code:)`` with nothing installed.
  package static func install() throws(TerminalError) {
    let code = signal_flags_install()
    if code != 0 { throw .signalsUnavailable(code: code) }
  }

  /// Puts back the handlers that were there before ``install()`` and forgets what came.
  package static func restore() {
    signal_flags_restore()
  }

  /// Whether Ctrl-C was pressed since the last ``clearInterrupt()``.
  package static var interruptRequested: Bool { signal_flag_is_raised(SIGINT) }

  /// Forgets a Ctrl-C, at the start of whatever the next one shall stop.
  package static func clearInterrupt() {
    signal_flag_lower(SIGINT)
  }

  /// Tells whether Ctrl-C was pressed, and forgets it.
  package static func takeInterrupt() -> Bool {
    let requested = interruptRequested
    clearInterrupt()
    return requested
  }

  /// The signal that asked the program to end (SIGTERM or SIGHUP), if one came.
  ///
  /// It is never forgotten, so every later read ends at once too.
  package static var terminationSignal: Int32? {
    if signal_flag_is_raised(SIGTERM) { return SIGTERM }
    if signal_flag_is_raised(SIGHUP) { return SIGHUP }
    return nil
  }

  /// Whether SIGTERM or SIGHUP came.
  package static var terminationRequested: Bool { terminationSignal != nil }

  /// Ends the program by the signal that asked for it, so that its parent sees the true cause.
  ///
  /// Save and close everything first. Returns only where the signal is ignored or blocked.
  ///
  /// - Parameter signal: what ``LineInput/terminated(signal:)`` carried.
  package static func endProgram(by signal: Int32) {
    signal_flags_restore()
    raise(signal)
  }
}
