import Engine
import Foundation
import Sessions
import TestSupport

/// A folder in which the program is run, with folders of the user inside, and gone at the end.
final class Household {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "shoggoth-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(at: folder)
  }

  /// The root of the package.
  static var root: URL {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
  }

  static var program: URL { TerminalSession.executable("shoggoth") }

  var environment: [String: String] {
    [
      "HOME": folder.path, "TMPDIR": folder.path, "PATH": "/usr/local/bin:/usr/bin:/bin",
      "SHOGGOTH_PERSONAS": Self.root.appending(path: "personas").path, "SHOGGOTH_UNDERSTUDY": "yes",
    ]
  }

  /// Chats on a terminal.
  func chat(
    _ arguments: [String] = [], environment: [String: String] = [:], columns: Int = 80,
    isDammed: Bool = false
  ) throws -> TerminalSession {
    let session = try TerminalSession(
      executable: URL(filePath: "/bin/sh"),
      ["-c", "cd \"$0\" && exec \"$@\"", folder.path, Self.program.path] + arguments,
      environment: self.environment.merging(environment) { $1 }, columns: columns,
      isDammed: isDammed)
    try session.waitForScreen("you ")
    return session
  }

  /// What a run without a terminal left behind.
  struct Outcome {
    let content: String
    let notices: String
    let status: Int32
  }

  /// Runs a program, the one under test where no other is named, with this input and no terminal;
  /// one that hangs is ended and fails.
  func run(
    _ arguments: [String] = [], input: String = "", environment: [String: String] = [:],
    program: URL = Household.program
  ) throws -> Outcome {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = self.environment.merging(environment) { $1 }
    // Files, because a pipe that nobody reads meanwhile could fill.
    let files = ["input", "content", "notices"].map {
      folder.appending(path: ".\($0)-\(UUID().uuidString)")
    }
    for file in files { try Data(file == files[0] ? input.utf8 : "".utf8).write(to: file) }
    process.standardInput = try FileHandle(forReadingFrom: files[0])
    process.standardOutput = try FileHandle(forWritingTo: files[1])
    process.standardError = try FileHandle(forWritingTo: files[2])
    try process.run()
    let deadline = Date.now.addingTimeInterval(180)
    while process.isRunning, Date.now < deadline { usleep(10_000) }
    if process.isRunning {
      kill(process.processIdentifier, SIGKILL)
      throw SessionFailure("the program did not end")
    }
    process.waitUntilExit()
    return Outcome(
      content: try String(contentsOf: files[1], encoding: .utf8),
      notices: try String(contentsOf: files[2], encoding: .utf8), status: process.terminationStatus)
  }

  /// The only session that is kept.
  func session() throws -> SessionDocument {
    let kept = SessionFolder(folder.appending(path: ".local/share/shoggoth/sessions"))
    guard let file = kept.newestFirst.first, kept.names.count == 1 else {
      throw SessionFailure("one session was expected, there are \(kept.names)")
    }
    return try SessionDocument(contentsOf: file)
  }

  /// What the person said in the only session that is kept.
  func utterances() throws -> [String] {
    try session().entries.compactMap { entry in
      if case .utterance(let text) = entry.event { text } else { nil }
    }
  }
}
