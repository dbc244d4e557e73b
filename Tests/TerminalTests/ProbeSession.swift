import Foundation
import TestSupport

/// The program `terminal-probe` on a terminal.
typealias ProbeSession = TerminalSession

extension TerminalSession {
  /// Starts the program and waits for its first prompt.
  convenience init(
    _ arguments: [String] = [], environment: [String: String] = [:], columns: Int = 80
  ) throws {
    try self.init(
      executable: Self.executable("terminal-probe"), arguments, environment: environment,
      columns: columns)
    try waitForPrompt(1)
  }

  func waitForPrompt(_ number: Int) throws {
    try waitForScreen("probe \(number)>")
  }

  /// The next thing the program reported.
  func nextReport() throws -> [String: String] {
    try JSONDecoder().decode([String: String].self, from: Data(try nextLineOfOutput().utf8))
  }

  /// The text of the line the program reports next.
  func nextLine() throws -> String {
    let report = try nextReport()
    guard let line = report["line"] else { throw failure("no line but \(report)") }
    return line
  }

  /// The text of the block the program reports next.
  func nextText() throws -> String {
    let report = try nextReport()
    guard let text = report["text"] else { throw failure("no text but \(report)") }
    return text
  }
}
