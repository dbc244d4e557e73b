/// Why a document could not be read as JSON.
package enum JSONError: Error, Hashable, Sendable {
  /// The document holds more than `limit` bytes.
  case tooLarge(file: String, limit: Int)
  /// The document breaks the grammar; lines and columns count from 1, columns in Unicode scalars.
  case malformed(file: String, line: Int, column: Int, expected: String, found: String)
}

extension JSONError: CustomStringConvertible {
  /// One or two sentences for a person, free of control characters: the fault, then what to do.
  package var description: String { wording.withoutControlCharacters() }

  private var wording: String {
    switch self {
    case .tooLarge(let file, let limit):
      "\(file) is larger than \(limit >> 20) MiB, the most that the program reads."
    case .malformed(let file, let line, let column, let expected, let found):
      "\(file), line \(line), column \(column): expected \(expected), found \(found)."
        + " Fix the file there and try again."
    }
  }
}
