import Personas
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

  @Test func `tells where each line began`() throws {
    let text = "<START>\n{{char}}:  é\n{{user}}: b"
    let lines = Dialogue(parsing: text, characterNames: []).exchanges.flatMap(\.lines)
    #expect(lines.map(\.offset) == [19, 32])
    #expect(
      lines.map { Array(text.utf8)[$0.offset] } == [0xC3, UInt8(ascii: "b")])
  }

  @Test func `knows the names on the card`() throws {
    let card = try card(
      #"{"name":"Ann Lee","nickname":"Annie","mes_example":"You: hi\nannie: ho\nAnn Lee: hm\nZed: x"}"#
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
