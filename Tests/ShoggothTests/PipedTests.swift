import Engine
import Foundation
import Sessions
import TestSupport
import Testing

/// The program without a terminal.
@Suite struct `In a pipe` {
  @Test func `replies alone are printed, without escapes, a line each`() throws {
    let outcome = try Household().run(
      ["--seed", "3"], input: "Hello.\n\"\"\"\nTwo\nlines.\n\"\"\"\n",
      environment: ["TERM": "xterm-256color"])
    #expect(outcome.status == 0)
    #expect(outcome.content.split(separator: "\n").count >= 2)
    #expect(!outcome.content.contains("▸"))
    #expect(outcome.notices.components(separatedBy: "confusion").count == 3)
    #expect(!(outcome.content + outcome.notices).contains("\u{1B}"))
  }

  @Test func `colours are there where they are asked for, and NO_COLOR yields to that`() throws {
    for arguments in [["--color", "always"], []] {
      let outcome = try Household().run(
        arguments, input: ":personas\n",
        environment: [
          "TERM": "xterm", "NO_COLOR": "1",
          "SHOGGOTH_COLOR": arguments.isEmpty ? "always" : "never",
        ])
      #expect(outcome.notices.contains("\u{1B}["))
    }
  }

  @Test func `a block is said and no command, and the lines after it are read`() throws {
    let household = try Household()
    let outcome = try household.run(
      ["--session", "x"],
      input: "\"\"\"\n:quit\nsecond line\n\"\"\"\n:)\n\"\"\"\n:mask pirate\n\"\"\"\nhello\n")
    #expect(outcome.status == 0, "\(outcome.notices)")
    let file = household.folder.appending(path: ".local/share/shoggoth/sessions/x.json")
    let said = try SessionDocument(contentsOf: file).entries.compactMap { entry in
      if case .utterance(let text) = entry.event { text } else { nil }
    }
    #expect(said == [":quit\nsecond line", ":)", ":mask pirate", "hello"])
  }

  /// Runs the program from a shell that redirects its descriptors.
  private func redirected(
    _ household: Household, _ redirections: String, _ arguments: [String] = ["--session", "x"]
  ) throws -> Household.Outcome {
    try household.run(
      ["-c", "exec \"$0\" \"$@\" \(redirections)", Household.program.path] + arguments,
      input: "Hello.\n", program: URL(filePath: "/bin/sh"))
  }

  @Test(arguments: [
    "", "<&-", ">&-", "2>&-", "<&- >&-", "<&- 2>&-", ">&- 2>&-", "<&- >&- 2>&-",
  ])
  func `closed descriptors hang nothing and spoil no file`(_ closed: String) throws {
    let household = try Household()
    let outcome = try redirected(household, closed)
    let (input, content) = (
      !closed.contains("<&-"), !closed.hasPrefix(">") && !closed.contains(" >")
    )
    #expect(outcome.status == (input && !content ? 1 : 0), "\(outcome.notices)")
    #expect(outcome.content.isEmpty == !(input && content))
    if input, !content, !closed.contains("2>") {
      #expect(outcome.notices.contains("✗ Standard output is closed"))
    }
    let sessions = household.folder.appending(path: ".local/share/shoggoth/sessions")
    let kept = SessionFolder(sessions)
    #expect(kept.names == (input ? ["x"] : []))
    for file in kept.newestFirst {
      let document = try SessionDocument(contentsOf: file)
      #expect(document.turns == 1)
      #expect(document.firstChange == nil)
    }
    // What the program says is in none of the files it keeps.
    let files = FileManager.default.enumerator(
      at: household.folder, includingPropertiesForKeys: nil)
    for case let file as URL in try #require(files) where !file.hasDirectoryPath {
      guard !file.lastPathComponent.hasPrefix(".") else { continue }
      #expect(try !String(contentsOf: file, encoding: .utf8).contains("confusion "))
    }
  }

  @Test(arguments: [("< /", "Is a directory"), ("0> /dev/null", "Bad file descriptor")])
  func `an input that cannot be read fails with a sentence`(
    redirection: String, reason: String
  ) throws {
    let outcome = try redirected(try Household(), redirection)
    #expect(outcome.status == 1)
    #expect(outcome.notices.contains("Standard input cannot be read (\(reason))"))
  }

  @Test(
    .enabled(if: FileManager.default.fileExists(atPath: "/dev/full")),
    arguments: [
      ["--help"], ["--version"], ["help", "chat"], ["chat", "--help"], ["manual"], ["sessions"],
      ["personas", "list"], ["replay", "x"], ["replay", "x", "--json"],
      ["replay", "x", "--verify"],
      ["report", "x", "-o", "/dev/full"], ["--generate-completion-script", "bash"], [], ["--json"],
    ])
  func `output that cannot be written fails with a sentence`(_ arguments: [String]) throws {
    let household = try Household()
    #expect(try redirected(household, "").status == 0)
    for redirection in [">/dev/full", ">&-"] {
      if arguments.contains("/dev/full"), redirection == ">&-" { continue }
      let outcome = try redirected(household, redirection, arguments)
      #expect(outcome.status == 1, "\(redirection)")
      #expect(outcome.notices.contains("✗ ") || outcome.notices.contains("shoggoth: "))
    }
  }

  struct Misuse: CustomTestStringConvertible {
    var arguments: [String] = []
    var environment: [String: String] = [:]
    let told: String
    var testDescription: String { "\(arguments) \(environment)" }
  }

  @Test(arguments: [
    Misuse(arguments: ["--nonsense"], told: "--nonsense"),
    Misuse(arguments: ["--lanes", "1"], told: "lanes must be between 4 and 256, not 1"),
    Misuse(environment: ["SHOGGOTH_LANES": "1"], told: "lanes must be between"),
    Misuse(environment: ["SHOGGOTH_LANES": "x"], told: "$SHOGGOTH_LANES: lanes cannot be \"x\""),
    Misuse(arguments: ["--kappa", "7"], told: "--kappa: kappa cannot be \"7\""),
    Misuse(environment: ["SHOGGOTH_KAPPA": "7"], told: "$SHOGGOTH_KAPPA: kappa cannot be"),
    Misuse(environment: ["SHOGGOTH_COLOR": "red"], told: "it can be auto, always, never"),
    Misuse(arguments: ["--report", "long"], told: "long"),
    Misuse(environment: ["SHOGGOTH_REPORT": "long"], told: "it can be full, compact, off"),
    Misuse(arguments: ["-c", "--session", "x"], told: "two chats"),
  ])
  func `wrong usage exits with 2 and says what is right`(_ misuse: Misuse) throws {
    let outcome = try Household().run(misuse.arguments, environment: misuse.environment)
    #expect(outcome.status == 2)
    #expect(outcome.notices.contains(misuse.told), "\(outcome.notices)")
    #expect(outcome.content.isEmpty)
  }

  @Test func `settings come from the file, the variable and the option, the last to win`() throws {
    let household = try Household()
    let folder = household.folder.appending(path: ".config/shoggoth")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data("kappa = 0.1\nbeta = 0.2\nrho = 0.3\nmask = pirate\noops\n".utf8)
      .write(to: folder.appending(path: "config"))
    let outcome = try household.run(
      ["--rho", "0.33"], input: ":set kappa\n:set beta\n:set rho\n:stack\n",
      environment: ["SHOGGOTH_BETA": "0.22", "SHOGGOTH_RHO": "0.23"])
    #expect(outcome.status == 0)
    #expect(outcome.notices.contains("kappa is 0.1"))
    #expect(outcome.notices.contains("beta is 0.22"))
    #expect(outcome.notices.contains("rho is 0.33"))
    #expect(outcome.notices.contains("declared  assistant ▸ pirate"))
    #expect(outcome.notices.contains("config:5: expected `name = value`"))
  }

  @Test(arguments: [
    (nil, nil, nil, "compact"), ("full", nil, nil, "full"), ("full", "off", nil, "off"),
    (nil, "off", "full", "full"),
  ])
  func `how much is told comes from the file, the variable and the option, the last to win`(
    file: String?, variable: String?, option: String?, told: String
  ) throws {
    let household = try Household()
    let folder = household.folder.appending(path: ".config/shoggoth")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data((file.map { "report = \($0)\n" } ?? "").utf8)
      .write(to: folder.appending(path: "config"))
    let outcome = try household.run(
      option.map { ["--report", $0] } ?? [], input: ":set report\n",
      environment: variable.map { ["SHOGGOTH_REPORT": $0] } ?? [:])
    #expect(outcome.status == 0)
    #expect(outcome.notices.contains("report is \(told)"))
  }

  @Test func `a chat that goes on keeps its settings but for those that are given`() throws {
    let household = try Household()
    _ = try household.run(["--session", "x", "--kappa", "0.5"], input: "Hello.\n")
    let outcome = try household.run(
      ["--session", "x", "--beta", "0.25"], input: ":set kappa\n:set beta\nHello.\n",
      environment: ["SHOGGOTH_KAPPA": "0.6"])
    #expect(outcome.notices.contains("kappa is 0.5"))
    #expect(outcome.notices.contains("beta is 0.25"))
    #expect(try household.run(["replay", "x", "--verify"]).status == 0)
  }
}
