/// A horizontal bar, drawn in eighths of a cell.
package enum Bar {
  private static let eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]

  /// Draws a fraction of a row of cells.
  ///
  /// The length is the fraction rounded to the nearest eighth of a cell, with two exceptions that
  /// keep the bar honest: anything above 0 shows at least one eighth, and only 1 fills every cell.
  ///
  /// - Parameters:
  ///   - fraction: 0 to 1; what lies outside is taken as the nearer end, and NaN as 0.
  ///   - cells: the columns that stand for 1; below 1 nothing is drawn.
  ///   - ascii: draws `#`, and `=` or `-` for a last cell that is at least or less than half full.
  /// - Returns: at most `cells` columns, without spaces after the bar.
  package static func draw(_ fraction: Double, cells: Int, ascii: Bool = false) -> String {
    guard cells > 0, fraction > 0 else { return "" }
    let whole = cells * 8
    let length =
      fraction >= 1 ? whole : min(whole - 1, max(1, Int((fraction * Double(whole)).rounded())))
    let (full, rest) = length.quotientAndRemainder(dividingBy: 8)
    if ascii {
      return String(repeating: "#", count: full) + (rest == 0 ? "" : rest >= 4 ? "=" : "-")
    }
    return String(repeating: "█", count: full) + eighths[rest]
  }
}
