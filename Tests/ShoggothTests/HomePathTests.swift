import Foundation
import Sessions
import Testing

/// Paths that begin with a tilde, which the shell has left as they are.
@Suite struct `A path that begins with a tilde` {
  /// A household with a model that is none, a card, example lines, lines and a chat.
  private static func household() throws -> Household {
    let household = try Household()
    let card =
      #"{"name":"Zed","description":"Zed polishes lamps.","mes_example":"#
      + #""<START>\n{{user}}: Hi\n{{char}}: Lamps!"}"#
    let voices =
      #"{"exemplars":{"a":["Lamps are bright.","I like lamps."],"#
      + #""b":["Rain is wet.","I like rain."]},"#
      + #""test":[{"text":"Lamps.","truth":"a"},{"text":"Rain.","truth":"b"}]}"#
    let files = [
      "odd.gguf": "no model", "p/zed.json": card, "voices.json": voices, "~odd.json": card,
      "lines.txt": "Lamps.\nRain.\n", "bad.json": "{}",
    ]
    for (path, text) in files {
      let file = household.folder.appending(path: path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    return household
  }

  struct Use: CustomTestStringConvertible {
    var arguments: [String]
    var environment: [String: String] = [:]
    /// What is said about the file; `HOME` stands for the home.
    var told = ""
    var status: Int32 = 0
    var made: String?
    var testDescription: String { "\(arguments) \(environment)" }
  }

  @Test(arguments: [
    Use(arguments: ["identify", "--personas=~/voices.json", "--json"], told: "\"truth\""),
    Use(
      arguments: ["identify", "--personas", "~/voices.json", "--transcript", "~/lines.txt"],
      told: "runner-up"),
    Use(
      arguments: ["identify", "--personas", "~/voices.json", "--calibration", "~/bad.json"],
      told: "~/bad.json is not a calibration", status: 1),
    Use(
      arguments: [
        "calibrate", "--personas", "~/voices.json", "--labelled=~/voices.json", "-o", "~/fit.json",
      ], told: "kept in ~/fit.json", made: "fit.json"),
    Use(arguments: ["personas", "check", "~/p/zed.json"], told: "zed.json"),
    Use(arguments: ["personas", "check", "./~odd.json"], told: "~odd.json"),
    Use(arguments: ["personas", "check", "~odd.json"], told: "~odd.json"),
    Use(arguments: ["personas", "list", "--personas=~/p"], told: "zed\tZed"),
    Use(
      arguments: ["personas", "list"], environment: ["SHOGGOTH_PERSONAS": "~/p"],
      told: "zed\tZed"),
  ])
  func `is in the home that the user says`(_ use: Use) throws {
    let household = try Self.household()
    let outcome = try household.run(use.arguments, environment: use.environment)
    #expect(outcome.status == use.status, "\(outcome.notices)")
    #expect((outcome.content + outcome.notices).contains(use.told), "\(outcome)")
    if let made = use.made {
      #expect(FileManager.default.fileExists(atPath: household.folder.appending(path: made).path))
    }
    #expect(!FileManager.default.fileExists(atPath: household.folder.appending(path: "~").path))
  }

  @Test func `keeps, shows and reports a chat there`() throws {
    let household = try Self.household()
    let chat = try household.run(["--session", "~/kept/evening"], input: "Hello.\n")
    #expect(chat.status == 0, "\(chat.notices)")
    let file = household.folder.appending(path: "kept/evening.json")
    #expect(try SessionDocument(contentsOf: file).turns == 1)
    try FileManager.default.copyItem(at: file, to: household.folder.appending(path: "kept/copy"))
    for name in ["~/kept/evening.json", "~/kept/evening", "~/kept/copy"] {
      #expect(try household.run(["replay", name]).status == 0, "\(name)")
    }
    let report = try household.run(["report", "~/kept/copy", "-o", "~/page.html"])
    #expect(report.status == 0, "\(report.notices)")
    #expect(
      FileManager.default.fileExists(atPath: household.folder.appending(path: "page.html").path))
  }

  @Test(arguments: ["option", "option with a sign", "variable", "file"])
  func `names a model in the home, however it is said`(_ way: String) throws {
    let household = try Self.household()
    let folder = household.folder.appending(path: ".config/shoggoth")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    if way == "file" {
      try Data("model = ~/odd.gguf\n".utf8).write(to: folder.appending(path: "config"))
    }
    let arguments =
      switch way {
      case "option": ["--model", "~/odd.gguf"]
      case "option with a sign": ["--model=~/odd.gguf"]
      default: [] as [String]
      }
    let outcome = try household.run(
      arguments, input: "Hello.\n",
      environment: [
        "SHOGGOTH_UNDERSTUDY": "no", "SHOGGOTH_MODEL": way == "variable" ? "~/odd.gguf" : "",
      ])
    // Built without llama.cpp it cannot look; where it looks, it looks in the home.
    guard !outcome.notices.contains("built without") else { return }
    #expect(outcome.status == 1)
    #expect(outcome.notices.contains(household.folder.path + "/odd.gguf"), "\(outcome.notices)")
    #expect(!outcome.notices.contains("there is no such file"))
  }
}
