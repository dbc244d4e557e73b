import CPseudoTerminal
import Foundation
import Terminal

/// The program `terminal-probe`, with a pseudo-terminal for its input and its prompts.
///
/// Its standard output is a pipe, so what the editor draws and what it read cannot be confused. All
/// waiting is for something expected, with a limit that only a program that hangs reaches.
final class ProbeSession {
  private static let patience: TimeInterval = 180

  private let process: pid_t
  /// The terminal's side of keyboard and screen, the program's side, and the program's output.
  private let master: Int32
  private let device: Int32
  private let reports: Int32
  private var drawn: [UInt8] = []
  /// How much of what was drawn is waited for already.
  private var seen = 0
  private var reported: [UInt8] = []
  private var hasExited = false

  /// Starts the program and waits for its first prompt.
  init(
    _ arguments: [String] = [],
    environment: [String: String] = [:],
    columns: Int = 80
  ) throws {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw ProbeFailure("no pipe: \(lastError())") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
    defer { close(ends[1]) }
    var variables = ["TERM": "xterm", "LC_ALL": "C.UTF-8", "NO_COLOR": "1", "HOME": "/nonexistent"]
    variables.merge(environment) { $1 }
    let argv = [strdup(Self.executable.path)] + arguments.map { strdup($0) } + [nil]
    let envp = variables.map { strdup("\($0)=\($1)") } + [nil]
    defer { for text in argv + envp { free(text) } }
    var sides: (master: Int32, device: Int32) = (-1, -1)
    process = pseudo_terminal_spawn(
      argv, envp, Int32(columns), ends[1], &sides.master, &sides.device)
    (master, device) = sides
    reports = ends[0]
    guard process > 0 else { throw ProbeFailure("no pseudo-terminal: \(lastError())") }
    try waitForPrompt(1)
  }

  deinit {
    // Without a process, its number would mean every process there is.
    if !hasExited, process > 0 {
      kill(process, SIGKILL)
      var status: Int32 = 0
      waitpid(process, &status, 0)
    }
    for descriptor in [reports, master, device] { close(descriptor) }
  }

  // MARK: Keyboard

  /// Sends keys; a terminal sends Enter as a carriage return.
  func send(_ keys: String) throws {
    try send(bytes: Array(keys.utf8))
  }

  func send(bytes: [UInt8]) throws {
    var rest = bytes[...]
    let deadline = Date.now.addingTimeInterval(Self.patience)
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
      if written > 0 { rest = rest.dropFirst(written) }
      // The program waits too when nobody takes what it draws.
      collect(waiting: written > 0 ? 0 : 20)
      if Date.now > deadline { throw failure("the keys were not taken") }
    }
  }

  /// Sends a text as a terminal encloses a paste, with returns for newlines.
  func paste(_ text: String) throws {
    try send("\u{1B}[200~\(text.replacing("\n", with: "\r"))\u{1B}[201~")
  }

  func signal(_ number: Int32) {
    kill(process, number)
  }

  func resize(columns: Int) {
    pseudo_terminal_resize(master, Int32(columns))
  }

  /// Whether the terminal collects and echoes lines itself, as a shell expects it after a program.
  var terminalIsInUsualMode: Bool { pseudo_terminal_is_in_usual_mode(device) }

  // MARK: Screen and reports

  /// All that was drawn since the start, escape sequences included.
  var everythingDrawn: String { String(decoding: drawn, as: UTF8.self) }

  /// Waits until this text is drawn, after what was waited for before.
  ///
  /// Returns and escape sequences do not count: whether letters are drawn together or one by one
  /// depends on how fast they come.
  func waitForScreen(_ text: String) throws {
    let wanted = Data(text.utf8)
    try wait(for: "\(text.debugDescription) on the screen") {
      let plain = Data(TextSanitizer.clean(everythingDrawn).utf8)
      guard let found = plain[min(seen, plain.count)...].range(of: wanted) else { return false }
      seen = found.upperBound
      return true
    }
  }

  func waitForPrompt(_ number: Int) throws {
    try waitForScreen("probe \(number)>")
  }

  /// The next thing the program reported.
  func nextReport() throws -> [String: String] {
    var line: [UInt8] = []
    try wait(for: "a report") {
      guard let end = reported.firstIndex(of: 0x0A) else { return false }
      line = Array(reported[..<end])
      reported.removeFirst(end + 1)
      return true
    }
    return try JSONDecoder().decode([String: String].self, from: Data(line))
  }

  /// The text of the line the program reports next.
  func nextLine() throws -> String {
    let report = try nextReport()
    guard let line = report["line"] else { throw failure("no line but \(report)") }
    return line
  }

  /// Waits until the program ends, and returns its status as `waitpid` gives it.
  func waitForExit() throws -> Int32 {
    var status: Int32 = 0
    try wait(for: "the end of the program") {
      hasExited = waitpid(process, &status, WNOHANG) == process
      return hasExited
    }
    return status
  }

  private func wait(for expectation: String, until isMet: () -> Bool) throws {
    let deadline = Date.now.addingTimeInterval(Self.patience)
    while true {
      collect(waiting: 0)
      if isMet() { return }
      if Date.now > deadline { throw failure("waited in vain for \(expectation)") }
      collect(waiting: 20)
    }
  }

  private func failure(_ reason: String) -> ProbeFailure {
    let tail = String(decoding: drawn.suffix(400), as: UTF8.self)
    return ProbeFailure("\(reason); the screen ends with \(tail.debugDescription)")
  }

  private func collect(waiting milliseconds: Int32) {
    var sources = [master, reports].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    let ready = poll(&sources, 2, milliseconds)
    guard ready > 0 else { return }
    Self.drain(master, into: &drawn)
    if Self.drain(reports, into: &reported) == 0, milliseconds > 0 {
      // A pipe at its end is always ready: do not spin.
      poll(nil, 0, milliseconds)
    }
  }

  @discardableResult
  private static func drain(_ descriptor: Int32, into bytes: inout [UInt8]) -> Int {
    var chunk = [UInt8](repeating: 0, count: 65536)
    var count = read(descriptor, &chunk, chunk.count)
    while count > 0 {
      bytes.append(contentsOf: chunk[..<count])
      count = read(descriptor, &chunk, chunk.count)
    }
    return count
  }

  /// The program beside the test bundle.
  static var executable: URL {
    let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }
    let folder = bundle?.bundleURL.deletingLastPathComponent() ?? Bundle.main.bundleURL
    return folder.appending(path: "terminal-probe")
  }
}

/// Why a test could not go on.
struct ProbeFailure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}

private func lastError() -> String {
  String(cString: strerror(errno))
}
