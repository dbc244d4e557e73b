import ArgumentParser
import Foundation
import Personas
import Support
import Terminal
import Views

/// The command `shoggoth personas`.
struct PersonasCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "personas",
    abstract: "List the characters, or check cards.",
    subcommands: [List.self, Check.self], defaultSubcommand: List.self)

  /// The command `shoggoth personas list`.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List the characters.")

    @Argument(help: "Words to look for.")
    var words: [String] = []

    @OptionGroup var common: CommonOptions

    func run() throws {
      let environment = try common.environment()
      for persona in environment.library.search(words.joined(separator: " ")) {
        let text =
          "\(persona.mask)\t\(persona.card.displayName)\t"
          + persona.card.tags.joined(separator: ", ")
        try environment.console.content.writeLine(TextSanitizer.clean(text))
      }
      for problem in environment.library.problems {
        environment.console.warn(problem.description)
      }
    }
  }

  /// The command `shoggoth personas check`.
  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Check cards and suggest improvements.")

    @Argument(help: "Card files.")
    var files: [String]

    @OptionGroup var common: CommonOptions

    func run() throws {
      let console = try common.environment().console
      var isBad = false
      for file in files {
        do {
          let card = try CharacterCard(contentsOf: UserHome().file(file))
          let findings = CardLint(card).findings
          isBad = isBad || findings.contains { $0.severity == .error }
          try console.content.writeLine(
            TextSanitizer.clean("\(file): \(findings.isEmpty ? "no findings" : "")"))
          for finding in findings {
            try console.content.writeLine(TextSanitizer.clean("  \(finding)"))
          }
        } catch {
          isBad = true
          console.fail(error)
        }
      }
      if isBad { throw ExitCode(1) }
    }
  }
}
