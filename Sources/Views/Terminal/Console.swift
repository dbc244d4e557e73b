import Support
package import Terminal

/// Where a chat is shown: content on standard output, everything else on standard error.
package struct Console {
  /// Replies, and JSON where it is asked for.
  package let content: Output
  /// Reports, answers to commands, warnings and errors.
  package let notices: Output
  /// Colours for the notices.
  package let palette: Palette
  /// Colours for the content.
  package let contentPalette: Palette
  /// Whether letters beyond ASCII may be drawn.
  package let drawsUnicode: Bool
  private let fixedWidth: Int?

  /// Creates a console; `width` in columns overrides the terminal's own, and the content's colours
  /// are the notices' where nothing else is said.
  package init(
    content: Output = .content, notices: Output = .notices, palette: Palette,
    contentPalette: Palette? = nil, drawsUnicode: Bool, width: Int? = nil
  ) {
    self.content = content
    self.notices = notices
    self.palette = palette
    self.contentPalette = contentPalette ?? palette
    self.drawsUnicode = drawsUnicode
    fixedWidth = width
  }

  /// Columns there are to draw on.
  package var width: Int { fixedWidth ?? Screen.width() }

  /// Shows a line beside the content, on as many rows of a terminal as its words need.
  package func tell(_ line: String = "") {
    // A person who closed the terminal has nobody left to tell it to.
    try? notices.writeLine(wrapped(plain(line)))
  }

  /// A pipe gets its lines whole; so a line can be searched for.
  private func wrapped(_ line: String) -> String {
    guard notices.isTerminal || fixedWidth != nil, DisplayWidth.columns(of: line) > width else {
      return line
    }
    let margin = TextSanitizer.clean(line).prefix { $0 == " " }.count
    var wrapper = WordWrapper(width: width, indent: margin + 2)
    return wrapper.wrap(line) + wrapper.finish()
  }

  /// Shows lines beside the content.
  package func tell(_ lines: [String]) {
    for line in lines { tell(line) }
  }

  /// Shows something the person should look at.
  package func warn(_ line: String) {
    tell(palette.paint("! " + TextSanitizer.clean(line), .warning))
  }

  /// Shows what failed and what to do.
  package func fail(_ error: any Error) {
    tell(palette.paint("✗ " + TextSanitizer.clean(String(describing: error)), .error))
  }

  /// Plain text that fits into so many columns, with an ellipsis where something is missing.
  package func shortened(_ text: String, to limit: Int) -> String {
    guard !drawsUnicode, DisplayWidth.columns(of: text) > limit else {
      return DisplayWidth.shortened(text, to: limit)
    }
    // Without Unicode an ellipsis takes three columns.
    return plain(DisplayWidth.shortened(text, to: max(0, limit - 2)))
  }

  /// Somebody's words made fit for a terminal, on one line of at most `columns`.
  package func onOneLine(_ words: String, columns: Int) -> String {
    let clean = TextSanitizer.clean(words).split(whereSeparator: \.isWhitespace)
    return shortened(plain(clean.joined(separator: " ")), to: columns)
  }

  /// The line with drawing characters replaced where the terminal has only ASCII.
  package func plain(_ line: String) -> String {
    guard !drawsUnicode else { return line }
    let replacements: [Character: String] = [
      "▸": ">", "·": ".", "◉": "O", "✗": "x", "…": "...", "–": "-", "→": "->", "β": "beta",
      "●": "*", "○": "o", "│": "|", "├": "|", "─": "-", "⋮": ":", "↻": "again:", "◂": "<",
    ]
    return line.map { replacements[$0] ?? String($0) }.joined()
  }
}
