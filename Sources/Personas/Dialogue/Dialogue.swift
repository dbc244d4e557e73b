import Foundation

/// One stretch of example talk, as a card sets it off by `<START>`.
package struct ExampleExchange: Equatable, Sendable {
  /// What one speaker says until another does.
  package struct Line: Equatable, Sendable {
    /// Who says it.
    package let speaker: Dialogue.Speaker
    /// What is said, without the speaker's name and without white space at its ends.
    package let text: String
    /// Where the text begins in the whole example text, in UTF-8 bytes; it fixes what macros draw.
    package let offset: Int

    /// A line of talk.
    package init(speaker: Dialogue.Speaker, text: String, offset: Int) {
      self.speaker = speaker
      self.text = text
      self.offset = offset
    }
  }

  /// The lines, in order; never empty.
  package let lines: [Line]

  /// What the character says, in order.
  package var answers: [String] {
    lines.filter { $0.speaker == .character }.map(\.text)
  }

  /// What the character says at a time.
  package struct Reply: Equatable, Sendable {
    /// What was said to the character just before; nil where nobody said anything.
    package let cue: String?
    /// The character's lines, in order; never empty.
    package let lines: [String]

    /// All of it.
    package var text: String { lines.joined(separator: "\n") }
  }

  /// Everything the character says, each reply with what it replies to.
  ///
  /// Lines that one speaker says one after another belong together. Lines of white space alone,
  /// which macros may leave, are nobody's, and so is text before the first speaker.
  package var replies: [Reply] {
    var replies: [Reply] = []
    var cues: [String] = []
    var said: [String] = []
    func finish() {
      guard !said.isEmpty else { return }
      replies.append(
        Reply(cue: cues.isEmpty ? nil : cues.joined(separator: "\n"), lines: said))
      cues = []
      said = []
    }
    for line in lines where !line.text.allSatisfy(\.isWhitespace) {
      switch line.speaker {
      case .narration: break
      case .user:
        finish()
        cues.append(line.text)
      case .character: said.append(line.text)
      }
    }
    finish()
    return replies
  }
}

/// Example talk taken apart into exchanges and lines.
package struct Dialogue: Equatable, Sendable {
  /// Who says a line of example talk.
  package enum Speaker: Hashable, Sendable {
    /// The character of the card.
    case character
    /// The person who talks with the character.
    case user
    /// Nobody: text before the first line that names a speaker.
    case narration
  }

  /// How a card writes down who speaks and where an exchange begins.
  package enum Notation: Sendable {
    /// Just as the formats have it: sessions of older versions were told what was found so.
    case strict
    /// As cards in use have it besides: names in bold or italics, a full-width colon, blanks inside
    /// the braces of a macro, `{{START}}`, `END_OF_DIALOG`, and `{{random_user_1}}` for a user.
    case liberal
  }

  /// The exchanges, in order; those without text are left out.
  package let exchanges: [ExampleExchange]

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
  ///   - notation: How the text is written.
  package init(
    parsing text: String, characterNames: [String], userNames: [String] = [],
    notation: Notation = .liberal
  ) {
    let parser = DialogueParser(
      bytes: Array(text.utf8), characterNames: characterNames, userNames: userNames,
      notation: notation)
    exchanges = parser.exchanges()
  }

  private init(exchanges: [ExampleExchange]) {
    self.exchanges = exchanges
  }

  /// Everything the character says in the examples, in order.
  package var answers: [String] { exchanges.flatMap(\.answers) }

  /// Everything the character says in the examples, each reply with what it replies to.
  package var replies: [ExampleExchange.Reply] { exchanges.flatMap(\.replies) }

  /// The same talk with macros expanded.
  package func expanded(by macros: Macros) -> Dialogue {
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
  /// Besides the macros, the card's name and nickname mean the character; `User`, `You` and the
  /// name given mean the user.
  package func examples(
    userName: String? = nil, notation: Dialogue.Notation = .liberal
  ) -> Dialogue {
    let spoken = notation == .strict ? nil : userName.map { spokenName(to: $0) }
    return Dialogue(
      parsing: exampleMessages, characterNames: [name, displayName] + (spoken.map { [$0] } ?? []),
      userNames: ["User", "You"] + (userName.map { [$0] } ?? []), notation: notation)
  }

  /// What the character says in the examples as it is told to a lane, macros filled in.
  package func exampleReplies(userName: String = "User") -> [ExampleExchange.Reply] {
    examples(userName: userName).expanded(by: Macros(spokenBy: self, userName: userName)).replies
  }
}
