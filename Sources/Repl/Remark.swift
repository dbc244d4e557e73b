import Terminal

/// A sentence to the person below a report, wrapped to the terminal.
struct Remark {
  let text: String
  let style: Style
  let width: Int
  let palette: Palette

  /// The lines, without line ends.
  var lines: [String] {
    var wrapper = WordWrapper(width: width, indent: 4, column: 2)
    let wrapped = wrapper.wrap(text) + wrapper.finish()
    return wrapped.split(separator: "\n").enumerated().map { index, line in
      index == 0
        ? "  " + palette.paint(String(line), style)
        : "    " + palette.paint(String(line.drop { $0 == " " }), style)
    }
  }
}
