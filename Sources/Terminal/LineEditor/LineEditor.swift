import CTerminal
package import Foundation

/// Lines typed at a terminal, with Emacs keys, history, completion and pastes of many lines.
///
/// Enter sends, Ctrl-J and Alt-Enter insert a newline, Tab completes, Ctrl-R searches, Alt-P and
/// Alt-N search for lines that begin like this one, Ctrl-X Ctrl-E and Ctrl-G open the user's text
/// editor on the line. Lines between two `"""` are one message. A paste or a text from the user's
/// editor that would be read as a command gets another colon, which ``TypedLine`` takes off again.
/// Whatever is drawn goes to a terminal even when standard output is a pipe. One thread only, and
/// one editor at a time: others' text may be printed between reads, not during one.
///
/// A wrapper of libedit (`editline(3)`).
package final class LineEditor: LineSource {
  /// What an editor can be told when it is made.
  package struct Options {
    /// The name under which the user's own bindings may address this program.
    package var program: String
    /// Where lines are kept between runs; nil keeps them for this run only.
    package var historyFile: URL?
    /// How many lines are kept.
    package var historySize: Int
    /// Whether `$EDITRC` or `~/.editrc` is read.
    package var readsUserBindings: Bool
    /// Longest line taken, in UTF-8 bytes; what goes beyond is cut off, and told.
    package var maximumLineLength: Int

    /// The usual options: 1000 lines of history, lines of up to 4 MiB.
    package init(
      program: String = "shoggoth",
      historyFile: URL? = nil,
      historySize: Int = 1000,
      readsUserBindings: Bool = false,
      maximumLineLength: Int = 4 << 20
    ) {
      self.program = program
      self.historyFile = historyFile
      self.historySize = historySize
      self.readsUserBindings = readsUserBindings
      self.maximumLineLength = maximumLineLength
    }
  }

  /// Finds completions in a line, for the cursor at an offset in UTF-8 bytes.
  package typealias Completer = (_ line: String, _ cursorUTF8Offset: Int) -> Completion

  /// Always true.
  package var isInteractive: Bool { true }
  /// Always true.
  package var offersDrafts: Bool { true }
  /// Whether the last line held bytes that are no UTF-8, now U+FFFD.
  package private(set) var lastLineWasRepaired = false
  /// The longest line taken, in UTF-8 bytes, where the last one lost its end.
  package internal(set) var lastLineLimit: Int?

  let editor: OpaquePointer
  let options: Options
  let complete: Completer
  let notify: (String) -> Void
  /// Whether the terminal understands escape sequences.
  let isCapable: Bool
  var promptColumns = 0
  var knownWidth = Screen.usualWidth
  /// What the line begins with, until it does.
  var draft = ""
  /// Whether the row belongs to a block, in which a colon commands nothing.
  var isInBlock = false
  let draftEditor: DraftEditor
  /// What there is to do while no key comes.
  var meanwhile: (() -> Bool)?

  private let history: LineHistory

  /// Starts an editor on descriptor 0.
  ///
  /// Takes a UTF-8 locale for the process (``TextLocale/adopt(fallbacks:environment:)``) and
  /// installs ``Interrupts``.
  ///
  /// - Parameters:
  ///   - options: see ``Options``.
  ///   - environment: where `TERM`, `VISUAL` and `EDITOR` are looked up.
  ///   - locale: the locale in force; without UTF-8 there is no editing.
  ///   - notify: is given a sentence for the user when the history cannot be kept.
  ///   - complete: finds what Tab can insert; called during a read, and must not print.
  /// - Throws: ``TerminalError/noTerminal``, ``TerminalError/localeIsNotUTF8(codeset:)``,
  ///   ``TerminalError/signalsUnavailable(code:)`` or ``TerminalError/editorUnavailable(code:)``.
  package init(
    options: Options = Options(),
    environment: [String: String] = ProcessInfo.processInfo.environment,
    locale: TextLocale = .adopt(),
    notify: @escaping (String) -> Void,
    complete: @escaping Completer
  ) throws(TerminalError) {
    guard isatty(STDIN_FILENO) == 1 else { throw .noTerminal }
    guard locale.isUTF8 else { throw .localeIsNotUTF8(codeset: locale.codeset) }
    let terminal = try Self.openTerminal()
    defer { if terminal.isOwned { close(terminal.descriptor) } }
    try Interrupts.install()
    errno = 0
    guard let editor = line_editor_open(options.program, terminal.descriptor) else {
      throw .editorUnavailable(code: errno)
    }
    let size = Int32(clamping: max(1, options.historySize))
    guard let history = LineHistory(file: options.historyFile, size: size, notify: notify) else {
      line_editor_close(editor)
      throw .editorUnavailable(code: ENOMEM)
    }
    self.editor = editor
    self.history = history
    self.options = options
    self.complete = complete
    self.notify = notify
    draftEditor = DraftEditor(environment: environment)
    let term = environment["TERM"] ?? ""
    isCapable = !term.isEmpty && term != "dumb"
    line_editor_set_history(editor, history.list)
    bindKeys()
    line_editor_set_handler(editor, Unmanaged.passUnretained(self).toOpaque()) { context, event in
      guard let context else { return .nothing }
      return Unmanaged<LineEditor>.fromOpaque(context).takeUnretainedValue().answer(event)
    }
  }

  deinit {
    line_editor_close(editor)
  }

  /// Reads a line or a block of lines; a Ctrl-C from before is forgotten.
  ///
  /// - Parameters:
  ///   - prompt: what to show before the line, and what to put into it.
  ///   - meanwhile: called again and again while no key comes, until there is no more to do.
  /// - Returns: the line, or why there is none.
  package func readLine(prompt: Prompt, meanwhile: @escaping () -> Bool) -> LineInput {
    lastLineWasRepaired = false
    lastLineLimit = nil
    self.meanwhile = meanwhile
    defer { self.meanwhile = nil }
    var block = MessageBlock()
    while true {
      isInBlock = block.isOpen
      switch readRow(prompt: block.isOpen ? Prompt("... ") : prompt) {
      case .line(let line):
        guard let message = block.take(line) else { continue }
        return keeping(message)
      case .endOfInput where block.isOpen:
        return keeping(block.finish())
      case let stopped:
        return stopped
      }
    }
  }

  /// Puts a message into the history in the form that says the same when it is sent again.
  private func keeping(_ message: LineInput) -> LineInput {
    switch message {
    case .line(let line): history.add(line)
    case .text(let text): history.add(TypedLine.saying(text))
    case .cancelled, .endOfInput, .failed, .terminated: break
    }
    return message
  }

  /// Reads up to the Enter key.
  private func readRow(prompt: Prompt) -> LineInput {
    Interrupts.clearInterrupt()
    signal_flag_lower(SIGWINCH)
    signal_flag_lower(SIGCONT)
    draft = prompt.draft
    show(prompt)

    setBracketedPaste(true)
    let read = line_editor_read(editor).map { String(cString: $0) }
    setBracketedPaste(false)

    // Text first: a signal that comes after Enter is for whatever answers the line.
    if let read { return .line(accept(read)) }
    if let signal = Interrupts.terminationSignal {
      abandonLine()
      return .terminated(signal: signal)
    }
    if Interrupts.takeInterrupt() {
      abandonLine()
      return .cancelled
    }
    line_editor_write(editor, "\n")
    return .endOfInput
  }

  private func show(_ prompt: Prompt) {
    let left = PromptEncoding.encode(prompt.lastLine, coloured: drawsColours)
    let right = PromptEncoding.encode(prompt.right, coloured: drawsColours)
    let mark = Unicode.Scalar(UInt8(LINE_EDITOR_LITERAL_MARK))
    promptColumns = DisplayWidth.columns(of: left.filter { $0 != Character(mark) })
    knownWidth = Screen.width(of: STDIN_FILENO) ?? Screen.width()
    if !prompt.heading.isEmpty { line_editor_write(editor, prompt.heading) }
    _ = line_editor_set_prompts(editor, left, right)
  }

  /// Apple's libedit puts a prompt's colours in front of its text, so it gets none.
  private var drawsColours: Bool {
    #if canImport(Darwin)
      false
    #else
      isCapable
    #endif
  }

  private func accept(_ read: String) -> String {
    var line = read.hasSuffix("\n") ? String(read.dropLast()) : read
    if line.utf8.count > options.maximumLineLength {
      line = String(decoding: line.utf8.prefix(options.maximumLineLength), as: UTF8.self)
      lastLineLimit = options.maximumLineLength
    }
    lastLineWasRepaired = lastLineWasRepaired || line.contains("\u{FFFD}")
    return line
  }

  private func abandonLine() {
    line_editor_reset(editor)
    line_editor_write(editor, isCapable ? "\r\n\u{1B}[J" : "\n")
  }

  /// While on, the terminal encloses pastes in `ESC [ 200 ~` and `ESC [ 201 ~`.
  func setBracketedPaste(_ on: Bool) {
    if isCapable { line_editor_write(editor, "\u{1B}[?2004\(on ? "h" : "l")") }
  }

  private func bindKeys() {
    for (keys, command) in Self.commandKeys { line_editor_bind(editor, keys, command) }
    for (keys, event) in Self.eventKeys { line_editor_bind_event(editor, keys, event) }
    if options.readsUserBindings { line_editor_read_user_bindings(editor) }
  }

  /// What the usual terminals send for Ctrl and Alt with arrows, in the notation of `editrc(5)`.
  private static let commandKeys = [
    ("\\e[1;5C", "em-next-word"), ("\\e[1;3C", "em-next-word"), ("\\eOc", "em-next-word"),
    ("\\e[1;5D", "ed-prev-word"), ("\\e[1;3D", "ed-prev-word"), ("\\eOd", "ed-prev-word"),
    ("\\ep", "ed-search-prev-history"), ("\\en", "ed-search-next-history"),
  ]

  /// While editing, libedit has the terminal swap newline and return: Ctrl-J arrives as `^M`, and
  /// binding `^J` would take the Enter key.
  private static let eventKeys: [(String, line_editor_event)] = [
    ("^I", .complete), ("\\e[200~", .paste_begins),
    ("^M", .newline), ("\\e\\n", .newline), ("\\e\\r", .newline),
    ("^X^E", .draft), ("^G", .draft),
  ]

  /// Where to draw: standard error, standard output or the controlling terminal.
  private static func openTerminal() throws(TerminalError) -> (descriptor: Int32, isOwned: Bool) {
    for descriptor in [STDERR_FILENO, STDOUT_FILENO] where isatty(descriptor) == 1 {
      return (descriptor, false)
    }
    let descriptor = open("/dev/tty", O_WRONLY | O_NOCTTY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .noTerminal }
    return (descriptor, true)
  }
}
