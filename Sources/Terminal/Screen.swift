import CTerminal
import Foundation

/// The size of the terminal.
package enum Screen {
  /// The width taken where nothing tells a better one, in columns.
  package static let usualWidth = 80

  /// Columns of the terminal behind a descriptor, or nil where it is none or does not know.
  package static func width(of descriptor: Int32) -> Int? {
    let columns = Int(screen_columns(descriptor))
    return columns > 0 ? columns : nil
  }

  /// Columns to draw on.
  ///
  /// The first that answers of: the terminal behind standard error, standard output, the
  /// controlling terminal, the variable `COLUMNS`, and 80. Asked anew at each call, since windows
  /// are resized.
  ///
  /// - Parameter environment: where `COLUMNS` is looked up.
  /// - Returns: at least 1.
  package static func width(
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> Int {
    width(of: STDERR_FILENO) ?? width(of: STDOUT_FILENO) ?? widthOfControllingTerminal()
      ?? statedWidth(environment) ?? usualWidth
  }

  static func statedWidth(_ environment: [String: String]) -> Int? {
    guard let stated = environment["COLUMNS"].flatMap({ Int($0) }), stated > 0 else { return nil }
    return stated
  }

  private static func widthOfControllingTerminal() -> Int? {
    let descriptor = open("/dev/tty", O_RDONLY | O_NOCTTY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    return width(of: descriptor)
  }
}
