package import Terminal

/// A sentence to the person below a report, wrapped to the terminal.
package struct Remark {
  private let text: String
  private let style: Style
  private let width: Int
  private let palette: Palette

  /// Prepares a sentence for `width` columns.
  package init(text: String, style: Style, width: Int, palette: Palette) {
    self.text = text
    self.style = style
    self.width = width
    self.palette = palette
  }

  /// The lines, without line ends.
  package var lines: [String] {
    var wrapper = WordWrapper(width: width, indent: 4, column: 2)
    let wrapped = wrapper.wrap(text) + wrapper.finish()
    return wrapped.split(separator: "\n").enumerated().map { index, line in
      index == 0
        ? "  " + palette.paint(String(line), style)
        : "    " + palette.paint(String(line.drop { $0 == " " }), style)
    }
  }
}
