import ArgumentParser
import Foundation
import Terminal

/// The command `shoggoth manual`, for `make install`.
struct ManualCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual", abstract: "Print the manual page, for man.", shouldDisplay: false)

  func run() throws {
    let outline = try JSONDecoder().decode(
      ProgramOutline.self, from: Data(Shoggoth._dumpHelp().utf8))
    try Output.content.write(ManualPage(outline.command).text)
  }
}

/// The program as ArgumentParser describes it (`--experimental-dump-help`).
struct ProgramOutline: Decodable {
  let command: CommandOutline
}

/// A command as ArgumentParser describes it.
struct CommandOutline: Decodable {
  let commandName: String
  let abstract: String?
  let discussion: String?
  let shouldDisplay: Bool
  let subcommands: [CommandOutline]?
  let arguments: [ArgumentOutline]?

  /// The commands a person may give after this one; help is none of them.
  var displayed: [CommandOutline] {
    (subcommands ?? []).filter { $0.shouldDisplay && $0.commandName != "help" }
  }
}

/// An argument as ArgumentParser describes it.
struct ArgumentOutline: Decodable {
  /// What an option is called.
  struct Name: Decodable {
    let kind: String
    let name: String

    /// As it is typed.
    var typed: String { (kind == "long" ? "--" : "-") + name }
  }

  let kind: String
  let shouldDisplay: Bool
  let isOptional: Bool
  let isRepeating: Bool
  let names: [Name]?
  let valueName: String?
  let abstract: String?

  /// Whether it is one that every command has and one chapter explains.
  var isGeneral: Bool { ["help", "version"].contains(names?.last?.name) }
}
