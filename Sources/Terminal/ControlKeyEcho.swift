import Foundation

/// What the terminal shows for a control key, switched off while something is written to it: Ctrl-C
/// would put `^C` into the middle of a sentence.
package struct ControlKeyEcho {
  private let before: termios?

  /// Switches it off; where standard input is no terminal nothing happens.
  package static func switchedOff() -> ControlKeyEcho {
    var modes = termios()
    guard tcgetattr(STDIN_FILENO, &modes) == 0 else { return ControlKeyEcho(before: nil) }
    let before = modes
    modes.c_lflag &= ~tcflag_t(ECHOCTL)
    tcsetattr(STDIN_FILENO, TCSANOW, &modes)
    return ControlKeyEcho(before: before)
  }

  /// Puts it back as it was.
  package func restore() {
    guard var before else { return }
    tcsetattr(STDIN_FILENO, TCSANOW, &before)
  }
}
