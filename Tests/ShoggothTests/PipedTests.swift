import Foundation
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
