/// Finds lines that say the same thing: six words in a row in common.
///
/// A model copies what it has just read (a sentence that stands in the prompt costs a seventh of
/// what it costs elsewhere), so an exemplar like the line being judged would decide it by itself.
struct SharedRuns {
  /// How many words in a row count as the same.
  static let length = 6

  private let runs: Set<[String]>

  /// Remembers every run of `lines`.
  init(_ lines: [String]) {
    runs = lines.reduce(into: []) { $0.formUnion(Self.runs(of: $1)) }
  }

  /// Whether `line` shares a run with them; a shorter line, whether it is one of them word for
  /// word.
  func occur(in line: String) -> Bool { !runs.isDisjoint(with: Self.runs(of: line)) }

  private static func runs(of line: String) -> [[String]] {
    let words = words(of: line.lowercased())
    guard words.count > length else { return words.isEmpty ? [] : [words] }
    return (0...words.count - length).map { Array(words[$0..<$0 + length]) }
  }

  /// Words with their apostrophes, so that "don't" is one of them and not three.
  private static func words(of line: String) -> [String] {
    line.split { !($0.isLetter || $0.isNumber || $0 == "'" || $0 == "’") }
      .map { $0.filter { $0.isLetter || $0.isNumber } }
      .filter { !$0.isEmpty }
  }
}
