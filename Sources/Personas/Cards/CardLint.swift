import Support

/// What a card's author should mend or know, beyond what stops the card from being read.
package struct CardLint: Equatable, Sendable {
  /// The most characters that a description should have: some thousand tokens, which every lane of
  /// a small model must hold.
  package static let descriptionLimit = 4000
  /// The fewest answers that make a voice one can tell from others.
  package static let answersWanted = 4
  /// The most characters that a name should have.
  package static let nameLimit = 80

  /// The findings, heaviest first.
  package private(set) var findings: [CardFinding]

  private let card: CharacterCard
  private let prefix: String

  /// Looks a card over.
  package init(_ card: CharacterCard) {
    self.card = card
    prefix = card.format == .v1 ? "" : "data."
    findings = card.readingFindings
    checkSubstance()
    checkExamples()
    checkMacros()
    checkCharacters()
    findings += Self.keyFindings(in: card) + Self.ignoredFindings(in: card)
    // Sorting is stable: findings of a weight stay in the order of the checks.
    findings.sort { $0.severity > $1.severity }
  }

  /// Whether the card has neither errors nor warnings.
  package var isClean: Bool { findings.allSatisfy { $0.severity == .note } }

  private mutating func add(
    _ severity: CardFinding.Severity, _ field: CardField, _ message: String, advice: String
  ) {
    add(severity, at: prefix + field.rawValue, message, advice: advice)
  }

  private mutating func add(
    _ severity: CardFinding.Severity, at keyPath: String, _ message: String, advice: String
  ) {
    findings.append(CardFinding(severity, at: keyPath, message, advice: advice))
  }

  private mutating func checkSubstance() {
    if card.name.count > Self.nameLimit {
      add(
        .warning, .name, "has \(card.name.count) characters",
        advice: "Keep it under \(Self.nameLimit); every prompt repeats it several times")
    }
    if (card.description + card.personality).allSatisfy(\.isWhitespace) {
      let prompt = Macros(spokenBy: card, userName: "User")
        .expanded(card.systemPrompt, original: "")
      let isPrompted = !prompt.allSatisfy(\.isWhitespace)
      add(
        isPrompted ? .warning : .error, .description, "is empty, and so is the personality",
        advice: isPrompted
          ? "Describe the character; the model now reads the system prompt alone"
          : "Describe the character; otherwise the model has nothing to play")
    } else if card.description.allSatisfy(\.isWhitespace) {
      add(
        .warning, .description, "is empty",
        advice: "Describe the character; the personality alone says little")
    }
    if card.description.count > Self.descriptionLimit {
      add(
        .warning, .description, "has \(card.description.count) characters",
        advice: "Keep it under \(Self.descriptionLimit), and move seldom needed details elsewhere")
    }
    if card.firstMessage.allSatisfy(\.isWhitespace) {
      let hasOther = card.alternateGreetings.contains { !$0.allSatisfy(\.isWhitespace) }
      add(
        hasOther ? .note : .warning, .firstMessage, "is empty",
        advice: hasOther
          ? "The first alternate greeting is used" : "Write the character's first message")
    }
  }

  private mutating func checkExamples() {
    // What a lane hears, so that nothing is counted that it does not.
    let answers = card.exampleReplies().flatMap(\.lines)
    let hasNarration = examples.contains { $0.lines.contains { $0.speaker == .narration } }
    if examples.isEmpty {
      add(
        .warning, .exampleMessages, "is empty",
        advice: "Add a few exchanges; examples show a voice better than a description does")
    } else if answers.isEmpty {
      add(
        .warning, .exampleMessages, "has no line that begins with {{char}}:",
        advice: "Begin the character's lines with {{char}}: and the others with {{user}}:")
    } else if answers.count < Self.answersWanted {
      add(
        .note, .exampleMessages, "has \(answers.count) of the character's lines",
        advice: "With \(Self.answersWanted) or more the voice is easier to tell from others")
    }
    if hasNarration, !answers.isEmpty {
      add(
        .note, .exampleMessages, "has words before the first speaker",
        advice: "The model does not read them; move them to a line of {{user}}: or to the scenario")
    }
    var seen: Set<String> = []
    for answer in answers
    where !seen.insert(answer.lowercased().filter { !$0.isWhitespace }).inserted {
      add(
        .warning, .exampleMessages, "says twice: \(answer.prefix(60))",
        advice: "Remove one of the two; both teach the model to repeat itself")
    }
  }

  private var examples: [ExampleExchange] { card.examples().exchanges }

  private mutating func checkMacros() {
    for (keyPath, text, allowsOriginal) in promptTexts {
      for macro in Macros.unknown(in: text, allowsOriginal: allowsOriginal) {
        let misplaced = macro.lowercased() == "{{original}}"
        let open = !macro.hasSuffix("}}")
        add(
          .warning, at: keyPath, "\(macro) cannot be expanded",
          advice: misplaced
            ? "It adds nothing here; use it in system_prompt or post_history_instructions"
            : open
              ? "Close it with }}, or remove the braces"
              : "It stays in the text as written; remove it")
      }
    }
  }

  /// The texts that go into prompts, with their key paths.
  private var promptTexts: [(keyPath: String, text: String, allowsOriginal: Bool)] {
    let fields: [(CardField, String, Bool)] = [
      (.description, card.description, false), (.personality, card.personality, false),
      (.scenario, card.scenario, false), (.firstMessage, card.firstMessage, false),
      (
        .exampleMessages,
        // What only tells who speaks is no macro that goes into a prompt.
        examples.flatMap(\.lines).map(\.text).joined(separator: "\n"), false
      ), (.systemPrompt, card.systemPrompt, true),
      (.postHistoryInstructions, card.postHistoryInstructions, true),
    ]
    let greetings = card.alternateGreetings.enumerated().map { position, greeting in
      (
        keyPath: "\(prefix)\(CardField.alternateGreetings.rawValue)[\(position)]",
        text: greeting, allowsOriginal: false
      )
    }
    let depthPrompt = (
      keyPath: "\(prefix)extensions.depth_prompt.prompt", text: card.depthPrompt,
      allowsOriginal: true
    )
    return fields.map { (keyPath: prefix + $0.0.rawValue, text: $0.1, allowsOriginal: $0.2) }
      + greetings + [depthPrompt]
  }

  private mutating func checkCharacters() {
    let data = card.fields
    for field in CardField.texts + CardField.lists + [.nickname] {
      guard let value = data[field.rawValue] else { continue }
      let texts = value.elements?.compactMap(\.text) ?? [value.text ?? ""]
      if texts.contains(where: \.hasControlCharacters) {
        add(
          .warning, field, "holds control characters or terminal escapes",
          advice: "The program leaves them out of prompts and the screen; remove them")
      }
      if texts.contains(where: { $0.unicodeScalars.contains("\u{FFFD}") }) {
        add(
          .warning, field, "holds U+FFFD, the mark of a character lost in a conversion",
          advice: "Put the lost character back")
      }
    }
  }
}
