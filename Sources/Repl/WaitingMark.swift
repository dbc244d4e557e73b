import Terminal
import Views

/// The mark on a terminal that says that the program is at work.
struct WaitingMark {
  private let console: Console
  private let isShown: Bool

  /// Prepares a mark; nothing `isShown` where nobody looks at a cursor.
  init(_ console: Console, isShown: Bool) {
    self.console = console
    self.isShown = isShown
  }

  /// Draws it.
  func draw() throws(TerminalError) {
    guard isShown else { return }
    try console.notices.write(console.palette.paint(console.plain("…"), .dim))
  }

  /// Empties its line.
  func erase() throws(TerminalError) {
    guard isShown else { return }
    try console.notices.write("\r\u{1B}[K")
  }
}
