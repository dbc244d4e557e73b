import ArgumentParser
import Engine
import Foundation
import MaskInference
import Testing

@testable import shoggoth

@Suite struct `Preferences of the person` {
  /// Preferences from a file of this content.
  private static func read(
    _ content: String?, _ environment: [String: String] = [:]
  ) throws -> Preferences {
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: file) }
    if let content { try Data(content.utf8).write(to: file) }
    return Preferences(environment: environment, file: file)
  }

  @Test func `are read from the file, past comments and empty lines`() throws {
    let preferences = try Self.read(
      "# usual\n\n  temperature = 0.9 \nmodel=/a b/c=d.gguf\r\ncolor = never\n")
    #expect(preferences["temperature"]?.text == "0.9")
    #expect(preferences["model"]?.text == "/a b/c=d.gguf")
    #expect(preferences["lanes"] == nil)
    #expect(preferences.problems.isEmpty)
  }

  @Test func `are nothing where there is no file`() throws {
    let preferences = try Self.read(nil)
    #expect(preferences.problems.isEmpty)
    #expect(preferences["temperature"] == nil)
  }

  @Test func `from a variable override the file, and the command line both`() throws {
    let preferences = try Self.read(
      "lanes = 10\ncontext = 512", ["SHOGGOTH_LANES": "12", "SHOGGOTH_CONTEXT": ""])
    #expect(try preferences.choice("lanes", over: Int?.none) == 12)
    #expect(try preferences.choice("context", over: Int?.none) == 512)
    #expect(try preferences.choice("lanes", over: 20) == 20)
    #expect(preferences["lanes"]?.origin == "$SHOGGOTH_LANES")
  }

  @Test(arguments: [
    ("temprature = 1", "did you mean temperature?"),
    ("nonsense = 1", "there is no setting nonsense"),
    ("just words", "expected `name = value`"), ("seed =", "expected `name = value`"),
  ])
  func `that make no sense are told with their line`(line: String, told: String) throws {
    let preferences = try Self.read("\n\(line)\nseed = 4\n")
    let problem = try #require(preferences.problems.first)
    #expect(problem.contains(told), "\(problem)")
    #expect(problem.contains(":2: "))
    #expect(preferences["seed"]?.text == "4")
  }

  @Test(arguments: [("lanes", "many"), ("lanes", "1.5"), ("seed", "-1"), ("seed", "")])
  func `that are no number are refused`(name: String, text: String) throws {
    let preferences = try Self.read("\(name) = \(text)x")
    #expect(throws: (any Error).self) { try preferences.choice(name, over: UInt64?.none) }
  }

  @Test(arguments: [
    ("1", true), ("yes", true), ("True", true), ("on", true), ("0", false), ("no", false),
    ("FALSE", false), ("off", false),
  ])
  func `are on or off`(text: String, isOn: Bool) throws {
    #expect(try Self.read("understudy = \(text)").isOn("understudy") == isOn)
    #expect(throws: (any Error).self) { try Self.read("understudy = \(text)?").isOn("understudy") }
  }

  @Test func `that are lists have commas between`() throws {
    #expect(try Self.read("mask = pirate, zen-monk ,").list("mask") == ["pirate", "zen-monk"])
    #expect(try Self.read(nil).list("mask").isEmpty)
  }

  @Test(arguments: Settings.table.map(\.name))
  func `exist for every setting, as an option and as a variable`(_ name: String) throws {
    let value = try #require(Settings.table.first { $0.name == name }).read(Settings())
    let options = try SettingOptions.parse(["--\(name)", value])
    #expect(options.given.map(\.name) == [name])
    #expect(options.given.map(\.value) == [value])
    let preferences = try Self.read(nil, [Preferences.variable(name): value])
    #expect(preferences[name]?.text == value)
  }

  @Test(arguments: Preferences.options)
  func `besides the settings are options of the chat, all of them`(_ name: String) throws {
    let help = ChatCommand.helpMessage(columns: 1000)
    #expect(help.contains("--\(name)"))
  }

  @Test func `for a setting out of its range say where and what it takes`() throws {
    var settings = Settings()
    #expect(throws: (any Error).self) {
      try settings.change("kappa", to: "2", saidIn: "$SHOGGOTH_KAPPA")
    }
    do {
      try settings.change("kappa", to: "2", saidIn: "$SHOGGOTH_KAPPA")
    } catch {
      #expect("\(error)".contains("$SHOGGOTH_KAPPA"))
      #expect("\(error)".contains("0.0 to 1.0"))
    }
    try settings.change("kappa", to: "0.5", saidIn: "--kappa")
    #expect(settings.transition.persistence == 0.5)
  }
}
