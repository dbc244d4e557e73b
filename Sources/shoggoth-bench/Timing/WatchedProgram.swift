import CPseudoTerminal
import Foundation

/// A program at a pseudo-terminal whose every sign of life is noted with its time.
///
/// Its standard output is a pipe, so what it says cannot be confused with what it draws.
final class WatchedProgram {
  /// Something that came from it.
  struct Arrival {
    /// Where it came.
    enum Place { case terminal, output }

    let place: Place
    let bytes: [UInt8]
    let instant: ContinuousClock.Instant
  }

  /// What may go wrong with it.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// What it used, as the system tells at its end.
  struct Usage {
    /// In seconds.
    let processorTime: Double
    /// In bytes; on Linux the process that it was forked from counts too.
    let peakMemory: Int
  }

  /// Its number.
  let process: pid_t
  private let master: Int32
  private let device: Int32
  private let output: Int32
  private var isOutputOpen = true
  private var hasEnded = false
  private var waiting: [Arrival] = []
  private static let clock = ContinuousClock()
  private static let columns: Int32 = 110

  /// Starts it.
  ///
  /// - Throws: ``Failure`` where there is no terminal to be had.
  init(_ executable: URL, _ arguments: [String], environment: [String: String]) throws {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw Self.failure("there is no pipe") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
    defer { close(ends[1]) }
    let argv = [strdup(executable.path)] + arguments.map { strdup($0) } + [nil]
    let envp = environment.map { strdup("\($0)=\($1)") } + [nil]
    defer { for text in argv + envp { free(text) } }
    var sides: (master: Int32, device: Int32) = (-1, -1)
    process = pseudo_terminal_spawn(
      argv, envp, Self.columns, ends[1], &sides.master, &sides.device)
    (master, device) = sides
    output = ends[0]
    guard process > 0 else { throw Self.failure("there is no terminal for the program") }
  }

  deinit {
    // Without a process, its number would mean every process there is.
    if !hasEnded, process > 0 {
      kill(process, SIGKILL)
      var status: Int32 = 0
      waitpid(process, &status, 0)
    }
    for descriptor in [output, master, device] where descriptor >= 0 { close(descriptor) }
  }

  /// Presses keys; a terminal sends Enter as a carriage return.
  func press(_ keys: some Collection<UInt8>) throws {
    var rest = Array(keys)[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
      if written > 0 {
        rest = rest.dropFirst(written)
      } else {
        var source = pollfd(fd: master, events: Int16(POLLOUT), revents: 0)
        guard errno == EAGAIN || errno == EINTR, poll(&source, 1, 10_000) != 0 else {
          throw Self.failure("the program takes no more keys")
        }
      }
    }
  }

  /// Waits for the next thing that comes from it.
  ///
  /// - Returns: what came, or `nil` where nothing did until `deadline` or the program is over.
  /// - Throws: ``Failure`` where the terminal cannot be watched.
  func next(before deadline: ContinuousClock.Instant) throws -> Arrival? {
    while waiting.isEmpty {
      let rest = (deadline - Self.clock.now) / .milliseconds(1)
      guard rest > 0 else { return nil }
      // A descriptor below zero is not watched: a pipe at its end would always be ready.
      var sources = [isOutputOpen ? output : -1, master].map {
        pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
      }
      let ready = poll(&sources, 2, Int32(min(rest.rounded(.up), 60_000)))
      let now = Self.clock.now
      guard ready >= 0 || errno == EINTR else { throw Self.failure("the terminal is gone") }
      guard ready > 0 else { continue }
      // What is said before something is drawn is taken before it.
      take(from: output, .output, now)
      take(from: master, .terminal, now)
      if !isOutputOpen, waiting.isEmpty { return nil }
    }
    return waiting.removeFirst()
  }

  private func take(
    from descriptor: Int32, _ place: Arrival.Place, _ now: ContinuousClock.Instant
  ) {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 16_384)
    var count = read(descriptor, &chunk, chunk.count)
    while count > 0 {
      bytes += chunk[..<count]
      count = read(descriptor, &chunk, chunk.count)
    }
    if count == 0, place == .output { isOutputOpen = false }
    if !bytes.isEmpty { waiting.append(Arrival(place: place, bytes: bytes, instant: now)) }
  }

  /// Waits until it ends by itself, and leaves unread what it still says.
  ///
  /// - Throws: ``Failure`` where it goes on or ends with an error.
  func awaitEnd(within patience: Duration) throws -> Usage {
    let deadline = Self.clock.now + patience
    while isOutputOpen {
      guard Self.clock.now < deadline else { throw Self.failure("the program does not end") }
      _ = try next(before: min(deadline, Self.clock.now + .milliseconds(100)))
    }
    var status: Int32 = 0
    var usage = rusage()
    guard wait4(process, &status, 0, &usage) == process else {
      throw Self.failure("the program cannot be waited for")
    }
    hasEnded = true
    guard status == 0 else { throw Failure(description: "the program ended with \(status)") }
    #if os(Linux)
      // Linux counts kibibytes.
      let unit = 1024
    #else
      let unit = 1
    #endif
    return Usage(processorTime: usage.processorSeconds, peakMemory: usage.ru_maxrss * unit)
  }

  private static func failure(_ what: String) -> Failure {
    Failure(description: "\(what): \(String(cString: strerror(errno)))")
  }
}
