/// The keys of a card's fields as the three formats spell them.
enum CardField: String, CaseIterable {
  case name, description, personality, scenario
  case firstMessage = "first_mes"
  case exampleMessages = "mes_example"
  case creatorNotes = "creator_notes"
  case systemPrompt = "system_prompt"
  case postHistoryInstructions = "post_history_instructions"
  case alternateGreetings = "alternate_greetings"
  case characterBook = "character_book"
  case tags, creator
  case characterVersion = "character_version"
  case extensions
  case assets, nickname
  case creatorNotesMultilingual = "creator_notes_multilingual"
  case source
  case groupOnlyGreetings = "group_only_greetings"
  case creationDate = "creation_date"
  case modificationDate = "modification_date"

  /// The fields of the first format, all of them text.
  static let flat: [CardField] = [
    .name, .description, .personality, .scenario, .firstMessage, .exampleMessages,
  ]

  /// The text fields that the second format requires.
  static let texts: [CardField] =
    flat + [.creatorNotes, .systemPrompt, .postHistoryInstructions, .creator, .characterVersion]

  /// The lists of strings that the second format requires.
  static let lists: [CardField] = [.alternateGreetings, .tags]
}
