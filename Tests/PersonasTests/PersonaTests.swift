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

@Suite struct `Persona folders` {
  private func paths(_ environment: [String: String], executable: String?) -> [String] {
    PersonaFolders.standard(
      currentDirectory: URL(filePath: "/somewhere/here", directoryHint: .isDirectory),
      environment: environment, executable: executable.map { URL(filePath: $0) }
    ).map(\.path)
  }

  @Test(
    arguments: [
      (
        ["XDG_DATA_HOME": "/data", "HOME": "/home/ann"], "/opt/bin/shoggoth",
        ["/somewhere/here/personas", "/data/shoggoth/personas", "/opt/share/shoggoth/personas"]
      ),
      (
        ["HOME": "/home/ann"], "/opt/bin/shoggoth",
        [
          "/somewhere/here/personas", "/home/ann/.local/share/shoggoth/personas",
          "/opt/share/shoggoth/personas",
        ]
      ),
      (
        ["XDG_DATA_HOME": "relative", "HOME": "/home/ann"], nil,
        ["/somewhere/here/personas", "/home/ann/.local/share/shoggoth/personas"]
      ),
      (["XDG_DATA_HOME": "", "HOME": ""], nil, ["/somewhere/here/personas"]),
      (
        ["XDG_DATA_HOME": "/usr/share"], "/usr/bin/shoggoth",
        ["/somewhere/here/personas", "/usr/share/shoggoth/personas"]
      ),
    ] as [([String: String], String?, [String])])
  func `follow from the environment, each once`(
    _ environment: [String: String], _ executable: String?, _ expected: [String]
  ) {
    #expect(paths(environment, executable: executable) == expected)
  }
}
