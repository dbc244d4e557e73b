import Foundation
import Testing

/// The program, run in a folder of its own on the model that needs no file.
final class Program {
  private static let cards = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "personas")

  /// The executable beside the tests.
  private static var executable: URL {
    var folder = Bundle.main.bundleURL
    for bundle in Bundle.allBundles where bundle.bundlePath.hasSuffix(".xctest") {
      folder = bundle.bundleURL.deletingLastPathComponent()
    }
    if !FileManager.default.fileExists(atPath: folder.appending(path: "shoggoth").path) {
      folder = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    }
    return folder.appending(path: "shoggoth")
  }

  private let process = Process()
  private let input = Pipe()
  private let output: URL
  private let errors: URL

  /// Starts a chat kept in the file `session`, in `folder`.
  init(session: URL, in folder: URL, arguments: [String] = []) throws {
    output = folder.appending(path: "output-\(UUID().uuidString)")
    errors = folder.appending(path: "errors-\(UUID().uuidString)")
    for file in [output, errors] { try Data().write(to: file) }
    process.executableURL = Self.executable
    process.arguments =
      [
        "chat", "--understudy", "--personas", Self.cards.path, "--session", session.path, "--seed",
        "5",
      ] + arguments
    process.currentDirectoryURL = folder
    process.standardInput = input
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
  }

  deinit { if process.isRunning { kill() } }

  /// Types lines.
  func type(_ lines: [String]) {
    // One that has ended already reads nothing.
    signal(SIGPIPE, SIG_IGN)
    try? input.fileHandleForWriting.write(
      contentsOf: Data(lines.map { $0 + "\n" }.joined().utf8))
  }

  /// Says that no more lines come, and waits for the end.
  func finish() -> Int32 {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
    return process.terminationStatus
  }

  /// Ends the program without a warning.
  func kill() {
    _ = Foundation.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    try? input.fileHandleForWriting.close()
  }

  /// Waits until what it has shown is as wanted.
  func wait(until isWanted: ((content: String, notices: String)) -> Bool) throws {
    for _ in 0..<3000 {
      if isWanted(shown) { return }
      usleep(10_000)
    }
    try #require(isWanted(shown), "\(shown)")
  }

  /// What it has shown so far, replies first.
  var shown: (content: String, notices: String) {
    (
      (try? String(contentsOf: output, encoding: .utf8)) ?? "",
      (try? String(contentsOf: errors, encoding: .utf8)) ?? ""
    )
  }
}
