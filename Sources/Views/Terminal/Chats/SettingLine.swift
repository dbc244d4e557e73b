package import Engine
package import Terminal

/// A setting with its value and what it does, in three columns.
package struct SettingLine {
  private static let nameColumns = Settings.table.map(\.name.count).max() ?? 0
  private static let valueColumns = 8

  private let name: String
  private let value: String
  private let summary: String
  private let width: Int
  private let palette: Palette

  /// Prepares a setting by what is to be shown of it.
  package init(name: String, value: String, summary: String, width: Int, palette: Palette) {
    self.name = name
    self.value = value
    self.summary = summary
    self.width = width
    self.palette = palette
  }

  /// Prepares a setting of the chat.
  package init(_ row: SettingRow, of settings: Settings, width: Int, palette: Palette) {
    self.init(
      name: row.name, value: row.read(settings), summary: row.summary, width: width,
      palette: palette)
  }

  /// The lines, without line ends; the last column is wrapped in itself.
  package var lines: [String] {
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
