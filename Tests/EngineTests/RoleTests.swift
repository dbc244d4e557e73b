import Engine
import Foundation
import MaskInference
import Personas
import Testing

@Suite struct `The role of a persona` {
  private static func role(
    _ fields: [String: String], userName: String = "User", staging: Staging = .second
  ) throws -> Role {
    let data = try JSONEncoder().encode(fields)
    let card = try CharacterCard(data: data, file: "owl.json")
    return Role(
      Persona(mask: "owl", card: card, origin: .session), userName: userName, staging: staging)
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

  private static let talk = [
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
  ]

  @Test func `has all that is answered, with what it answers`() throws {
    let role = try Self.role(Self.talk)
    #expect(
      role.examples == [
        Role.Exchange(cue: "Hello.", answer: "Unasked."),
        Role.Exchange(cue: "Who is Owl?", answer: "I am Owl, User.\nAnd more."),
        Role.Exchange(cue: "First.\nSecond.", answer: "Hoo."),
      ])
  }

  @Test(arguments: [
    ("{{original}} Speak plainly.", "Speak plainly."), ("{{original}}", ""),
    ("Speak{{original}} plainly.", "Speak plainly."), ("A {{ORIGINAL}} B", "A B"),
    ("A\n{{original}}\nB", "A\nB"), ("Speak plainly. {{original}}", "Speak plainly."),
  ])
  func `is told the same with the original prompt as without`(
    _ text: String, _ told: String
  ) throws {
    for field in ["system_prompt", "post_history_instructions"] {
      let role = try Self.role(["name": "Owl", "description": "An owl.", field: text])
      #expect(role == (try Self.role(["name": "Owl", "description": "An owl.", field: told])))
      let prompt = field == "system_prompt" && !told.isEmpty ? told + " " : ""
      #expect(role.direction == prompt + "An owl.")
      #expect(role.instructions == (field == "system_prompt" ? "" : told))
    }
  }

  @Test func `is told the instructions and the prompt at a depth, macros filled in`() throws {
    let data = Data(
      """
      {"name": "Owl", "description": "An owl.", "post_history_instructions": "{{char}} rhymes. ",
       "extensions": {"depth_prompt": {"prompt": "{{user}} is cold.", "depth": 4}}}
      """.utf8)
    let card = try CharacterCard(data: data, file: "owl.json")
    let role = Role(Persona(mask: "owl", card: card, origin: .session))
    #expect(role.instructions == "Owl rhymes. User is cold.")
    let older = Role(Persona(mask: "owl", card: card, origin: .session), staging: .first)
    #expect(older.instructions == "")
    #expect(older.direction == role.direction)
  }

  @Test func `leaves a section that tags set off as it is, and fills in the name`() throws {
    let fields = [
      "name": "{{user}}'s owl",
      "description": "<user>{{user}} is tall.</user> <user> and <USER> see {{char}}.",
    ]
    let role = try Self.role(fields, userName: "Sam")
    #expect(role.displayName == "Sam's owl")
    #expect(role.direction == "<user>Sam is tall.</user> Sam and Sam see Sam's owl.")
    let older = try Self.role(fields, userName: "Sam", staging: .first)
    #expect(older.direction == "SamSam is tall.</user> Sam and Sam see {{user}}'s owl.")
  }

  @Test func `greets with the first greeting that is not blank`() throws {
    let data = Data(
      #"{"name": "Owl", "first_mes": " ", "alternate_greetings": ["\n", "Hoo."]}"#.utf8)
    let persona = Persona(
      mask: "owl", card: try CharacterCard(data: data, file: "owl.json"), origin: .session)
    #expect(Role(persona).greeting == "Hoo.")
    #expect(Role(persona, staging: .first).greeting == nil)
  }

  @Test(arguments: [
    (#"{"name": "Owl"}"#, true), (#"{"name": "Owl", "mes_example": "<START>"}"#, true),
    (#"{"name": "Owl", "tags": ["bird"], "creator_notes": "Hoo."}"#, true),
    (#"{"name": "Owl", "system_prompt": "{{original}}"}"#, true),
    (#"{"name": "Owl", "system_prompt": "Hoot."}"#, false),
    (#"{"name": "Owl", "mes_example": "Owl: Hoo."}"#, false),
    (#"{"name": "Owl", "first_mes": "Hoo."}"#, false),
  ])
  func `is empty where a card tells nothing of the character`(
    _ json: String, _ isEmpty: Bool
  ) throws {
    let card = try CharacterCard(data: Data(json.utf8), file: "owl.json")
    #expect(Role(Persona(mask: "owl", card: card, origin: .session)).isEmpty == isEmpty)
  }

  @Test(arguments: Cards.library.masks)
  func `is the same in every version for the cards shipped`(mask: String) throws {
    let persona = try Cards.library.persona(named: mask)
    #expect(Role(persona) == Role(persona, staging: .first))
  }

  @Test func `in the first version has nothing said unasked`() throws {
    let role = try Self.role(Self.talk, staging: .first)
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

  @Test func `ends with the instructions of the outermost mask alone and whose words are wanted`() {
    var roles = Self.roles
    for index in roles.indices { roles[index].instructions = "Rhyme \(index)." }
    let lines = StageDirection(roles: roles, examples: 0).text.split(separator: "\n")
    #expect(lines.suffix(2) == ["Rhyme 2.", "Say only what Cid would say, in Cid's own voice."])
    #expect(!lines.contains("Rhyme 0.") && !lines.contains("Rhyme 1."))
  }

  @Test(arguments: 0...4)
  func `shows as many examples of the outermost mask as are wanted and there are`(count: Int) {
    let examples = StageDirection(roles: Array(Self.roles.prefix(2)), examples: count).examples
    #expect(examples == Array(Self.roles[1].examples.prefix(count)))
  }
}
