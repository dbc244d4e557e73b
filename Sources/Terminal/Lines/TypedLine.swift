/// What a line that somebody typed asks for.
///
/// A line is a command where it begins with a colon and a word of two letters or more, and a blank
/// or the end follows. Any other line is said. Two colons at the beginning say one, so that
/// everything can be said.
package enum TypedLine: Equatable, Sendable {
  /// A command with what follows it, without the colon.
  case command(String)
  /// Words to say.
  case words(String)

  /// Reads a line; white space around it does not count.
  ///
  /// - Complexity: O(*n*).
  package init(_ line: String) {
    let text = line.drop(while: \.isWhitespace).trimmingSuffix(while: \.isWhitespace)
    if text.hasPrefix("::") {
      self = .words(String(text.dropFirst()))
    } else if Self.isCommand(text) {
      self = .command(String(text.dropFirst()))
    } else {
      self = .words(String(text))
    }
  }

  /// The line to type for a text to be said, whatever it begins with and whatever is typed after
  /// it.
  package static func saying(_ text: String) -> String {
    let start = text.drop(while: \.isWhitespace)
    guard start.hasPrefix("::") || isCommand(start) || mayBecomeCommand(start) else { return text }
    return text[..<start.startIndex] + ":" + start
  }

  private static func isCommand(_ text: Substring) -> Bool {
    guard text.first == ":" else { return false }
    let word = text.dropFirst().prefix(while: \.isLetter)
    let end = text[word.endIndex...].first
    return word.count >= 2 && end?.isWhitespace != false
  }

  private static func mayBecomeCommand(_ text: Substring) -> Bool {
    text.first == ":" && text.dropFirst().allSatisfy(\.isLetter)
  }
}

extension StringProtocol {
  /// The text without what it ends with as long as `goes` holds.
  func trimmingSuffix(while goes: (Character) -> Bool) -> SubSequence {
    var rest = self[...]
    while let last = rest.last, goes(last) { rest.removeLast() }
    return rest
  }
}
