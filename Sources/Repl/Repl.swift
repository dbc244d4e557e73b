import Engine
import Foundation
package import LanguageModels
package import MaskInference
import Personas
package import Sessions
import Support
package import Terminal
package import Views

/// A chat at a terminal or through a pipe: reads lines, obeys commands, plays turns, shows reports.
package final class Repl {
  /// What a run is told from outside.
  package struct Options {
    /// The language model.
    package var model: any LanguageModel
    /// Where sessions are kept.
    package var folder: SessionFolder
    /// Whether each turn is printed as one JSON object instead of text.
    package var printsJSON: Bool
    /// Whether the person has asked to stop.
    package var stop: StopSignal
    /// What messages can be written in.
    package var editor: DraftEditor
    /// How much is told after each turn, to begin with.
    package var reportLength: ReportLength
    /// How much of the belief may sleep through a turn while somebody waits for the reply, in [0,
    /// 1].
    package var sleepingShare: Double

    /// Creates options.
    package init(
      model: any LanguageModel, folder: SessionFolder, printsJSON: Bool,
      stop: StopSignal, editor: DraftEditor = DraftEditor(),
      reportLength: ReportLength = .usual, sleepingShare: Double = 0
    ) {
      self.model = model
      self.folder = folder
      self.printsJSON = printsJSON
      self.stop = stop
      self.editor = editor
      self.reportLength = reportLength
      self.sleepingShare = sleepingShare
    }
  }

  /// How a run ended.
  package enum Ending: Equatable, Sendable {
    /// The person left, or the input was over.
    case left
    /// Something failed on the way; only told of input that nobody watches.
    case failed
    /// A signal asked for the end.
    case terminated(signal: Int32)
  }

  let options: Options
  let console: Console
  var chat: Chat
  /// How much is told after each turn.
  var reportLength: ReportLength
  var isOver = false
  /// What the next line begins with.
  var draft = ""
  /// Whether somebody sits at a terminal.
  private(set) var isWatched = false
  /// Whether a line can come back to the prompt to be mended.
  private var offersDrafts = false
  private var hasFailed = false
  /// Whether the person was told that leaving now loses something.
  private var isWarnedOfLoss = false
  /// What is to be told of the line that was read last.
  private(set) var lineNotices: [TurnNotice] = []
  private var restingPace = RestingPace()
  /// The colours of the masks.
  let colours: MaskColours

  /// Prepares a run of `chat`.
  package init(chat: consuming Chat, options: Options, console: Console) {
    self.options = options
    self.console = console
    reportLength = options.reportLength
    colours = MaskColours(chat.library.masks)
    self.chat = chat
  }

  /// Reads from `source` until the person leaves.
  package func run(_ source: any LineSource) -> Ending {
    isWatched = source.isInteractive
    tellFileRemarks()
    offersDrafts = source.offersDrafts
    chat.sleepingShare = options.sleepingShare
    while !isOver || !mayLeave() {
      let prompt = isWatched ? self.prompt : Prompt("", draft: draft)
      draft = ""
      let input = source.readLine(prompt: prompt, meanwhile: { [unowned self] in rest() })
      switch input {
      case .line(let line):
        tellLine(of: source)
        take(TypedLine(line))
      case .text(let text):
        tellLine(of: source)
        take(.words(text))
      case .cancelled:
        if !isWatched { return .terminated(signal: SIGINT) }
        console.tell(console.palette.paint("(Ctrl-D or :quit leaves)", .dim))
      case .endOfInput:
        if isWatched { console.tell() }
        isOver = true
      case .failed(let error):
        console.fail(error)
        hasFailed = true
        isOver = true
      case .terminated(let signal):
        if !close() { tellLoss() }
        return .terminated(signal: signal)
      }
    }
    return hasFailed ? .failed : .left
  }

  /// Tells what became of the line that was read last, and notes it for the turn that answers it.
  private func tellLine(of source: any LineSource) {
    lineNotices =
      (source.lastLineWasRepaired ? [.repaired] : [])
      + (source.lastLineLimit.map { [.lineCut(limit: $0)] } ?? [])
    for notice in lineNotices { console.warn(notice.text) }
  }

  /// Does some of what is left to do before the next turn, without a word.
  ///
  /// - Returns: whether there is more to do.
  private func rest() -> Bool {
    let start = ContinuousClock.now
    var (isUnfinished, isGivenUp) = (false, false)
    do {
      isUnfinished = try IdleWork.run { try chat.rest(atMost: restingPace.tokens) }
    } catch EngineError.model(.interrupted) where IdleWork.keyIsWaiting {
      (isUnfinished, isGivenUp) = (true, true)
    } catch {
      // What fails now fails again when it is needed, and is told then.
    }
    restingPace.learn(from: ContinuousClock.now - start, isGivenUp: isGivenUp)
    return isUnfinished
  }

  /// Ends keeping the chat, and tells where that fails.
  ///
  /// - Returns: false where a person would lose something by leaving and was not told so before.
  private func mayLeave() -> Bool {
    if close() { return true }
    guard isWatched, !isWarnedOfLoss, chat.unkeptTurns > 0 else {
      tellLoss()
      hasFailed = true
      return true
    }
    isWarnedOfLoss = true
    isOver = false
    console.warn("the program could not keep some turns; leave again to quit without them")
    return false
  }

  /// Tells what is on no disk when the program ends.
  private func tellLoss() {
    let turns = chat.unkeptTurns
    console.warn(
      turns > 0
        ? "\(turns) turn\(turns == 1 ? " is" : "s are") lost"
        : "nothing is lost: the journal beside the file has all, and the next start reads it")
  }

  /// Obeys a command or plays a turn.
  private func take(_ line: TypedLine) {
    defer { tellJournalling() }
    do {
      switch line {
      case .command(let command): try obey(command)
      case .words(let words):
        let text = words.trimmingCharacters(in: .whitespacesAndNewlines)
        if !text.isEmpty { try say(text) }
      }
    } catch TerminalError.readerGone {
      // The reader of the replies has left, as `head` does; there is nobody to go on for.
      isOver = true
    } catch {
      hasFailed = hasFailed || !isWatched
      console.fail(error)
    }
  }

  /// Puts a mask on before the first line is read.
  ///
  /// - Throws: what the chat or its record has against it.
  package func putOn(_ mask: Mask) throws { try edit(.putOn(mask)) }

  /// Tells where what has happened could not be journalled.
  private func tellJournalling() {
    switch chat.takeJournalling() {
    case .kept: isWarnedOfLoss = false
    case .failed(let error):
      console.fail(error)
      console.tell("  the chat goes on, and the program tries again after the next turn")
    case nil: break
    }
    tellFileRemarks()
  }

  /// Writes the chat to its file at the end, and tells when that fails.
  ///
  /// - Returns: whether everything is in the file.
  func close() -> Bool {
    defer { tellFileRemarks() }
    do {
      try chat.close()
      return true
    } catch {
      console.fail(error)
      return false
    }
  }

  /// Tells what the chat's files had in store for the person.
  func tellFileRemarks() {
    for remark in chat.takeFileRemarks() { console.warn(remark.description) }
  }

  private func obey(_ line: String) throws {
    let name = String(line.prefix { !$0.isWhitespace })
    let text = line.dropFirst(name.count).trimmingCharacters(in: .whitespacesAndNewlines)
    let command: Command
    do {
      command = try Command.named(name)
      guard text.isEmpty || !command.arguments.isEmpty else {
        throw CommandError(
          "`\(command.usage)` takes no words after it; `::` at the start of the line says it all.")
      }
    } catch {
      // What was typed may have been meant to be said; it is not lost.
      if offersDrafts { draft = ":" + line }
      throw error
    }
    try command.run(self, text)
  }

  private func say(_ text: String) throws {
    do {
      try perform(as: chat.state.declared.outermost?.name) { chat, show throws in
        try chat.say(text, onPiece: show)
      }
    } catch EngineError.model(.interrupted) where Interrupts.terminationRequested {
      // The person asked the program to end, and did not mean these words to be lost.
      try chat.leaveUnanswered(text)
      throw EngineError.model(.interrupted)
    }
  }

  private var prompt: Prompt {
    let blend = chat.state.filter.belief.blend
    let depth = chat.state.filter.belief.meanDepth
    let leading = blend.ranking.first
    let right =
      chat.state.turns == 0
      ? ""
      : "depth \(Figures.tenth(depth))"
        + (leading.map { " · \($0.mask.name) \(Figures.share($0.weight))" } ?? "")
    return Prompt(
      console.palette.paint(console.plain("you ▸"), .name) + " ",
      right: console.palette.paint(console.plain(right), .dim), draft: draft)
  }
}
