import ArgumentParser
import Engine
import Foundation
import LanguageModels
import MaskInference
import Personas
import Repl
import Sessions
import Support
import Terminal
import Understudy
import Views

/// The command `shoggoth chat`.
struct ChatCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "chat",
    abstract: "Chat with the characters (the default).",
    discussion: """
      The character hears the lines you type. A colon and a word begin a command (`:help`); two \
      colons at the beginning say one. From a pipe every line is a message. Three double quotes \
      begin and end a message of several lines, which is never a command.

      With --json the program prints each turn as one object on a line: the reply, the numbers, \
      and the `notices`, each with its `kind`, its facts and its sentence, `text`. If a change of \
      the stack has notices, the program prints an object with `declared` and `notices` at once.

      You can also set an option such as --min-p by the environment variable SHOGGOTH_MIN_P, or by \
      the line `min-p = 0.1` in the file shoggoth/config in $XDG_CONFIG_HOME (~/.config). Options \
      override variables; variables override the file.
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var model: ModelOptions

  @Option(
    help: ArgumentHelp(
      "Keep the chat under this name, and go on with it if it exists.", valueName: "name"),
    completion: .shellCommand("shoggoth sessions --names 2>/dev/null"))
  var session: String?

  @Flag(
    name: [.customShort("c"), .customLong("continue")],
    help: "Go on with the last chat.")
  var goesOn = false

  @Flag(help: "Read the session without changing its file, even while another program has it open.")
  var readOnly = false

  @Option(help: ArgumentHelp("The same seed gives the same words.", valueName: "n"))
  var seed: UInt64?

  @Option(help: ArgumentHelp("A mask to begin with. You may give it again.", valueName: "name"))
  var mask: [String] = []

  @Option(
    help: ArgumentHelp(
      "How much is shown after each turn: \(ReportLength.range). Default: \(ReportLength.usual).",
      valueName: "length"))
  var report: ReportLength?

  @Flag(help: "Print one JSON object for each turn, and for each change of the stack with notices.")
  var json = false

  @Flag(help: "Read key bindings from $EDITRC or ~/.editrc.")
  var editrc = false

  @Flag(
    help: "Score every hypothesis before the report, not only the likely ones; turns take longer.")
  var exact = false

  @OptionGroup var settings: SettingOptions

  func validate() throws {
    if goesOn, session != nil {
      throw ValidationError("--continue and --session name two chats; leave one out")
    }
  }

  func run() throws {
    let environment = try common.environment()
    let console = environment.console
    try Interrupts.install()
    for problem in environment.library.problems { console.warn(problem.description) }
    let model = try self.model.choice(in: environment)
      .load(library: environment.library) { console.warn($0) }
    let stop = StopSignal(
      isRaised: { Interrupts.interruptRequested || Interrupts.terminationRequested },
      lower: { Interrupts.clearInterrupt() })
    if let other = environment.sessions.passedOver {
      console.warn(
        "\(other.path) holds no chats of this program, so yours are kept in "
          + UserHome().abbreviating(environment.sessions.url.path))
    }
    let file = try goesOn ? nil : sessionFile(environment)
    let found = try goesOn ? lastSession(environment) : file.flatMap(open)
    let seed = try environment.preferences.choice("seed", over: self.seed)
    var chat: Chat
    if let found {
      chat = try found.chat(model: model, library: environment.library, stop: stop)
      // It was begun with its own settings; only what is said now changes them.
      if let seed = self.seed { try chat.reseed(seed) }
      for (name, value) in settings.given {
        var checked = chat.state.settings
        try checked.change(name, to: value, saidIn: "--\(name)")
        _ = try chat.set(name, to: value)
      }
    } else {
      var settings = try settings(environment.preferences)
      settings.width = min(settings.width, model.laneLimit)
      chat = try Chat(
        model: model, library: environment.library, hardwired: Mask("assistant"),
        settings: settings, seed: seed ?? UInt64.random(in: 0..<1_000_000),
        program: Shoggoth.version, stop: stop, file: readOnly ? nil : file)
    }
    // The understudy is made of the cards, so its sessions keep them all.
    if model is Understudy { chat.keepAllPersonas() }
    let names = mask + (found != nil || !mask.isEmpty ? [] : environment.preferences.list("mask"))
    let masks = try names.map { name in
      Mask(try environment.library.persona(named: name).mask)
    }
    let isWatched = isatty(STDIN_FILENO) == 1
    if isWatched, !readOnly { chat.name(automaticallyIn: environment.sessions, at: Date()) }
    if isWatched { greet(chat, console) }
    let repl = Repl(
      chat: chat,
      options: Repl.Options(
        model: model, folder: environment.sessions, printsJSON: json,
        stop: stop,
        reportLength: try environment.preferences.choice("report", over: report) ?? .usual,
        sleepingShare: try exact || environment.preferences.isOn("exact")
          ? 0 : Engine.usualSleepingShare),
      console: console)
    if let found { repl.tellResumed(found.recovery, library: environment.library) }
    if readOnly { repl.tellReadOnly() }
    for mask in masks { try repl.putOn(mask) }
    let source = openLineSource(
      options: LineEditor.Options(
        historyFile: environment.user.state.appending(path: "history"),
        readsUserBindings: try editrc || environment.preferences.isOn("editrc")),
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

  /// The session in `file`; `nil` where there is none yet.
  private func open(_ file: URL) throws -> OpenedChat? {
    guard FileManager.default.fileExists(atPath: file.path) else { return nil }
    return try OpenedChat(file, isReadOnly: readOnly)
  }

  /// The chat that was kept last; of those that cannot be read the person is told.
  private func lastSession(_ environment: AppEnvironment) throws -> OpenedChat {
    for file in environment.sessions.newestFirst {
      do {
        if let found = try open(file) { return found }
      } catch let error as SessionError where !error.isBusy {
        environment.console.fail(error)
      }
    }
    throw UserError(
      "no chat is kept in \(environment.sessions.url.path) yet; leave out -c to begin one.")
  }

  /// Where the chat is kept that was named; `nil` where none was.
  private func sessionFile(_ environment: AppEnvironment) throws -> URL? {
    let name = session ?? environment.preferences["session"]?.text
    return try name.map { name throws in
      // There is nothing to look at where it does not exist.
      readOnly
        ? try environment.sessions.find(name) : try environment.sessions.file(named: name)
    }
  }

  /// The settings of a new chat.
  private func settings(_ preferences: Preferences) throws -> Settings {
    var settings = Settings()
    for row in Settings.table {
      guard let value = preferences[row.name] else { continue }
      try settings.change(row.name, to: value.text, saidIn: value.origin)
    }
    for (name, value) in self.settings.given {
      try settings.change(name, to: value, saidIn: "--\(name)")
    }
    return settings
  }

  private func greet(_ chat: borrowing Chat, _ console: Console) {
    console.tell(
      console.palette.paint(console.plain("shoggoth · "), .name)
        + console.plain(
          "\(chat.model.name) · \(chat.library.masks.count) masks · seed \(chat.seed)"
            + " · :help"))
    if chat.library.masks.isEmpty {
      console.warn(
        "the program found no character cards: give their folder with `--personas FOLDER`, or make "
          + "a mask up with `:mask say \"a retired spy\"`")
    }
    if let file = chat.file {
      console.tell(console.palette.paint("kept in \(UserHome().abbreviating(file.path))", .dim))
    }
  }
}
