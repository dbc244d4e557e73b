import Terminal
import Theatre

/// A setting with its value and what it does, in three columns.
struct SettingLine {
  private static let nameColumns = Settings.table.map(\.name.count).max() ?? 0
  private static let valueColumns = 8

  private let row: SettingRow
  private let value: String
  private let width: Int
  private let palette: Palette

  init(_ row: SettingRow, of settings: Settings, width: Int, palette: Palette) {
    self.row = row
    self.value = row.read(settings)
    self.width = width
    self.palette = palette
  }

  /// The lines, without line ends; the last column is wrapped in itself.
  var lines: [String] {
    let head =
      "  " + DisplayWidth.padded(row.name, to: Self.nameColumns) + "  "
      + DisplayWidth.padded(value, to: Self.valueColumns) + "  "
    let margin = DisplayWidth.columns(of: head)
    var wrapper = WordWrapper(width: max(10, width - margin))
    let summary = (wrapper.wrap(row.summary) + wrapper.finish()).split(separator: "\n")
    return summary.enumerated().map { index, text in
      (index == 0 ? head : String(repeating: " ", count: margin))
        + palette.paint(String(text), .dim)
    }
  }
}
