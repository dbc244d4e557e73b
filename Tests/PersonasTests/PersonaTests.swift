import Foundation
import Personas
import Testing

@Suite struct `Mask names` {
  @Test(arguments: [
    ("grandmother", "grandmother"), ("Baba Yaga's hut (2)", "baba-yagas-hut-2"),
    ("  --Old__Man--  ", "old-man"), ("Renée", "renée"), ("Дед Мороз", "дед-мороз"),
    ("日本", "日本"), ("\u{1B}[1mred", "1mred"), ("...", nil), ("", nil),
    (String(repeating: "x", count: 200), String(repeating: "x", count: 60)),
  ])
  func `are lower-case words joined by hyphens`(_ title: String, _ slug: String?) {
    #expect(MaskName.slug(of: title) == slug)
  }
}

@Suite struct `Described personas` {
  @Test(arguments: [
    (
      "a retired spy who hates the sea", "retired-spy", "Retired Spy",
      "{{char}} is a retired spy who hates the sea."
    ),
    ("  The   god of\nthunder! ", "god", "God", "{{char}} is the god of thunder!"),
    ("An owl", "owl", "Owl", "{{char}} is an owl."),
    (
      "tired, well-meaning clerk", "tired", "Tired", "{{char}} is tired, well-meaning clerk."
    ),
    (
      "very old talking mountain goat", "very-old-talking", "Very Old Talking",
      "{{char}} is very old talking mountain goat."
    ),
    ("who knows", "who-knows", "Who Knows", "{{char}} is who knows."),
    ("a \u{1B}[31mred\u{1B}[0m fox", "red-fox", "Red Fox", "{{char}} is a red fox."),
  ])
  func `take name and description from the sentence`(
    _ sentence: String, _ mask: String, _ name: String, _ description: String
  ) throws {
    let persona = try Persona.described(as: sentence)
    #expect(persona.mask == mask)
    #expect(persona.card.name == name)
    #expect(persona.card.description == description)
    #expect(persona.origin == .session)
  }

  @Test func `are strict cards without examples`() throws {
    let card = try Persona.described(as: "an owl").card
    #expect(card.format == .v2)
    #expect(card.examples().exchanges.isEmpty)
    #expect(card.readingFindings.isEmpty)
    #expect(try card.exported() == card.tree)
  }

  @Test func `do not take a name that is taken`() throws {
    let persona = try Persona.described(as: "a pirate", avoiding: ["pirate", "pirate-2"])
    #expect(persona.mask == "pirate-3")
  }

  @Test func `of the same sentence have the same hash`() throws {
    #expect(
      try Persona.described(as: "an owl").contentHash
        == Persona.described(as: "an owl", avoiding: ["owl"]).contentHash)
  }

  @Test(arguments: ["", "   ", "?!", "a", "\u{1B}[0m"])
  func `need a word to go by`(_ sentence: String) {
    #expect(throws: PersonaError.emptySentence) { try Persona.described(as: sentence) }
  }
}
