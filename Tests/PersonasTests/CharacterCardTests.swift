import Foundation
import Personas
import Support
import TestSupport
import Testing

/// Reads a card from a literal, under the name that the error tables expect.
func card(_ json: String) throws(PersonaError) -> CharacterCard {
  try CharacterCard(data: Data(json.utf8), file: "test.json")
}

@Suite struct `Character cards` {
  @Test func `are read in the flat first format`() throws {
    let card = try card(
      """
      {"name":"Ann","description":"d","personality":"p","scenario":"s","first_mes":"f",
       "mes_example":"m"}
      """)
    #expect(card.format == .v1)
    #expect(card.name == "Ann")
    #expect(card.description == "d")
    #expect(card.personality == "p")
    #expect(card.scenario == "s")
    #expect(card.firstMessage == "f")
    #expect(card.exampleMessages == "m")
    #expect(card.readingFindings.isEmpty)
  }

  @Test func `are read in the second format`() throws {
    let card = try card(
      """
      {"spec":"chara_card_v2","spec_version":"2.0","data":{"name":"Ann","description":"d",
       "personality":"p","scenario":"s","first_mes":"f","mes_example":"m","creator_notes":"n",
       "system_prompt":"y","post_history_instructions":"i","alternate_greetings":["g","","h"],
       "tags":["t","u"],"creator":"c","character_version":"v","extensions":{}}}
      """)
    #expect(card.format == .v2)
    #expect(card.creatorNotes == "n")
    #expect(card.systemPrompt == "y")
    #expect(card.postHistoryInstructions == "i")
    #expect(card.alternateGreetings == ["g", "", "h"])
    #expect(card.greetings == ["f", "g", "h"])
    #expect(card.tags == ["t", "u"])
    #expect(card.creator == "c")
    #expect(card.characterVersion == "v")
    #expect(card.nickname == nil)
    #expect(card.readingFindings.isEmpty)
  }

  @Test(arguments: [(#""3.0""#, false), (#""3.1""#, true), ("4", true)])
  func `are read in the third format and warn of a later one`(
    _ version: String, _ warns: Bool
  ) throws {
    let card = try card(
      """
      {"spec":"chara_card_v3","spec_version":\(version),"data":{"name":"Ann","nickname":"Annie"}}
      """)
    #expect(card.format == .v3)
    #expect(card.displayName == "Annie")
    #expect(card.readingFindings.map(\.keyPath) == (warns ? ["spec_version"] : []))
  }

  struct Tolerated: CustomTestStringConvertible, Sendable {
    let json: String
    let description: String
    let tags: [String]
    let keyPaths: [String]
    var testDescription: String { json }
  }

  @Test(arguments: [
    Tolerated(
      json: #"{"name":"A","description":null,"tags":null}"#, description: "", tags: [],
      keyPaths: ["description", "tags"]),
    Tolerated(
      json: #"{"name":"A","description":42,"tags":""}"#, description: "42", tags: [],
      keyPaths: ["description", "tags"]),
    Tolerated(
      json: #"{"name":"A","description":["x"],"tags":"lone"}"#, description: "", tags: ["lone"],
      keyPaths: ["description", "tags"]),
    Tolerated(
      json: #"{"name":"A","tags":["x",null,7,{}]}"#, description: "", tags: ["x", "7"],
      keyPaths: ["tags[1]", "tags[2]", "tags[3]"]),
    Tolerated(
      json: #"{"name":"A","data":null,"description":"d"}"#, description: "d", tags: [],
      keyPaths: ["data"]),
    Tolerated(
      json: #"{"data":{"name":"A","description":"d"}}"#, description: "d", tags: [],
      keyPaths: ["spec"]),
    Tolerated(
      json: #"{"spec":"chara_card_v2","spec_version":2,"data":{"name":"A"}}"#, description: "",
      tags: [], keyPaths: []),
    Tolerated(
      json: #"{"spec":"chara_card_v2","name":"A"}"#, description: "", tags: [], keyPaths: ["spec"]),
    Tolerated(
      json: """
        {"spec":"chara_card_v2","name":"B","description":"outer","tags":["o"],
         "data":{"name":"A","description":"inner","tags":["i"]}}
        """,
      description: "inner", tags: ["i"], keyPaths: ["data.name", "data.description"]),
    Tolerated(
      json: """
        {"spec":"chara_card_v2","name":"A","description":"outer",
         "data":{"name":"","description":"","tags":[]}}
        """,
      description: "", tags: [], keyPaths: ["data.name", "data.description"]),
    Tolerated(
      json: """
        {"spec":"chara_card_v2","description":"outer","data":{"name":"A","description":null}}
        """,
      description: "outer", tags: [], keyPaths: ["data.description"]),
    Tolerated(
      json: #"{"spec":"chara_card_v2","data":{"name":"A","character_book":null}}"#,
      description: "", tags: [], keyPaths: []),
  ])
  func `are read liberally, and what was put up with is told`(_ row: Tolerated) throws {
    let card = try card(row.json)
    #expect(card.name == "A")
    #expect(card.description == row.description)
    #expect(card.tags == row.tags)
    #expect(card.readingFindings.map(\.keyPath) == row.keyPaths)
  }

  @Test func `show texts without control characters and keep them in the tree`() throws {
    let card = try card(
      #"{"name":" A\u001b[1m\nB ","description":"x\u001b]0;t\u0007y","tags":["\u0000t"]}"#)
    #expect(card.name == "A B")
    #expect(card.description == "xy")
    #expect(card.tree["description"] == .string("x\u{1B}]0;t\u{07}y"))
  }

  @Test func `keep every key that they came with`() throws {
    let json =
      #"{"spec":"chara_card_v2","data":{"name":"A","extensions":{"app/x":{"n":"#
      + #"98765432109876543210}},"new":[1.0]},"fav":false}"#
    #expect(String(decoding: try card(json).tree.encoded(), as: UTF8.self) == json)
  }

  @Test func `are hashed by content, whatever the layout`() throws {
    let hash = "ec07c92bf35c882e905011b4045f34b4dbc941e0576a42bf7e1fbdc01311e731"
    #expect(try card(#"{"a":"é","name":"A"}"#).contentHash == hash)
    #expect(try card("{\n \"name\": \"A\", \"a\" : \"\\u00e9\" }").contentHash == hash)
    #expect(try card(#"{"a":"e","name":"A"}"#).contentHash != hash)
  }
}

@Suite struct `Broken cards` {
  @Test(arguments: [
    (
      "not a card",
      PersonaError.notJSON(
        file: "test.json", line: 1, column: 1, expected: "a JSON value", found: "'n'")
    ),
    (
      "[]",
      .wrongType(
        file: "test.json", keyPath: "the whole file", expected: "a card, which is an object",
        found: "a list")
    ),
    ("{}", .missing(file: "test.json", keyPath: "name", expected: "the character's name")),
    (
      #"{"name":" \u001b[0m "}"#,
      .missing(file: "test.json", keyPath: "name", expected: "the character's name")
    ),
    (
      #"{"spec":"chara_card_v2","data":{"name":null}}"#,
      .missing(file: "test.json", keyPath: "data.name", expected: "the character's name")
    ),
    (
      #"{"spec":"chara_card_v3","data":{"name":["A"]}}"#,
      .wrongType(
        file: "test.json", keyPath: "data.name", expected: "the character's name",
        found: "a list")
    ),
    (
      #"{"spec":"chara_card_v2","data":"x"}"#,
      .wrongType(
        file: "test.json", keyPath: "data", expected: "an object", found: "a string")
    ),
  ])
  func `are refused with file and place`(_ json: String, _ error: PersonaError) {
    #expect(throws: error) { try card(json) }
  }

  @Test func `are refused above four MiB and read up to there`() throws {
    let limit = 4 * 1024 * 1024
    let start = #"{"name":"A","description":""#
    let end = #""}"#
    func padded(to bytes: Int) -> String {
      start + String(repeating: "x", count: bytes - start.utf8.count - end.utf8.count) + end
    }
    #expect(try card(padded(to: limit)).description.utf8.count > limit - 100)
    #expect(throws: PersonaError.tooLarge(file: "test.json", limit: limit)) {
      try card(padded(to: limit + 1))
    }
  }

  @Test func `are told from pictures`() {
    #expect {
      try CharacterCard(data: Data([0x89, 0x50, 0x4E, 0x47, 0x0D]), file: "a.png")
    } throws: { error in
      "\(error)".contains("PNG")
    }
  }

  @Test func `are refused from disk with a reason`() throws {
    let folder = try TemporaryFolder()
    let big = try folder.write("big.json", String(repeating: " ", count: 5 * 1024 * 1024))
    #expect(throws: PersonaError.tooLarge(file: big.path, limit: 4 * 1024 * 1024)) {
      try CharacterCard(contentsOf: big)
    }
    for url in [folder.url, folder.url.appending(path: "absent.json")] {
      #expect {
        try CharacterCard(contentsOf: url)
      } throws: { error in
        guard case .unreadable(url.path, let reason) = error as? PersonaError else { return false }
        return !reason.isEmpty
      }
    }
  }

  @Test func `are described on one safe line that says what to do`() {
    let error = PersonaError.missing(
      file: "\u{1B}]0;x\u{07}evil.json", keyPath: "data.name", expected: "the character's name")
    #expect(
      "\(error)" == "evil.json: data.name is missing or empty; expected the character's name."
        + " Fill it in and try again.")
  }
}
