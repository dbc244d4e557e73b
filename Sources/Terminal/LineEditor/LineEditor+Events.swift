import CTerminal
import Foundation
import Support

extension LineEditor {
  /// Answers what libedit reports in the middle of a read.
  func answer(_ event: line_editor_event) -> line_editor_reply {
    switch event {
    case .begins:
      insertDraft()
      return .nothing
    case .draft: return editDraft()
    case .complete: return completeWord()
    case .paste_begins: return takePaste()
    case .newline: return line_editor_insert(editor, "\n") ? .refresh : .refresh_and_beep
    case .idle:
      if meanwhile?() == true { return .more }
      meanwhile = nil
      return .nothing
    case .resized:
      redrawAfterResize()
      return .nothing
    case .resumed:
      redrawAfterPause()
      return .nothing
    }
  }

  // MARK: Paste

  /// Inserts everything up to the end of the paste at once, newlines included.
  private func takePaste() -> line_editor_reply {
    var paste = PastedText(limit: options.maximumLineLength)
    var value: UInt32 = 0
    while !paste.isComplete, line_editor_next_character(editor, &value) {
      paste.append(Unicode.Scalar(value) ?? "\u{FFFD}")
    }
    if paste.wasCut { lastLineLimit = options.maximumLineLength }
    let (line, cursor) = currentLine()
    let before = String(decoding: line.utf8.prefix(cursor), as: UTF8.self)
    let isBeginning = !isInBlock && before.allSatisfy(\.isWhitespace)
    let text = isBeginning ? TypedLine.saying(paste.text) : paste.text
    return line_editor_insert(editor, text) ? .refresh : .refresh_and_beep
  }

  // MARK: Drafts

  private func insertDraft() {
    if draft.isEmpty { return }
    _ = line_editor_insert(editor, draft)
    draft = ""
    // The prompt is drawn already.
    startFreshRow(keepingRow: false)
    line_editor_redraw(editor)
  }

  /// Hands the line and the terminal to the user's text editor, and takes both back.
  private func editDraft() -> line_editor_reply {
    let (line, cursor) = currentLine()
    startFreshRow(keepingRow: true)
    setBracketedPaste(false)
    line_editor_release_terminal(editor)
    let outcome = Result { () throws(TerminalError) in try edited(line) }
    line_editor_take_terminal(editor)
    setBracketedPaste(true)
    switch outcome {
    case .success(let text):
      replace(0..<line.utf8.count, of: line, cursor: cursor, with: text)
    case .failure(let error):
      line_editor_write(editor, error.description + "\r\n")
    }
    knownWidth = width
    line_editor_take_size(editor)
    return .nothing
  }

  /// What the user makes of a line: of a command as it is typed, of anything else as it is said.
  private func edited(_ line: String) throws(TerminalError) -> String {
    guard !isInBlock, case .words(let words) = TypedLine(line) else {
      return try draftEditor.edit(line)
    }
    return TypedLine.saying(try draftEditor.edit(words))
  }

  // MARK: Completion

  private func completeWord() -> line_editor_reply {
    let (line, cursor) = currentLine()
    switch complete(line, cursor).effect(in: line) {
    case .refuse:
      return .refresh_and_beep
    case .replace(let range, let text):
      replace(range, of: line, cursor: cursor, with: text)
      return .refresh
    case .list(let candidates):
      let rows = ColumnLayout.rows(of: candidates, width: width)
      startFreshRow(keepingRow: true)
      line_editor_write(editor, rows.map { $0 + "\n" }.joined())
      line_editor_redraw(editor)
      return .nothing
    }
  }

  private func replace(_ range: Range<Int>, of line: String, cursor: Int, with text: String) {
    let bytes = Array(line.utf8)
    func scalars(_ part: Range<Int>) -> Int32 {
      Int32(clamping: String(decoding: bytes[part], as: UTF8.self).unicodeScalars.count)
    }
    let end = range.upperBound
    let way = end >= cursor ? scalars(cursor..<end) : -scalars(end..<cursor)
    line_editor_move_cursor(editor, way)
    line_editor_delete_before_cursor(editor, scalars(range))
    _ = line_editor_insert(editor, text)
  }

  // MARK: Redrawing

  /// The window changed: the rows on it are cut anew, so the line is drawn again.
  private func redrawAfterResize() {
    let (line, _) = currentLine()
    let newWidth = width
    let columns = promptColumns + DisplayWidth.columns(of: line)
    // Only of a line that had and has one row is it certain where it begins.
    let hadOneRow = !line.contains("\n") && columns < min(knownWidth, newWidth)
    knownWidth = newWidth
    startFreshRow(keepingRow: !hadOneRow)
    line_editor_take_size(editor)
  }

  /// The program was stopped and goes on; a shell has used the terminal meanwhile.
  private func redrawAfterPause() {
    line_editor_take_terminal(editor)
    setBracketedPaste(true)
    knownWidth = width
    startFreshRow(keepingRow: false)
    line_editor_take_size(editor)
  }

  private func startFreshRow(keepingRow: Bool) {
    line_editor_write(editor, (keepingRow ? "\r\n" : "\r") + (isCapable ? "\u{1B}[J" : ""))
  }

  private var width: Int { Screen.width(of: STDIN_FILENO) ?? Screen.width() }

  private func currentLine() -> (text: String, cursor: Int) {
    var length = 0
    var cursor = 0
    guard let start = line_editor_text(editor, &length, &cursor) else { return ("", 0) }
    let bytes = UnsafeRawBufferPointer(start: start, count: length)
    return (String(decoding: bytes, as: UTF8.self), cursor)
  }
}

/// The text of a bracketed paste, gathered character by character up to its end mark.
struct PastedText {
  /// Whether the end mark has come.
  private(set) var isComplete = false
  /// Whether text beyond the limit was left out.
  private(set) var wasCut = false

  private let limit: Int
  private var gathered = String.UnicodeScalarView()
  private var size = 0
  private var matched = 0
  private var followsReturn = false

  private static let endMark = Array("\u{1B}[201~".unicodeScalars)

  /// - Parameter limit: longest text kept, in UTF-8 bytes.
  init(limit: Int) {
    self.limit = limit
  }

  /// The text without its end mark and without anything that commands a terminal.
  var text: String { TextSanitizer.clean(String(gathered)) }

  /// Takes the next character as the editing terminal delivers it, newline and return swapped.
  mutating func append(_ scalar: Unicode.Scalar) {
    if scalar == Self.endMark[matched] {
      matched += 1
      isComplete = matched == Self.endMark.count
      return
    }
    let falseStart = Self.endMark[..<matched]
    matched = 0
    for held in falseStart { keep(held) }
    if scalar == Self.endMark[0] {
      matched = 1
    } else {
      keep(scalar)
    }
  }

  private mutating func keep(_ scalar: Unicode.Scalar) {
    // A newline is what the return of the paste became, and a return its newline.
    let endsReturn = scalar == "\r" && followsReturn
    followsReturn = scalar == "\n"
    if endsReturn { return }
    let kept: Unicode.Scalar = scalar == "\r" ? "\n" : scalar
    size += UTF8.width(kept)
    if size <= limit {
      gathered.append(kept)
    } else {
      wasCut = true
    }
  }
}
