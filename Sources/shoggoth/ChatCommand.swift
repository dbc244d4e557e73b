import ArgumentParser
import Foundation
import LanguageModels
import MaskInference
import Personas
import Repl
import Sessions
import Terminal
import Theatre

/// The command `shoggoth chat`.
struct ChatCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "chat",
    abstract: "Chat with the characters (the default).",
    discussion: """
      Lines are said to the character; lines that begin with a colon are commands (`:help`). From a \
      pipe every line is a message, and three double quotes on a line of their own begin and end one \
      of several lines.
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var model: ModelOptions

  @Option(
    help: ArgumentHelp(
      "Keep the chat under this name, and go on with it where it exists.", valueName: "name"))
  var session: String?

  @Option(help: ArgumentHelp("The same seed gives the same words.", valueName: "n"))
  var seed: UInt64?

  @Option(help: ArgumentHelp("A mask to begin with; may be given again.", valueName: "name"))
  var mask: [String] = []

  @Flag(help: "Print one JSON object for each turn.")
  var json = false

  func run() throws {
    let surroundings = common.surroundings
    let console = surroundings.console
    try Interrupts.install()
    for problem in surroundings.library.problems { console.warn(problem.description) }
    let model = try self.model.load(library: surroundings.library) { console.warn($0) }
    let stop = StopSignal(
      isRaised: { Interrupts.interruptRequested || Interrupts.terminationRequested },
      lower: { Interrupts.clearInterrupt() })
    let file = try session.map { name throws in try surroundings.sessions.file(named: name) }
    let isResumed = file.map { FileManager.default.fileExists(atPath: $0.path) } ?? false
    var chat: Chat
    if isResumed, let file {
      let document = try SessionDocument(contentsOf: file)
      chat = try Chat(
        resuming: document, model: model, library: surroundings.library, stop: stop, file: file)
      if let seed { try chat.reseed(seed) }
    } else {
      var settings = Settings()
      settings.width = min(settings.width, model.laneLimit)
      chat = try Chat(
        model: model, library: surroundings.library, hardwired: Mask("assistant"),
        settings: settings, seed: seed ?? UInt64.random(in: 0..<1_000_000),
        program: Shoggoth.version, stop: stop, file: file)
    }
    // The understudy is made of the cards, so its sessions keep them all.
    if model is Understudy { chat.keepAllPersonas() }
    let masks = try mask.map { name in
      Mask(try surroundings.library.persona(named: name).mask)
    }
    let isWatched = isatty(STDIN_FILENO) == 1
    if isWatched { chat.name(automaticallyIn: surroundings.sessions, at: Date()) }
    if isWatched { greet(chat, console) }
    let repl = Repl(
      chat: chat,
      options: Repl.Options(
        model: model, folder: surroundings.sessions, printsJSON: json, program: Shoggoth.version,
        stop: stop),
      console: console)
    if isResumed { repl.tellResumed(library: surroundings.library) }
    for mask in masks { try repl.putOn(mask) }
    let source = openLineSource(
      options: LineEditor.Options(historyFile: Self.historyFile),
      notify: { console.warn($0) },
      complete: { line, cursor in repl.complete(line, cursor: cursor) })
    switch repl.run(source) {
    case .left: return
    case .failed: throw ExitCode(1)
    case .terminated(let signal):
      if signal == SIGINT { throw ExitCode.interrupted }
      Interrupts.endProgram(by: signal)
      throw ExitCode(128 + signal)
    }
  }

  private func greet(_ chat: borrowing Chat, _ console: Console) {
    console.tell(
      console.palette.paint(console.plain("shoggoth · "), .name)
        + console.plain(
          "\(chat.stage.model.name) · \(chat.library.masks.count) masks · seed \(chat.seed)"
            + " · :help"))
    if let file = chat.file {
      console.tell(console.palette.paint("kept in \(file.path)", .dim))
    }
  }

  private static var historyFile: URL {
    let environment = ProcessInfo.processInfo.environment
    let state =
      environment["XDG_STATE_HOME"].flatMap { $0.isEmpty ? nil : URL(fileURLWithPath: $0) }
      ?? FileManager.default.homeDirectoryForCurrentUser.appendingPathComponent(".local/state")
    return state.appendingPathComponent("shoggoth/history")
  }
}
