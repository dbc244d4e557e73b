import ArgumentParser
import Engine
import Foundation
import LanguageModels
import Personas
import Sessions
import Support
import Terminal
import Views

/// The command `shoggoth report`.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write a recorded chat as one HTML page to show to others.",
    discussion: """
      The page shows the conversation tinted by its evidence, the blend of the masks, the depth \
      and the confusion. It loads nothing and runs no script. It tints words if the session has \
      evidence by word, else whole sentences. With --words the model scores every word again.
      """)

  @Argument(help: "The session: a file, or a name in the sessions folder.")
  var file: String

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The file of the page. Default: standard output.", valueName: "page"))
  var output: String?

  @Flag(help: "Score every word again. This needs the session's model and takes some time.")
  var words = false

  @OptionGroup var common: CommonOptions
  @OptionGroup var model: ModelOptions

  func run() throws {
    let environment = try common.environment()
    let source = try environment.session(file)
    let document = try SessionDocument.recovered(from: source)
    let page = HTMLPage(
      document, name: source.deletingPathExtension().lastPathComponent,
      words: words ? try weighed(document, environment) : [])
    guard let output, output != "-" else {
      return try environment.console.content.write(page.html)
    }
    let target = UserHome().file(output)
    try page.write(to: target)
    environment.console.tell("  written to \(target.path)")
  }

  /// Has the session's model weigh the words of every reply.
  private func weighed(
    _ document: SessionDocument, _ environment: AppEnvironment
  ) throws -> [WordEvidence?] {
    let console = environment.console
    let replayer = try model.replayer(of: document, in: environment)
    if replayer.isForeign {
      console.warn(
        "the chat was recorded with \(document.opening.model.name), and this is another model: the "
          + "page tints the words by the scores of this one")
    }
    let total = document.turns
    let shows = console.notices.isTerminal
    defer { if shows { try? console.notices.write("\r\u{1B}[K") } }
    return try replayer.wordEvidence { turn in
      if shows { try? console.notices.write("\rturn \(turn) of \(total)\u{1B}[K") }
    }
  }
}
