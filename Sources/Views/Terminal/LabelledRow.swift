import Support
import Terminal

/// A label and the parts after it, on as many rows as they need.
struct LabelledRow {
  /// Columns before the parts.
  private static let indent = 9

  let label: String
  let parts: [String]
  let width: Int
  let palette: Palette

  /// The rows, without line ends; parts go to the next row where they do not fit.
  var lines: [String] {
    var rows: [String] = []
    var current = ""
    var columns = 0
    for part in parts where !part.isEmpty {
      let size = DisplayWidth.columns(of: TextSanitizer.clean(part))
      if columns > 0, Self.indent + columns + 3 + size > width {
        rows.append(current)
        current = ""
        columns = 0
      }
      current += (columns > 0 ? "   " : "") + part
      columns += size + (columns > 0 ? 3 : 0)
    }
    rows.append(current)
    return rows.enumerated().map { index, text in
      let head = DisplayWidth.padded(index == 0 ? label : "", to: Self.indent - 2)
      return "  " + palette.paint(head, .dim) + text
    }
  }
}
