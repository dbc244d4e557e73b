import ArgumentParser
import Engine
import Foundation
import LanguageModels
import Personas
import Scoring
import Sessions
import Support
import Terminal
import Views

/// The command `shoggoth replay`.
struct ReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Show a recorded chat turn by turn, or check its numbers.",
    discussion: """
      With --verify the model scores the recorded words again. If a number differs by more than \
      0.05 nats a sentence, or 0.02 for a probability, or if the file has changed since it was \
      written, the program shows the turn and the numbers, and exits with code 3.

      A reply at a terminal is shown before every mask has been scored; the program does that \
      while you type. If it ended before it had done so, --settle scores what was left, and keeps \
      it in the session.

      With --model or --understudy, that model scores the words and the program shows its numbers. \
      Words that the model has not spoken count as anybody else's, β times; β is the chat's \
      setting `beta`.
      """)

  @Argument(help: "The session: a file, or a name in the sessions folder.")
  var file: String

  @Flag(help: "Score the words again and compare the numbers.")
  var verify = false

  @Flag(help: "Score what was left unscored when the chat ended, and keep it.")
  var settle = false

  @Flag(help: "Print JSON: one object for each turn, or the outcome of --verify.")
  var json = false

  @OptionGroup var common: CommonOptions
  @OptionGroup var model: ModelOptions

  func run() throws {
    let environment = try common.environment()
    if settle { try settleAll(environment) }
    let document = try SessionDocument.recovered(from: try environment.session(file))
    if verify {
      try check(document, environment)
    } else if model.model != nil || model.understudy {
      try rescore(document, environment)
    } else if !settle {
      try show(document, environment.page)
    }
  }

  /// Scores what was left unscored, and keeps it.
  private func settleAll(_ environment: AppEnvironment) throws {
    let (file, document, _) = try SessionFile.open(try environment.session(file))
    let console = environment.console
    let shows = console.notices.isTerminal
    let replayer = try model.replayer(of: document, in: environment)
    var count = 0
    let settled = try replayer.settlingAll { number in
      count = number
      if shows { try? console.notices.write("\rreply \(number)\u{1B}[K") }
    }
    if shows { try? console.notices.write("\r\u{1B}[K") }
    try file.close(settled)
    console.tell(
      count == 0
        ? "nothing was left unscored"
        : "\(count) repl\(count == 1 ? "y was" : "ies were") scored and kept")
  }

  private func show(_ document: SessionDocument, _ page: Console) throws {
    if json {
      for entry in document.conversation {
        if case .reply(let turn) = entry.event {
          try page.content.writeLine(try TurnJSON(turn).line)
        }
      }
    } else {
      for line in ReplayView(document, console: page, colours: colours(document)).lines {
        try page.content.writeLine(page.plain(line))
      }
    }
  }

  /// Scores the recorded words with the model that was asked for.
  private func rescore(_ document: SessionDocument, _ environment: AppEnvironment) throws {
    let replayer = try model.replayer(of: document, in: environment)
    var engine = try replayer.engine()
    var state = replayer.opening(on: engine)
    if replayer.isForeign {
      environment.console.warn(
        "the chat was recorded with \(document.opening.model.name), and this is another model: the "
          + "words count as anybody else's, by the chat's setting beta, as each turn shows"
      )
    }
    for place in document.tree.path(to: document.tree.head) {
      guard let turn = try replayer.play(place - 1, in: &state, on: &engine) else { continue }
      if json {
        try environment.console.content.writeLine(try TurnJSON(turn).line)
      } else {
        let console = environment.console
        try console.content.writeLine(TextSanitizer.clean(turn.reply))
        for line in TurnView(turn, console: console, colours: colours(document)).lines {
          try console.content.writeLine(console.plain(line))
        }
      }
    }
  }

  private func check(_ document: SessionDocument, _ environment: AppEnvironment) throws {
    let console = environment.console
    let replayer = try model.replayer(of: document, in: environment)
    if replayer.isForeign {
      let models = Set(document.models.map { "\($0.name) (\($0.hash.prefix(12)))" }).sorted()
      throw UserError(
        "the chat was recorded with \(models.joined(separator: " and ")); this is another model. "
          + "Give that one with --model, or leave out --verify to score the words with this one."
      )
    }
    let total = document.turns
    let shows = console.notices.isTerminal
    let outcome = try Verification(replayer) { turn in
      if shows { try? console.notices.write("\rturn \(turn) of \(total)\u{1B}[K") }
    }
    if shows { try? console.notices.write("\r\u{1B}[K") }
    if json {
      try console.content.writeLine(try VerificationJSON(outcome).line)
    } else {
      for difference in outcome.differences.prefix(20) {
        try console.content.writeLine(TextSanitizer.clean(difference.description))
      }
      let more = outcome.differences.count - 20
      if more > 0 {
        try console.content.writeLine("and \(more) more difference\(more == 1 ? "" : "s")")
      }
      let count = outcome.differences.count
      let turns = "\(outcome.turns) turn\(outcome.turns == 1 ? "" : "s")"
      let drift = String(format: "%.4f", outcome.largestDrift)
      try console.content.writeLine(
        outcome.agrees
          ? "\(turns) agree\(outcome.turns == 1 ? "s" : ""); largest drift \(drift) nats a sentence"
          : "\(count) difference\(count == 1 ? "" : "s") in \(turns)")
    }
    if !outcome.agrees, replayer.roundsDifferently, outcome.differences.allSatisfy(\.isNumber) {
      console.warn(
        "only numbers differ, perhaps by rounding: the chat was recorded on another processor, or "
          + "with another build of llama.cpp, or it does not say on which")
    }
    for (name, count) in outcome.unchecked.sorted(by: { $0.key < $1.key }) {
      console.warn(
        "\(count) turn\(count == 1 ? "" : "s") of \(name) not checked; give that model with "
          + "--model or --understudy to check \(count == 1 ? "it" : "them")")
    }
    guard outcome.agrees else { throw ExitCode.verificationDiffers }
  }

  private func colours(_ document: SessionDocument) -> MaskColours {
    MaskColours(document.personas.map(\.mask))
  }
}
