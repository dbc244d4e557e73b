import Crypto
package import Support

/// A character, as a typed view of a card beside the card itself.
///
/// The view is for use: its texts are free of control characters (see
/// `String.withoutControlCharacters()`), its macros stand as written, and what a card lacks is
/// empty. `tree` is the card as it was read, with everything that other programs keep in it. The
/// formats are Character Card V1 (flat), V2 and V3.
package struct CharacterCard: Equatable, Sendable {
  /// Which of the formats a card is in.
  package enum Format: Int, Comparable, Sendable {
    /// Six strings in a flat object.
    case v1 = 1
    /// `chara_card_v2`, fields under `data`.
    case v2 = 2
    /// `chara_card_v3`, or a later version read as far as it is known.
    case v3 = 3

    /// Orders by age.
    package static func < (left: Format, right: Format) -> Bool {
      left.rawValue < right.rawValue
    }
  }

  /// The card as it was read, nothing left out.
  package let tree: JSONTree
  /// The format the card is in.
  package let format: Format
  /// The character's name; one line, never empty.
  package let name: String
  /// What replaces the name in `{{char}}`, where the card has one.
  package let nickname: String?
  /// Who the character is.
  package let description: String
  /// The character's traits in short.
  package let personality: String
  /// Where and when the talk takes place.
  package let scenario: String
  /// What the character says first.
  package let firstMessage: String
  /// Other first messages to choose from.
  package let alternateGreetings: [String]
  /// Example talk as written; `examples` has it taken apart.
  package let exampleMessages: String
  /// What the author tells the reader; never part of a prompt.
  package let creatorNotes: String
  /// What takes the place of another program's system prompt; `{{original}}` stands for that.
  ///
  /// This program always says its own few words beside it, so here `{{original}}` adds nothing.
  package let systemPrompt: String
  /// What is said to the model after the talk so far; `{{original}}` as in `systemPrompt`.
  package let postHistoryInstructions: String
  /// What other programs put into the talk some messages before its end; here as in
  /// `postHistoryInstructions`.
  package let depthPrompt: String
  /// How many entries the card's lorebook has; none of them is read.
  package let lorebookEntries: Int
  /// Words to find the card by; never part of a prompt.
  package let tags: [String]
  /// Who made the card; never part of a prompt.
  package let creator: String
  /// The author's own version of the card; never part of a prompt.
  package let characterVersion: String
  /// SHA-256 of the tree in its canonical layout, in 64 lower-case hexadecimal digits.
  ///
  /// Neither white space nor the order of keys changes it; any value does.
  package let contentHash: String
  /// What was put up with on reading: wrong types, missing wrappers, contradictions.
  package let readingFindings: [CardFinding]

  /// Reads the fields of a card.
  ///
  /// Reading is liberal: `null`, an empty string and a number pass where text or a list is
  /// expected, fields under `data` win over the same fields beside it, and what is wrong but
  /// harmless becomes a finding.
  /// - Parameters:
  ///   - tree: The card.
  ///   - file: What to call the card in errors.
  /// - Throws: `wrongType` where the card, its only `data` or its name is of a kind that cannot be
  ///   understood, and `missing` where it has no name.
  package init(tree: JSONTree, file: String) throws(PersonaError) {
    var reader = try CardReader(tree: tree, file: file)
    self.tree = tree
    format = reader.format
    name = try reader.name()
    nickname = reader.nickname()
    description = reader.text(.description)
    personality = reader.text(.personality)
    scenario = reader.text(.scenario)
    firstMessage = reader.text(.firstMessage)
    alternateGreetings = reader.list(.alternateGreetings)
    exampleMessages = reader.text(.exampleMessages)
    creatorNotes = reader.text(.creatorNotes)
    systemPrompt = reader.text(.systemPrompt)
    postHistoryInstructions = reader.text(.postHistoryInstructions)
    depthPrompt = reader.depthPrompt
    lorebookEntries = reader.lorebookEntries
    tags = reader.list(.tags)
    creator = reader.text(.creator)
    characterVersion = reader.text(.characterVersion)
    readingFindings = reader.findings
    contentHash = SHA256.hash(data: tree.encoded(.canonical)).map { byte in
      (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined()
  }

  /// The object that holds the fields: `data`, or in V1 the whole card.
  var fields: JSONTree {
    guard format != .v1, let data = tree["data"] else { return tree }
    return data
  }

  /// The name the character goes by: the nickname where there is one.
  package var displayName: String { nickname ?? name }

  /// The display name with its own macros filled in, as the character is called before `userName`.
  package func spokenName(to userName: String) -> String {
    Macros(characterName: name, userName: userName).expanded(displayName)
  }

  /// Whether nothing on the card says who the character is or how it talks.
  package var saysNothing: Bool {
    let texts = [
      systemPrompt, description, personality, scenario, postHistoryInstructions, depthPrompt,
    ]
    return (texts + greetings).allSatisfy { $0.allSatisfy(\.isWhitespace) }
      && exampleReplies().isEmpty
  }

  /// Everything the character may open with: the first message, then the others; no empty ones.
  package var greetings: [String] {
    ([firstMessage] + alternateGreetings).filter { !$0.isEmpty }
  }
}
