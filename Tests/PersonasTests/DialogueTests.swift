import Personas
import Support
import Testing

private func talk(_ text: String) -> [[String]] {
  Dialogue(parsing: text, characterNames: ["Ann", "Dr: Who"], userNames: ["Bob"]).exchanges.map {
    $0.lines.map { "\($0.speaker): \($0.text)" }
  }
}

@Suite struct `Example talk` {
  @Test(arguments: [
    ("", []),
    ("<START>", []),
    ("<START>\n\n<start>\n", []),
    ("{{user}}: Hi\n{{char}}: Ho", [["user: Hi", "character: Ho"]]),
    (
      "<START>\n{{user}}: 1\n<Start>{{char}}: 2\n  <START>  \n{{char}}: 3",
      [["user: 1"], ["character: 2"], ["character: 3"]]
    ),
    (
      "{{CHAR}}: one\ntwo\n\nthree\n{{User}} : four",
      [["character: one\ntwo\n\nthree", "user: four"]]
    ),
    ("<BOT>: a\n<user>: b\n<char>:c", [["character: a", "user: b", "character: c"]]),
    ("ann: a\nBOB: b\nDr: Who: c", [["character: a", "user: b", "character: c"]]),
    ("Eve: not a speaker\nAnn: yes", [["narration: Eve: not a speaker", "character: yes"]]),
    ("{{char}}: Note: this\nTime 10:30", [["character: Note: this\nTime 10:30"]]),
    ("{{char}}:\n{{user}}:   \n", []),
    ("{{char}}: a\r\nb\r\n", [["character: a\r\nb"]]),
    ("{{char}}: a\n{{char}}: b", [["character: a", "character: b"]]),
  ])
  func `is taken apart by speaker`(_ text: String, _ expected: [[String]]) {
    #expect(talk(text) == expected)
  }

  /// Ways in which cards in use write what `{{user}}: Hi` and `{{char}}: Ho` say.
  @Test(arguments: [
    "**Bob:** Hi\n**Ann:** Ho", "**Bob**: Hi\n**Ann**: Ho", "*Bob:* Hi\n_Ann_: Ho",
    "__{{user}}:__ Hi\n**{{char}}:** Ho", "Bob：Hi\nAnn：Ho", "{{ user }}: Hi\n{{ Char }} : Ho",
    "{{START}}\n{{user}}: Hi\n{{char}}: Ho", "{{ start }}{{user}}: Hi\n{{char}}: Ho\n<start>",
    "{{user}}: Hi\n{{char}}: Ho\nEND_OF_DIALOG", "{{random_user_1}}: Hi\n{{char}}: Ho",
    "{{Random_User_12}}: Hi\r\n{{char}}: Ho\r\n", "**Bob：** Hi\n** {{ char }} **：Ho",
  ])
  func `is understood as cards in use have it`(_ text: String) {
    #expect(talk(text) == [["user: Hi", "character: Ho"]])
  }

  @Test func `is set apart wherever a mark stands`() {
    let text = "{{user}}: 1\n{{char}}: a\nEND_OF_DIALOG\n{{user}}: 2\n{{START}}\n{{char}}: b"
    #expect(talk(text) == [["user: 1", "character: a"], ["user: 2"], ["character: b"]])
  }

  @Test(arguments: ["*Ann: she waits*", "**Ann: x", "*Eve:* hi", "{{ann}}: hi", "{{time}}: hi"])
  func `is nobody's where marks open and do not close, or nobody is named`(_ line: String) {
    #expect(talk("Bob: Hi\n\(line)") == [["user: Hi\n\(line)"]])
  }

  @Test(arguments: ["**Ann:** x", "Ann：x", "{{ char }}: x", "{{random_user_1}}: x"])
  func `is understood by the formats' own rules alone where that is asked for`(_ line: String) {
    let strict = Dialogue(parsing: line, characterNames: ["Ann"], notation: .strict)
    #expect(strict.exchanges.flatMap(\.lines).map(\.speaker) == [.narration])
  }

  struct Heard: CustomTestStringConvertible, Sendable {
    let text: String
    let replies: [[String?]]
    var testDescription: String { text }

    init(_ text: String, _ replies: [[String?]]) {
      self.text = text
      self.replies = replies
    }
  }

  @Test(arguments: [
    Heard("", []), Heard("<START>", []), Heard("{{user}}: Hi", []), Heard("prose", []),
    Heard("{{user}}: Hi\n{{char}}: Ho", [["Hi", "Ho"]]),
    Heard("{{char}}: a\n{{char}}: b", [[nil, "a", "b"]]),
    Heard("{{char}}: a\n<START>\n{{char}}: b", [[nil, "a"], [nil, "b"]]),
    Heard("It rains.\n{{char}}: a", [[nil, "a"]]),
    Heard("It rains.\n{{user}}: 1\n{{char}}: a", [["1", "a"]]),
    Heard("{{user}}: 1\n{{user}}: 2\n{{char}}: a\n{{user}}: 3", [["1\n2", "a"]]),
    Heard("{{user}}: {{// x}}\n{{char}}: a\n{{char}}: {{noop}}", [[nil, "a"]]),
  ])
  func `gives every line of the character, with what it replies to`(_ heard: Heard) throws {
    let card = try CharacterCard(
      tree: .object([
        JSONTree.Member("name", .string("Ann")),
        JSONTree.Member("mes_example", .string(heard.text)),
      ]), file: "test.json")
    let replies = card.exampleReplies()
    #expect(replies.map { [$0.cue] + $0.lines } == heard.replies)
    let texts = heard.replies.map { $0.dropFirst().compactMap(\.self).joined(separator: "\n") }
    #expect(replies.map(\.text) == texts)
  }

  @Test func `tells where each line began`() throws {
    let text = "<START>\n{{char}}:  é\n{{user}}: b"
    let lines = Dialogue(parsing: text, characterNames: []).exchanges.flatMap(\.lines)
    #expect(lines.map(\.offset) == [19, 32])
    #expect(
      lines.map { Array(text.utf8)[$0.offset] } == [0xC3, UInt8(ascii: "b")])
  }

  @Test func `knows the names on the card`() throws {
    let card = try card(
      #"{"name":"Ann Lee","nickname":"Annie","#
        + #""mes_example":"You: hi\nannie: ho\nAnn Lee: hm\nZed: x"}"#
    )
    #expect(card.examples(userName: "Zed").answers == ["ho", "hm"])
    #expect(card.examples().answers == ["ho", "hm\nZed: x"])
  }

  @Test func `is expanded line by line, macros drawing by their place in the whole`() {
    let text = "{{char}}: {{user}} {{pick:a,b,c,d,e,f,g,h}}\n{{char}}: x"
    let dialogue = Dialogue(parsing: text, characterNames: [])
    let macros = Macros(characterName: "Ann", userName: "Bob", seed: 5)
    let whole = macros.expanded(text)
    let lines = dialogue.expanded(by: macros).answers
    #expect(whole == "Ann: \(lines[0])\nAnn: \(lines[1])")
  }
}
