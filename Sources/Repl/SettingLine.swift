import Terminal
import Theatre

/// A setting with its value and what it does, in three columns.
struct SettingLine {
  private static let nameColumns = Settings.table.map(\.name.count).max() ?? 0
  private static let valueColumns = 8

  private let name: String
  private let value: String
  private let summary: String
  private let width: Int
  private let palette: Palette

  init(name: String, value: String, summary: String, width: Int, palette: Palette) {
    self.name = name
    self.value = value
    self.summary = summary
    self.width = width
    self.palette = palette
  }

  init(_ row: SettingRow, of settings: Settings, width: Int, palette: Palette) {
    self.init(
      name: row.name, value: row.read(settings), summary: row.summary, width: width,
      palette: palette)
  }

  /// The lines, without line ends; the last column is wrapped in itself.
  var lines: [String] {
    let head =
      "  " + DisplayWidth.padded(name, to: Self.nameColumns) + "  "
      + DisplayWidth.padded(value, to: Self.valueColumns) + "  "
    let margin = DisplayWidth.columns(of: head)
    var wrapper = WordWrapper(width: max(10, width - margin))
    let wrapped = (wrapper.wrap(summary) + wrapper.finish()).split(separator: "\n")
    return wrapped.enumerated().map { index, text in
      (index == 0 ? head : String(repeating: " ", count: margin))
        + palette.paint(String(text), .dim)
    }
  }
}
