import Foundation
import Personas
import Support
import Testing

@Suite struct `Card lint` {
  private static let good: [JSONTree.Member] = [
    JSONTree.Member("name", .string("Ann")),
    JSONTree.Member("description", .string("{{char}} is a baker.")),
    JSONTree.Member("personality", .string("kind")),
    JSONTree.Member("scenario", .string("a bakery")),
    JSONTree.Member("first_mes", .string("Hello, {{user}}.")),
    JSONTree.Member(
      "mes_example",
      .string(
        "<START>\n{{user}}: 1\n{{char}}: a\n{{char}}: b\n<START>\n{{char}}: c\n{{char}}: d")),
    JSONTree.Member("creator_notes", .string("")),
    JSONTree.Member("system_prompt", .string("{{original}}")),
    JSONTree.Member("post_history_instructions", .string("")),
    JSONTree.Member("alternate_greetings", .array([])),
    JSONTree.Member("tags", .array([])),
    JSONTree.Member("creator", .string("")),
    JSONTree.Member("character_version", .string("")),
    JSONTree.Member("extensions", .object([])),
  ]

  private static func findings(_ changes: (inout JSONTree) -> Void) throws -> [String] {
    var data = JSONTree.object(good)
    changes(&data)
    let tree = JSONTree.object([
      JSONTree.Member("spec", .string("chara_card_v2")),
      JSONTree.Member("spec_version", .string("2.0")), JSONTree.Member("data", data),
    ])
    return CardLint(try CharacterCard(tree: tree, file: "test.json")).findings.map {
      "\($0.severity.rawValue) \($0.keyPath)"
    }
  }

  struct Fault: CustomTestStringConvertible, Sendable {
    let key: String
    let value: JSONTree
    let finding: String
    var testDescription: String { "\(key) → \(finding)" }
  }

  @Test func `finds nothing in a good card`() throws {
    #expect(try Self.findings { _ in }.isEmpty)
  }

  @Test(arguments: [
    Fault(key: "description", value: .string(" "), finding: "warning data.description"),
    Fault(
      key: "description", value: .string(String(repeating: "x", count: 4001)),
      finding: "warning data.description"),
    Fault(
      key: "description", value: .string("{{time}}"), finding: "warning data.description"),
    Fault(
      key: "scenario", value: .string("{{original}}"), finding: "warning data.scenario"),
    Fault(
      key: "alternate_greetings", value: .array([.string("a"), .string("{{x}}")]),
      finding: "warning data.alternate_greetings[1]"),
    Fault(key: "first_mes", value: .string(""), finding: "warning data.first_mes"),
    Fault(
      key: "name", value: .string(String(repeating: "x", count: 81)), finding: "warning data.name"),
    Fault(key: "mes_example", value: .string(""), finding: "warning data.mes_example"),
    Fault(
      key: "mes_example", value: .string("just prose"), finding: "warning data.mes_example"),
    Fault(
      key: "mes_example", value: .string("{{char}}: one"), finding: "note data.mes_example"),
    Fault(
      key: "mes_example",
      value: .string("{{char}}: a\n{{char}}: b\n{{char}}: c\n{{char}}: d\n{{char}}:  A "),
      finding: "warning data.mes_example"),
    Fault(
      key: "creator_notes", value: .string("\u{1B}[2J"), finding: "warning data.creator_notes"),
    Fault(key: "tags", value: .array([.string("a\u{07}")]), finding: "warning data.tags"),
    Fault(key: "scenario", value: .string("caf\u{FFFD}"), finding: "warning data.scenario"),
    Fault(key: "tags", value: .null, finding: "note data.tags"),
    Fault(key: "creator", value: .bool(true), finding: "warning data.creator"),
    Fault(
      key: "character_book", value: .object([JSONTree.Member("entries", .array([.object([])]))]),
      finding: "warning data.character_book"),
    Fault(
      key: "extensions",
      value: .object([
        JSONTree.Member("depth_prompt", .object([JSONTree.Member("prompt", .string("x"))]))
      ]),
      finding: "note data.extensions.depth_prompt"),
    Fault(
      key: "character_book",
      value: .object([
        JSONTree.Member("entries", .object([JSONTree.Member("0", .object([]))]))
      ]),
      finding: "warning data.character_book"),
    Fault(
      key: "character_book", value: .array([.object([])]), finding: "warning data.character_book"),
    Fault(
      key: "character_book", value: .object([JSONTree.Member("entries", .string("x"))]),
      finding: "warning data.character_book"),
    Fault(
      key: "extensions",
      value: .object([
        JSONTree.Member("depth_prompt", .object([JSONTree.Member("prompt", .array([]))]))
      ]),
      finding: "warning data.extensions.depth_prompt"),
    Fault(
      key: "mes_example", value: .string("<START>\n"), finding: "warning data.mes_example"),
    Fault(
      key: "mes_example",
      value: .string("Rain.\n{{char}}: a\n{{char}}: b\n{{char}}: c\n{{char}}: d"),
      finding: "note data.mes_example"),
    Fault(
      key: "mes_example",
      value: .string("{{random_user_1}}: {{x}}\n{{ char }}: a\n**Ann:** b\nc\nAnn：d\nAnn: e"),
      finding: "warning data.mes_example"),
    Fault(
      key: "post_history_instructions", value: .string("{{time}}"),
      finding: "warning data.post_history_instructions"),
    Fault(key: "assets", value: .array([.object([])]), finding: "note data.assets"),
    Fault(key: "tag", value: .array([]), finding: "warning data.tag"),
    Fault(key: "something_else", value: .null, finding: "note data.something_else"),
  ])
  func `names each fault, and only that`(_ fault: Fault) throws {
    #expect(try Self.findings { $0.set(fault.key, to: fault.value) } == [fault.finding])
  }

  @Test func `calls a card that says nothing of its character an error`() throws {
    let findings = try Self.findings { data in
      data.set("description", to: .string(""))
      data.set("personality", to: .string(""))
    }
    #expect(findings == ["error data.description"])
  }

  @Test(arguments: [
    ("{{START}}\n{{char}}: a\n{{char}}: b", 2), ("**Ann:** a\nEND_OF_DIALOG", 1),
    ("{{char}}: a\n{{char}}: {{noop}}\n<START>\n{{char}}: c", 2),
  ])
  func `counts the lines that a lane hears`(_ text: String, _ count: Int) throws {
    var data = JSONTree.object(Self.good)
    data.set("mes_example", to: .string(text))
    let card = try CharacterCard(
      tree: .object([
        JSONTree.Member("spec", .string("chara_card_v2")), JSONTree.Member("data", data),
      ]), file: "test.json")
    #expect(card.exampleReplies().flatMap(\.lines).count == count)
    #expect(
      CardLint(card).findings.contains {
        $0.message == "has \(count) of the character's lines"
      })
  }

  @Test func `warns of a character that only a system prompt tells of`() throws {
    let findings = try Self.findings { data in
      data.set("description", to: .string(""))
      data.set("personality", to: .string(""))
      data.set("system_prompt", to: .string("You hoot."))
    }
    #expect(findings == ["warning data.description"])
  }

  @Test func `says which greeting is used where the first is blank`() throws {
    func severity(_ others: [String]) throws -> [String] {
      try Self.findings { data in
        data.set("first_mes", to: .string(" \n"))
        data.set("alternate_greetings", to: .array(others.map { .string($0) }))
      }
    }
    #expect(try severity([" "]) == ["warning data.first_mes"])
    #expect(try severity([" ", "Hello."]) == ["note data.first_mes"])
  }

  @Test func `notes a missing field`() throws {
    #expect(try Self.findings { $0.remove("creator") } == ["note data.creator"])
  }

  @Test func `warns of a key written twice`() throws {
    let findings = try Self.findings { data in
      data = .object((data.members ?? []) + [JSONTree.Member("creator", .string(""))])
    }
    #expect(findings == ["warning data.creator"])
  }

  @Test func `puts the heaviest first and is clean with notes alone`() throws {
    let lint = CardLint(try card(#"{"name":"A"}"#))
    #expect(lint.findings.map(\.severity) == lint.findings.map(\.severity).sorted(by: >))
    #expect(lint.findings.first?.severity == .error)
    #expect(!lint.isClean)
    let noted = try Self.findings { $0.remove("creator") }
    #expect(noted.count == 1)
  }

  @Test func `speaks without control characters`() throws {
    let lint = CardLint(try card(#"{"name":"A","\u001b[2Jkey":1,"description":"{{\u0007x}}"}"#))
    #expect(lint.findings.allSatisfy { !"\($0)".hasControlCharacters })
    #expect(lint.findings.contains { $0.keyPath == "key" })
  }
}
