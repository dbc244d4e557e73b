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
    let surroundings = try common.surroundings()
    if let other = surroundings.sessions.passedOver {
      surroundings.console.warn("\(other.path) holds no chats of this program and is ignored")
    }
    let files = surroundings.sessions.newestFirst
    if files.isEmpty, !names, !json {
      return surroundings.console.tell("no chat is kept in \(surroundings.sessions.url.path) yet")
    }
    let colours = MaskColours(surroundings.library.masks)
    var isBad = false
    for file in files {
      if names {
        try write(file.deletingPathExtension().lastPathComponent, surroundings)
        continue
      }
      do {
        try show(SessionSummary(contentsOf: file), surroundings, colours: colours)
      } catch let error as SessionError {
        isBad = true
        surroundings.console.fail(error)
      }
    }
    if isBad { throw ExitCode(1) }
  }

  private func show(
    _ summary: SessionSummary, _ surroundings: AppEnvironment, colours: MaskColours
  ) throws {
    if json {
      try write(SessionJSON(summary).line, surroundings)
    } else if Output.content.isTerminal {
      for line in SessionLine(summary, console: surroundings.page, colours: colours).lines {
        try surroundings.page.content.writeLine(surroundings.page.plain(line))
      }
    } else {
      let words = summary.firstWords.split(whereSeparator: \.isWhitespace)
      let cells = [
        summary.name, String(summary.turns), summary.writtenAt.formatted(.iso8601),
        summary.declared.description, words.prefix(20).joined(separator: " "),
      ]
      try write(cells.joined(separator: "\t"), surroundings)
    }
  }

  private func write(_ line: String, _ surroundings: AppEnvironment) throws {
    try surroundings.console.content.writeLine(TextSanitizer.clean(line))
  }
}
