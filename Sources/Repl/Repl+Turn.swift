import Engine
import Foundation
import LanguageModels
import MaskInference
import Sessions
import Support
import Terminal
import Views

/// Playing a turn, and showing it.
extension Repl {
  /// Has the chat play a turn and shows it as it is spoken, under the name of the mask that is
  /// worn.
  func perform(
    as worn: String?, _ play: (inout Chat, (String) -> Void) throws -> Turn
  ) throws {
    chat.forgetStopRequest()
    let file = chat.file
    let mark = WaitingMark(console, isShown: isWatched && console.notices.isTerminal)
    let echo = ControlKeyEcho.switchedOff()
    defer { echo.restore() }
    try mark.draw()
    var reply = StreamedReply(
      by: worn ?? "bare", isNamed: isWatched, colours: colours, console: console, inPlaceOf: mark)
    var failure: (any Error)?
    var turn: Turn
    do {
      turn = try play(&chat) { piece in
        guard !options.printsJSON, failure == nil else { return }
        do { try reply.show(piece) } catch { failure = error }
      }
      if !isWatched {
        // From a pipe nobody waits for each reply, and nobody types meanwhile.
        try chat.settle()
        turn = chat.state.lastTurn ?? turn
        _ = chat.takeCorrections()
      }
    } catch {
      try mark.erase()
      throw error
    }
    let check = chat.state.selfCheck
    let doubt = check.isBroken ? TurnNotice.broken(check) : nil
    let corrections = correctionNotices()
    if options.printsJSON {
      try mark.erase()
      let notices = lineNotices + corrections + [doubt].compactMap { $0 }
      try console.content.writeLine(try TurnJSON(turn, notices: notices).line)
    } else {
      try reply.finish()
      tellNumbers(of: turn)
      if reportLength != .off { for correction in corrections { tell(correction.text, .dim) } }
    }
    if let doubt { console.warn(doubt.text) }
    if let moved = chat.file, let file, moved != file {
      console.tell(
        "  kept in \(UserHome().abbreviating(moved.path)): another chat has taken its name")
    }
    if let failure { throw failure }
  }

  /// Shows a turn that was played before.
  func show(_ turn: Turn) throws {
    if options.printsJSON {
      return try console.content.writeLine(try TurnJSON(turn).line)
    }
    try SpokenLine(turn.wornName, console: console).write(
      TextSanitizer.clean(turn.reply).trimmingCharacters(in: .whitespacesAndNewlines),
      isNamed: isWatched, in: colours)
    tellNumbers(of: turn)
  }

  private func tellNumbers(of turn: Turn) {
    console.tell(TurnView(turn, length: reportLength, console: console, colours: colours).lines)
  }

  /// What has become of numbers that were shown after earlier turns.
  private func correctionNotices() -> [TurnNotice] {
    chat.takeCorrections().map(TurnNotice.corrected)
  }

  /// Tells what happened while the stack became `declared`, at once and where something did: as one
  /// object where JSON is printed, else as the sentences that follow a turn.
  ///
  /// - Throws: `TerminalError` when the object cannot be written.
  func tell(_ notices: [Notice], about declared: Stack) throws {
    guard !notices.isEmpty else { return }
    let notices = notices.map { TurnNotice($0) }
    if options.printsJSON {
      try console.content.writeLine(
        try DeclarationJSON(declared: declared, notices: notices).line)
    } else {
      for notice in notices { tell("! " + notice.text, .warning) }
    }
  }

  private func tell(_ text: String, _ style: Style) {
    console.tell(
      Remark(text: text, style: style, width: console.width, palette: console.palette).lines)
  }
}
