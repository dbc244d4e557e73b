import Foundation

/// One stretch of example talk, as a card sets it off by `<START>`.
public struct ExampleExchange: Equatable, Sendable {
  /// What one speaker says until another does.
  public struct Line: Equatable, Sendable {
    /// Who says it.
    public let speaker: Dialogue.Speaker
    /// What is said, without the speaker's name and without white space at its ends.
    public let text: String
    /// Where the text begins in the whole example text, in UTF-8 bytes; it fixes what macros draw.
    public let offset: Int

    /// A line of talk.
    public init(speaker: Dialogue.Speaker, text: String, offset: Int) {
      self.speaker = speaker
      self.text = text
      self.offset = offset
    }
  }

  /// The lines, in order; never empty.
  public let lines: [Line]

  /// What the character says, in order.
  public var answers: [String] {
    lines.filter { $0.speaker == .character }.map(\.text)
  }
}

/// Example talk taken apart into exchanges and lines.
public struct Dialogue: Equatable, Sendable {
  /// Who says a line of example talk.
  public enum Speaker: Hashable, Sendable {
    /// The character of the card.
    case character
    /// Whoever talks with the character.
    case user
    /// Nobody: text before the first line that names a speaker.
    case narration
  }

  /// The exchanges, in order; those without text are left out.
  public let exchanges: [ExampleExchange]

  /// Takes example text apart, macros left as they are.
  ///
  /// `<START>` in either case begins an exchange, wherever it stands. A line that begins with a
  /// speaker and a colon begins that speaker's line; any other goes on with the line before. A
  /// speaker is `{{char}}`, `<BOT>`, `<CHAR>`, `{{user}}`, `<USER>` or one of the names given, in
  /// any case. Complexity: O(length).
  /// - Parameters:
  ///   - text: The example text, such as a card's `exampleMessages`.
  ///   - characterNames: Names that also mean the character.
  ///   - userNames: Names that also mean the user.
  public init(parsing text: String, characterNames: [String], userNames: [String] = []) {
    let parser = DialogueParser(
      bytes: Array(text.utf8), characterNames: characterNames, userNames: userNames)
    exchanges = parser.exchanges()
  }

  private init(exchanges: [ExampleExchange]) {
    self.exchanges = exchanges
  }

  /// Everything the character says in the examples, in order.
  public var answers: [String] { exchanges.flatMap(\.answers) }

  /// The same talk with macros expanded.
  public func expanded(by macros: Macros) -> Dialogue {
    Dialogue(
      exchanges: exchanges.map { exchange in
        ExampleExchange(
          lines: exchange.lines.map { line in
            ExampleExchange.Line(
              speaker: line.speaker,
              text: macros.expanded(line.text, startingAt: line.offset), offset: line.offset)
          })
      })
  }
}

extension CharacterCard {
  /// The card's example talk, macros left as they are.
  ///
  /// Besides the macros, the card's name and nickname mean the character; `User`, `You` and the name
  /// given mean the user.
  public func examples(userName: String? = nil) -> Dialogue {
    Dialogue(
      parsing: exampleMessages, characterNames: [name, displayName],
      userNames: ["User", "You"] + (userName.map { [$0] } ?? []))
  }
}

private struct DialogueParser {
  let bytes: [UInt8]
  let speakers: [String: Dialogue.Speaker]

  init(bytes: [UInt8], characterNames: [String], userNames: [String]) {
    self.bytes = bytes
    let character = characterNames + ["{{char}}", "<bot>", "<char>"]
    let user = userNames + ["{{user}}", "<user>"]
    speakers = Dictionary(
      character.map { ($0.lowercased(), .character) } + user.map { ($0.lowercased(), .user) },
      uniquingKeysWith: { first, _ in first })
  }

  func exchanges() -> [ExampleExchange] {
    var exchanges: [ExampleExchange] = []
    var start = 0
    for index in bytes.indices
    where bytes[index] == UInt8(ascii: "<") && bytes.holds("<start>", at: index) {
      exchanges += exchange(in: start..<index)
      start = index + "<start>".utf8.count
    }
    return exchanges + exchange(in: start..<bytes.count)
  }

  /// The exchange in a range of bytes, or none where it has no text.
  private func exchange(in range: Range<Int>) -> [ExampleExchange] {
    var lines: [ExampleExchange.Line] = []
    var speaker = Dialogue.Speaker.narration
    var text = range.lowerBound..<range.lowerBound
    func finish() {
      let first = bytes[text].firstIndex { !$0.isSpace } ?? text.upperBound
      let last = bytes[text].lastIndex { !$0.isSpace } ?? first
      guard first < text.upperBound else { return }
      lines.append(
        ExampleExchange.Line(
          speaker: speaker, text: String(decoding: bytes[first...last], as: UTF8.self),
          offset: first))
    }
    for line in bytes[range].split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: true) {
      if let (next, start) = self.speaker(of: line) {
        finish()
        speaker = next
        text = start..<line.endIndex
      } else {
        text = text.lowerBound..<line.endIndex
      }
    }
    finish()
    return lines.isEmpty ? [] : [ExampleExchange(lines: lines)]
  }

  /// The speaker that a line names and where the words begin, or nil where it names none.
  private func speaker(of line: ArraySlice<UInt8>) -> (Dialogue.Speaker, start: Int)? {
    var search = line.startIndex
    // A name may hold a colon itself, though hardly more than two.
    for _ in 0..<3 {
      guard let colon = line[search...].firstIndex(of: UInt8(ascii: ":")) else { return nil }
      let name = String(decoding: line[..<colon], as: UTF8.self)
        .trimmingCharacters(in: .whitespaces).lowercased()
      if let speaker = speakers[name] { return (speaker, colon + 1) }
      search = colon + 1
    }
    return nil
  }
}

extension UInt8 {
  fileprivate var isSpace: Bool {
    self == 0x20 || self == 0x0A || self == 0x0D || self == 0x09
  }
}
