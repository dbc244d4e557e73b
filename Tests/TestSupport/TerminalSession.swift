import CPseudoTerminal
package import Foundation
import Support
import Terminal

/// A program with a pseudo-terminal for its input and its notices.
///
/// Its standard output is a pipe, so what it draws and what it was asked for cannot be confused.
/// All waiting is for something expected, with a limit that only a program that hangs reaches.
package final class TerminalSession {
  private static let patience: TimeInterval = 180

  private let process: pid_t
  /// The terminal's side of keyboard and screen, the program's side, and the program's output.
  private let master: Int32
  private let device: Int32
  private let output: Int32
  private var drawn: [UInt8] = []
  /// How much of what was drawn is waited for already.
  private var seen = 0
  private var printed: [UInt8] = []
  /// Bytes that keep the output from taking more, until it is let flow.
  private var dam = 0
  private var isFlowing = true
  private var hasExited = false

  /// Starts a program in an environment of its own.
  ///
  /// - Parameters:
  ///   - executable: its file.
  ///   - arguments: what it is given.
  ///   - environment: variables besides `TERM`, `LC_ALL`, `NO_COLOR` and `HOME`, or in their place.
  ///   - columns: the terminal's width.
  ///   - isDammed: whether its output takes nothing until ``letFlow()``, so that it waits in its
  ///     first write.
  /// - Throws: ``SessionFailure`` where there is no terminal to be had.
  package init(
    executable: URL, _ arguments: [String] = [], environment: [String: String] = [:],
    columns: Int = 80, isDammed: Bool = false
  ) throws {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw SessionFailure("no pipe: \(lastError())") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
    if isDammed {
      dam = Self.fill(ends[1])
      isFlowing = false
    }
    defer { close(ends[1]) }
    var variables = ["TERM": "xterm", "LC_ALL": "C.UTF-8", "NO_COLOR": "1", "HOME": "/nonexistent"]
    variables.merge(environment) { $1 }
    let argv = [strdup(executable.path)] + arguments.map { strdup($0) } + [nil]
    let envp = variables.map { strdup("\($0)=\($1)") } + [nil]
    defer { for text in argv + envp { free(text) } }
    var sides: (master: Int32, device: Int32) = (-1, -1)
    process = pseudo_terminal_spawn(
      argv, envp, Int32(columns), ends[1], &sides.master, &sides.device)
    (master, device) = sides
    output = ends[0]
    guard process > 0 else { throw SessionFailure("no pseudo-terminal: \(lastError())") }
  }

  /// Fills a pipe and returns how many bytes that took.
  private static func fill(_ end: Int32) -> Int {
    _ = fcntl(end, F_SETFL, O_NONBLOCK)
    defer { _ = fcntl(end, F_SETFL, 0) }
    var total = 0
    // In ever smaller pieces, since a large one is taken whole or not at all.
    for size in [4096, 1] {
      let piece = [UInt8](repeating: 0x20, count: size)
      var written = write(end, piece, size)
      while written > 0 {
        total += written
        written = write(end, piece, size)
      }
    }
    return total
  }

  deinit {
    // Without a process, its number would mean every process there is.
    if !hasExited, process > 0 {
      kill(process, SIGKILL)
      var status: Int32 = 0
      waitpid(process, &status, 0)
    }
    for descriptor in [output, master, device] { close(descriptor) }
  }

  // MARK: Keyboard

  /// Sends keys; a terminal sends Enter as a carriage return.
  package func send(_ keys: String) throws {
    try send(bytes: Array(keys.utf8))
  }

  package func send(bytes: [UInt8]) throws {
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
  package func paste(_ text: String) throws {
    try send("\u{1B}[200~\(text.replacing("\n", with: "\r"))\u{1B}[201~")
  }

  package func signal(_ number: Int32) {
    kill(process, number)
  }

  package func resize(columns: Int) {
    pseudo_terminal_resize(master, Int32(columns))
  }

  /// Whether the terminal collects and echoes lines itself, as a shell expects it after a program.
  package var terminalIsInUsualMode: Bool { pseudo_terminal_is_in_usual_mode(device) }

  // MARK: Screen and reports

  /// All that was drawn since the start, escape sequences included.
  package var everythingDrawn: String { String(decoding: drawn, as: UTF8.self) }

  /// Waits until this text is drawn, after what was waited for before.
  ///
  /// Returns and escape sequences do not count: whether letters are drawn together or one by one
  /// depends on how fast they come.
  package func waitForScreen(_ text: String) throws {
    let wanted = Data(text.utf8)
    try wait(for: "\(text.debugDescription) on the screen") {
      let plain = Data(TextSanitizer.clean(everythingDrawn).utf8)
      guard let found = plain[min(seen, plain.count)...].range(of: wanted) else { return false }
      seen = found.upperBound
      return true
    }
  }

  /// Waits until this is drawn, escape sequences and all, anywhere since the start.
  package func waitForDrawing(_ drawing: String) throws {
    try wait(for: "\(drawing.debugDescription) drawn") { everythingDrawn.contains(drawing) }
  }

  /// Lets the output take what it is given again.
  package func letFlow() {
    isFlowing = true
  }

  /// The next line of the program's output.
  package func nextLineOfOutput() throws -> String {
    var line: [UInt8] = []
    try wait(for: "a line of output") {
      guard let end = printed.firstIndex(of: 0x0A) else { return false }
      line = Array(printed[..<end])
      printed.removeFirst(end + 1)
      return true
    }
    return String(decoding: line, as: UTF8.self)
  }

  /// All of the program's output that no line was taken of.
  package var restOfOutput: String { String(decoding: printed, as: UTF8.self) }

  /// Waits until the program ends, and returns its status as `waitpid` gives it.
  package func waitForExit() throws -> Int32 {
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

  /// A failure that shows where the program is.
  package func failure(_ reason: String) -> SessionFailure {
    let tail = String(decoding: drawn.suffix(400), as: UTF8.self)
    return SessionFailure("\(reason); the screen ends with \(tail.debugDescription)")
  }

  private func collect(waiting milliseconds: Int32) {
    let watched = isFlowing ? [master, output] : [master]
    var sources = watched.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    let ready = poll(&sources, nfds_t(sources.count), milliseconds)
    guard ready > 0 else { return }
    let isMore = Self.drain(master, into: &drawn) > 0
    guard isFlowing else { return }
    if Self.drain(output, into: &printed) == 0, milliseconds > 0, !isMore {
      // A pipe at its end is always ready: do not spin.
      poll(nil, 0, milliseconds)
    }
    let fill = min(dam, printed.count)
    printed.removeFirst(fill)
    dam -= fill
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

  /// A program beside the test bundle.
  package static func executable(_ name: String) -> URL {
    let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }
    let folder = bundle?.bundleURL.deletingLastPathComponent() ?? Bundle.main.bundleURL
    return folder.appending(path: name)
  }
}

/// Why a test could not go on.
package struct SessionFailure: Error, CustomStringConvertible {
  package let description: String

  package init(_ description: String) {
    self.description = description
  }
}

private func lastError() -> String {
  String(cString: strerror(errno))
}
