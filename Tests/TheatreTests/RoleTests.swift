import Foundation
import MaskInference
import Personas
import Testing
import Theatre

@Suite struct `The role of a persona` {
  private static func role(_ fields: [String: String], userName: String = "User") throws -> Role {
    let data = try JSONEncoder().encode(fields)
    let card = try CharacterCard(data: data, file: "owl.json")
    return Role(Persona(mask: "owl", card: card, origin: .session), userName: userName)
  }

  @Test func `is told with the macros filled in`() throws {
    let role = try Self.role(
      [
        "name": "Old Owl", "description": " {{char}} is an owl. ",
        "personality": "Wise to {{user}}.",
        "scenario": "<BOT> sits by <USER>.\n", "first_mes": " Hoo, {{user}}! ", "mes_example": "",
      ], userName: "Sam")
    #expect(role.mask == Mask("owl"))
    #expect(role.displayName == "Old Owl")
    #expect(role.direction == "Old Owl is an owl. Wise to Sam. Old Owl sits by Sam.")
    #expect(role.greeting == "Hoo, Sam!")
  }

  @Test func `begins with the card's own system prompt`() throws {
    let data = Data(
      """
      {"spec": "chara_card_v2", "spec_version": "2.0",
       "data": {"name": "Owl", "description": "An owl.", "system_prompt": "Play {{char}}."}}
      """.utf8)
    let card = try CharacterCard(data: data, file: "owl.json")
    let role = Role(Persona(mask: "owl", card: card, origin: .session))
    #expect(role.direction == "Play Owl. An owl.")
  }

  @Test func `has the answers with their cues, and nothing said unasked`() throws {
    let role = try Self.role([
      "name": "Owl",
      "mes_example": """
      <START>
      {{char}}: Unasked.
      {{user}}: Who is {{char}}?
      {{char}}: I am {{char}}, {{user}}.
      {{char}}: And more.
      <START>
      {{user}}: First.
      {{user}}: Second.
      {{char}}: Hoo.
      <START>
      {{user}}: Nobody answers.
      """,
    ])
    #expect(
      role.examples == [
        Role.Exchange(cue: "Who is Owl?", answer: "I am Owl, User."),
        Role.Exchange(cue: "Second.", answer: "Hoo."),
      ])
    #expect(role.greeting == nil)
    #expect(role.lines == ["I am Owl, User.", "Hoo."])
  }

  @Test func `has no greeting where the card's is blank`() throws {
    #expect(try Self.role(["name": "Owl", "first_mes": " \n"]).greeting == nil)
  }

  @Test(arguments: Cards.library.masks)
  func `can be made of every card shipped`(mask: String) throws {
    let role = Role(try Cards.library.persona(named: mask))
    #expect(!role.direction.isEmpty)
    #expect(role.greeting?.isEmpty == false)
    #expect(role.examples.count >= 12)
    let texts =
      [role.direction, role.greeting ?? ""] + role.examples.flatMap { [$0.cue, $0.answer] }
    #expect(texts.allSatisfy { !$0.contains("{{") && !$0.contains("<START>") })
  }
}

@Suite struct `A stage direction` {
  private static let roles = ["Ann", "Bob", "Cid"].map { name in
    Role(
      mask: Mask(name.lowercased()), displayName: name, direction: "\(name) hums.",
      examples: (1...3).map { Role.Exchange(cue: "\(name) \($0)?", answer: "\($0)!") },
      greeting: nil)
  }

  @Test(arguments: 1...3)
  func `names every mask from the innermost out`(depth: Int) throws {
    let roles = Array(Self.roles.prefix(depth))
    let text = StageDirection(roles: roles, examples: 2).text
    let places = try roles.map { role in
      try #require(text.range(of: "\(role.displayName). \(role.direction)")).lowerBound
    }
    #expect(places == places.sorted())
    #expect(Self.roles.dropFirst(depth).allSatisfy { !text.contains($0.displayName) })
    #expect(text.components(separatedBy: "wearing a mask").count == depth)
    let outermost = try #require(roles.last)
    #expect(text.hasSuffix("in \(outermost.displayName)'s own voice."))
  }

  @Test(arguments: 0...4)
  func `shows as many examples of the outermost mask as are wanted and there are`(count: Int) {
    let examples = StageDirection(roles: Array(Self.roles.prefix(2)), examples: count).examples
    #expect(examples == Array(Self.roles[1].examples.prefix(count)))
  }
}
