/// Finds lines that say the same thing: six words or marks in a row in common.
///
/// A model copies what it has just read (a sentence that stands in the prompt costs a seventh of what
/// it costs elsewhere), so an exemplar like the line being judged would decide it by itself.
struct SharedRuns {
  /// How many words or marks in a row count as the same.
  static let length = 6

  private let runs: Set<[String]>

  /// Remembers every run of `lines`.
  init(_ lines: [String]) {
    runs = lines.reduce(into: []) { $0.formUnion(Self.runs(of: $1)) }
  }

  /// Whether `line` shares a run with them; a shorter line, whether it is one of them word for word.
  func occur(in line: String) -> Bool { !runs.isDisjoint(with: Self.runs(of: line)) }

  private static func runs(of line: String) -> [[String]] {
    let pieces = LineFeatures.pieces(line.lowercased())
    guard pieces.count > length else { return pieces.isEmpty ? [] : [pieces] }
    return (0...pieces.count - length).map { Array(pieces[$0..<$0 + length]) }
  }
}
