import ArgumentParser
import Foundation
import MaskInference
import Personas
import Sessions
import Support
import Terminal
import Views

/// The command `shoggoth sessions`.
struct SessionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sessions",
    abstract: "List the kept chats, the newest first.",
    discussion: """
      The program keeps chats in `sessions` of the current folder if there is one, else in \
      shoggoth/sessions of $XDG_DATA_HOME (~/.local/share). Into a pipe it writes a line for each \
      chat: name, turns, time, declared masks and first words, with tabs between.
      """)

  @Flag(help: "Print one JSON object for each chat.")
  var json = false

  @Flag(help: "Print the names alone.")
  var names = false

  @OptionGroup var common: CommonOptions

  func run() throws {
    let environment = try common.environment()
    if let other = environment.sessions.passedOver {
      environment.console.warn("\(other.path) holds no chats of this program and is ignored")
    }
    let files = environment.sessions.newestFirst
    if files.isEmpty, !names, !json {
      return environment.console.tell("no chat is kept in \(environment.sessions.url.path) yet")
    }
    let colours = MaskColours(environment.library.masks)
    var isBad = false
    for file in files {
      if names {
        try write(file.deletingPathExtension().lastPathComponent, environment)
        continue
      }
      do {
        try show(SessionSummary(contentsOf: file), environment, colours: colours)
      } catch let error as SessionError {
        isBad = true
        environment.console.fail(error)
      }
    }
    if isBad { throw ExitCode(1) }
  }

  private func show(
    _ summary: SessionSummary, _ environment: AppEnvironment, colours: MaskColours
  ) throws {
    if json {
      try write(SessionJSON(summary).line, environment)
    } else if Output.content.isTerminal {
      for line in SessionLine(summary, console: environment.page, colours: colours).lines {
        try environment.page.content.writeLine(environment.page.plain(line))
      }
    } else {
      let words = summary.firstWords.split(whereSeparator: \.isWhitespace)
      let cells = [
        summary.name, String(summary.turns), summary.writtenAt.formatted(.iso8601),
        summary.declared.description, words.prefix(20).joined(separator: " "),
      ]
      try write(cells.joined(separator: "\t"), environment)
    }
  }

  private func write(_ line: String, _ environment: AppEnvironment) throws {
    try environment.console.content.writeLine(TextSanitizer.clean(line))
  }
}
