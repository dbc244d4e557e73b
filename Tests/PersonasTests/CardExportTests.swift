import Foundation
import Personas
import Support
import Testing

@Suite struct `Exported cards` {
  private static let complete =
    #"{"spec":"chara_card_v2","spec_version":"2.0","data":{"name":"A","description":"d","#
    + #""personality":"","scenario":"","first_mes":"","mes_example":"","creator_notes":"","#
    + #""system_prompt":"","post_history_instructions":"","creator":"","character_version":"","#
    + #""alternate_greetings":[],"tags":["t"],"extensions":{}}}"#

  private func export(_ json: String) throws -> String {
    String(decoding: try card(json).exported().encoded(), as: UTF8.self)
  }

  @Test func `stay as they are where they are right`() throws {
    #expect(try export(Self.complete) == Self.complete)
  }

  @Test func `are made right where null, numbers and lone strings stood`() throws {
    let json =
      #"{"spec":"chara_card_v2","data":{"name":"A","description":7,"tags":"t","#
      + #""alternate_greetings":null,"character_book":null,"creator":null,"own":1}}"#
    let data = try #require(try card(json).exported()["data"])
    #expect(data["description"] == .string("7"))
    #expect(data["tags"] == .array([.string("t")]))
    #expect(data["alternate_greetings"] == .array([]))
    #expect(data["character_book"] == nil)
    #expect(data["creator"] == .string(""))
    #expect(data["own"] == .number(JSONNumber(1)))
  }

  @Test func `of the first format become the second and keep their flat fields`() throws {
    let tree = try card(#"{"name":"A","description":"d\u001b[0m","own":1}"#).exported()
    #expect(tree["own"] == .number(JSONNumber(1)))
    #expect(tree["description"] == .string("d\u{1B}[0m"))
    #expect(tree["spec"] == .string("chara_card_v2"))
    #expect(tree["spec_version"] == .string("2.0"))
    #expect(tree["data"]?["description"] == .string("d\u{1B}[0m"))
    let card = try CharacterCard(tree: tree, file: "test.json")
    #expect(card.format == .v2)
    #expect(card.readingFindings.isEmpty)
  }

  @Test(arguments: [(#""3.0""#, "3.0"), (#""3.2""#, "3.2"), ("3", "3.0"), ("null", "3.0")])
  func `of the third format stay so, with their version`(
    _ read: String, _ written: String
  ) throws {
    let tree = try card(
      #"{"spec":"chara_card_v3","spec_version":\#(read),"data":{"name":"A"}}"#
    ).exported()
    #expect(tree["spec"] == .string("chara_card_v3"))
    #expect(tree["spec_version"] == .string(written))
    #expect(tree["data"]?["group_only_greetings"] == .array([]))
  }

  @Test(arguments: [
    (#""description":{"a":1}"#, "data.description"), (#""tags":[{}]"#, "data.tags"),
    (#""extensions":"x""#, "data.extensions"),
  ])
  func `are refused rather than lose what has no strict form`(
    _ member: String, _ keyPath: String
  ) {
    #expect {
      try export(#"{"spec":"chara_card_v2","data":{"name":"A",\#(member)}}"#)
    } throws: { error in
      guard case .wrongType(_, keyPath, _, _) = error as? PersonaError else { return false }
      return true
    }
  }

  @Test(arguments: [
    complete, #"{"name":"A"}"#, #"{"spec":"chara_card_v3","data":{"name":"A","tags":null}}"#,
    #"{"spec":"chara_card_v2","name":"A","tags":["o"],"data":{"name":""}}"#,
  ])
  func `do not change when exported again`(_ json: String) throws {
    let once = try card(json).exported()
    let again = try CharacterCard(tree: once, file: "test.json").exported()
    #expect(again.encoded() == once.encoded())
  }
}
