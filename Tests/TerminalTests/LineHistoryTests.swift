import Foundation
import TestSupport
import Testing

@testable import Terminal

private let up = "\u{1B}[A"

@Suite(.serialized) struct LineHistoryTests {
  private let folder = FileManager.default.temporaryDirectory.appending(
    path: "history-\(UUID().uuidString)")
  private var file: URL { folder.appending(path: "deeper/lines") }

  private func start() throws -> ProbeSession {
    try ProbeSession(["--history", file.path])
  }

  private func removeFolder() {
    try? FileManager.default.removeItem(at: folder)
  }

  @Test("Lines are recalled in the next run, newlines included, repetitions and blanks not")
  func recalling() throws {
    defer { removeFolder() }
    let first = try start()
    try first.send("older größe\r")
    try first.waitForPrompt(2)
    for number in 3...4 {
      try first.paste("two\nlines \\ 日本\n")
      try first.send("\r")
      try first.waitForPrompt(number)
    }
    try first.send("   \r")
    try first.waitForPrompt(5)

    let second = try start()
    try second.send(up + "\r")
    #expect(try second.nextLine() == "two\nlines \\ 日本")
    try second.waitForPrompt(2)
    try second.send(up + up + "!\r")
    #expect(try second.nextLine() == "older größe!")
  }

  @Test("Two programs at once do not lose each other's lines")
  func sharing() throws {
    defer { removeFolder() }
    let first = try start()
    let second = try start()
    try first.send("from the first\r")
    try first.waitForPrompt(2)
    try second.send("from the second\r")
    try second.waitForPrompt(2)
    let third = try start()
    try third.send(up + up + "\r")
    #expect(try third.nextLine() == "from the first")
  }

  @Test("The file is the user's alone and nothing else is left beside it")
  func privacy() throws {
    defer { removeFolder() }
    let probe = try start()
    try probe.send("secret\r")
    try probe.waitForPrompt(2)
    let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    let beside = try FileManager.default.contentsOfDirectory(
      atPath: file.deletingLastPathComponent().path)
    #expect(beside == ["lines"])
  }

  @Test("A file that is no history is moved aside with its content, and the user is told")
  func brokenFile() throws {
    defer { removeFolder() }
    let parent = file.deletingLastPathComponent()
    try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
    let content = "my only copy of a poem\n"
    try content.write(to: file, atomically: true, encoding: .utf8)
    let probe = try start()
    let aside = file.path + ".broken"
    #expect(try probe.nextReport()["notice"]?.contains(aside) == true)
    #expect(try String(contentsOfFile: aside, encoding: .utf8) == content)
    try probe.send("a new one\r")
    #expect(try probe.nextLine() == "a new one")
    try probe.waitForPrompt(2)
    #expect(FileManager.default.fileExists(atPath: file.path))
  }

  @Test("Where the history cannot be written, the user is told once and lines still arrive")
  func unwritable() throws {
    defer { removeFolder() }
    // A folder in the file's place cannot be written by anybody, whoever runs the test.
    try FileManager.default.createDirectory(at: file, withIntermediateDirectories: true)
    let probe = try start()
    #expect(try probe.nextReport()["notice"]?.contains("cannot be read") == true)
    for number in 1...2 {
      try probe.send("line \(number)\r")
      #expect(try probe.nextLine() == "line \(number)")
      try probe.waitForPrompt(number + 1)
    }
  }

  #if os(Linux)
    @Test("A full disk leaves the file as it was, and the user is told")
    func fullDisk() async throws {
      defer { removeFolder() }
      let lines = folder.appending(path: "lines").path
      await #expect(processExitsWith: .exitCode(7)) { [lines = lines as String] in
        var notices: [String] = []
        let history = LineHistory(file: URL(filePath: lines), size: 100) { notices.append($0) }
        history?.add(String(repeating: "kept ", count: 20))
        let before = try Data(contentsOf: URL(filePath: lines))
        // Files that would grow beyond the limit fail to, as on a full disk.
        signal(SIGXFSZ, SIG_IGN)
        var limit = rlimit(rlim_cur: 120, rlim_max: 120)
        guard setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0 else { exit(1) }
        history?.add(String(repeating: "lost ", count: 20))
        let after = try Data(contentsOf: URL(filePath: lines))
        let isAlone =
          try FileManager.default.contentsOfDirectory(
            atPath: URL(filePath: lines).deletingLastPathComponent().path) == ["lines"]
        exit(before == after && notices.count == 1 && isAlone ? 7 : 2)
      }
    }
  #endif
}
