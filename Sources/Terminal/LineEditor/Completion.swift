import Support

/// What the word at the cursor can become.
package struct Completion: Equatable, Sendable {
  /// The part of the line to replace, as offsets in UTF-8 bytes that lie between characters.
  package let range: Range<Int>
  /// What it can be replaced with, in the order to list.
  package let candidates: [String]
  /// Written after the only candidate, unless it stands there already.
  package let ending: String

  /// A completion.
  package init(replacing range: Range<Int>, with candidates: [String], ending: String = " ") {
    self.range = range
    self.candidates = candidates
    self.ending = ending
  }

  /// Nothing to complete at the cursor.
  package static func none(at cursor: Int) -> Completion {
    Completion(replacing: cursor..<cursor, with: [])
  }
}

extension Completion {
  /// What pressing Tab does.
  enum Effect: Equatable {
    /// Nothing fits.
    case refuse
    /// Put text in place of the range.
    case replace(Range<Int>, with: String)
    /// Nothing can be added; show what there is to choose from.
    case list([String])
  }

  /// What pressing Tab does in this line.
  ///
  /// One candidate replaces the range; several, the longest beginning they share, where that does
  /// not take away anything typed.
  func effect(in line: String) -> Effect {
    let typed = Array(line.utf8)
    let bounds = range.clamped(to: 0..<typed.count)
    let clean = candidates.map { TextSanitizer.clean($0).replacing("\n", with: " ") }
    guard let first = clean.first else { return .refuse }
    if clean.count == 1 {
      let follows = typed[bounds.upperBound...].starts(with: ending.utf8)
      return .replace(bounds, with: first + (follows ? "" : ending))
    }
    let current = String(decoding: typed[bounds], as: UTF8.self)
    let shared = clean.dropFirst().reduce(first) { $0.commonBeginning(with: $1) }
    let adds = shared.count > current.count || (shared.count == current.count && shared != current)
    return adds ? .replace(bounds, with: shared) : .list(clean)
  }
}

extension String {
  /// The longest beginning two texts share, in whole characters.
  fileprivate func commonBeginning(with other: String) -> String {
    String(zip(self, other).prefix { $0 == $1 }.map(\.0))
  }
}

/// Lays short texts out in columns, downwards first, as `ls` does.
enum ColumnLayout {
  /// Most texts to show; a longer list would push the line off the screen.
  static let limit = 200

  /// The rows of a table of these texts, which fit the width as far as texts can be shortened.
  static func rows(of texts: [String], width: Int) -> [String] {
    let shown = texts.prefix(limit).map { DisplayWidth.shortened($0, to: max(1, width - 1)) }
    let widest = shown.map { DisplayWidth.columns(of: $0) }.max() ?? 0
    let perRow = max(1, (width + 1) / (widest + 2))
    let rowCount = (shown.count + perRow - 1) / perRow
    var rows = (0..<rowCount).map { row in
      stride(from: row, to: shown.count, by: rowCount)
        .map { index in
          index + rowCount < shown.count
            ? DisplayWidth.padded(shown[index], to: widest + 2) : shown[index]
        }
        .joined()
    }
    if texts.count > shown.count { rows.append("… and \(texts.count - shown.count) more") }
    return rows
  }
}
