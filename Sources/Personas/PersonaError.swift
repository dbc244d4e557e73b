import Support

/// What can be wrong with a card, a file, or the name of a mask.
///
/// A case says where the fault lies, what was expected and what was found there; `description`
/// turns that into a sentence for a person and says what to do next.
package enum PersonaError: Error, Equatable, Sendable {
  /// The file could not be read at all; `reason` is the system's own word for why.
  case unreadable(file: String, reason: String)
  /// The file holds more than `limit` bytes.
  case tooLarge(file: String, limit: Int)
  /// The file is not JSON; lines and columns count from 1, columns in Unicode scalars.
  case notJSON(file: String, line: Int, column: Int, expected: String, found: String)
  /// A value of another kind than expected stands at `keyPath`.
  case wrongType(file: String, keyPath: String, expected: String, found: String)
  /// Nothing, or nothing but white space, stands at `keyPath`.
  case missing(file: String, keyPath: String, expected: String)
  /// The file is JSON of another kind, such as "a lorebook".
  case notACard(file: String, kind: String)
  /// Files of one folder make the same mask name; the first is used.
  case sharedName(mask: String, used: String, others: [String])
  /// The file's name has no letter or digit to make a mask name of.
  case noMaskName(file: String)
  /// No mask goes by `name`; `suggestion` is the nearest one there is.
  case unknownMask(name: String, suggestion: String?)
  /// Several masks show the same name; `masks` are theirs to choose from.
  case ambiguousName(name: String, masks: [String])
  /// The sentence that should describe a persona has no letter or digit.
  case emptySentence
}

extension PersonaError {
  /// The same fault as the reader of JSON tells it.
  init(_ error: JSONError) {
    switch error {
    case .tooLarge(let file, let limit): self = .tooLarge(file: file, limit: limit)
    case .malformed(let file, let line, let column, let expected, let found):
      self = .notJSON(file: file, line: line, column: column, expected: expected, found: found)
    }
  }
}

extension PersonaError: CustomStringConvertible {
  /// One or two sentences for a person, free of control characters: the fault, then what to do.
  package var description: String {
    wording.withoutControlCharacters()
  }

  private var wording: String {
    switch self {
    case .unreadable(let file, let reason):
      "\(file) cannot be read: \(reason). Check that it exists and that you may read it."
    case .tooLarge(let file, let limit):
      "\(file) is larger than \(limit / 1024) KiB, the most a card may hold."
        + " Take large embedded data out of it and try again."
    case .notJSON(let file, let line, let column, let expected, let found):
      "\(file), line \(line), column \(column): expected \(expected), found \(found)."
        + " Fix the file there and try again."
    case .wrongType(let file, let keyPath, let expected, let found):
      "\(file): \(keyPath) should be \(expected), but it is \(found). Change it and try again."
    case .missing(let file, let keyPath, let expected):
      "\(file): \(keyPath) is missing or empty; expected \(expected). Fill it in and try again."
    case .notACard(let file, let kind):
      "\(file) is \(kind), not a character card. Keep it in another folder."
    case .sharedName(let mask, let used, let others):
      "\(([used] + others).joined(separator: ", ")): all of them make the mask \(mask)."
        + " \(used) is used; rename the other\(others.count == 1 ? "" : "s")."
    case .noMaskName(let file):
      "\(file) has no letter or digit in its name. Give it the name that you want to type "
        + "after :mask."
    case .unknownMask(let name, let suggestion?):
      "There is no mask called \"\(name)\". Did you mean \(suggestion)?"
    case .unknownMask(let name, nil):
      "There is no mask called \"\(name)\". `:personas` lists them."
    case .ambiguousName(let name, let masks):
      "Several masks are called \"\(name)\". Choose one: \(masks.joined(separator: ", "))."
    case .emptySentence:
      "The description is empty. Describe a character, such as: a retired spy who hates the sea."
    }
  }
}
