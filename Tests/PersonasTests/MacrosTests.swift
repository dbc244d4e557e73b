import Foundation
import Personas
import Testing

@Suite struct `Macros in card text` {
  private let macros = Macros(characterName: "Ann", userName: "Bob", seed: 7)

  @Test(arguments: [
    ("{{char}} {{CHAR}} {{ char }} <BOT> <bot> <Char>", "Ann Ann Ann Ann Ann Ann"),
    ("{{user}} {{User}} <USER>", "Bob Bob Bob"),
    ("{{{char}}}", "{Ann}"),
    ("{{reverse:abc é👩‍👩‍👧}}", "👩‍👩‍👧é cba"),
    ("{{reverse:{{char}}}}", "nnA"),
    ("a{{// a note}}b{{//}}c{{comment: x}}d{{hidden_key:y}}e{{noop}}f", "abcdef"),
    ("a{{newline}}b", "a\nb"),
    ("a\n\n{{trim}}\n\nb", "ab"),
    ("{{trim}} a", " a"),
    ("{{random:only}} {{pick:only}} {{random::only}}", "only only only"),
    (#"{{pick:a\,b}}"#, "a,b"),
    ("{{pick:}}", ""),
    ("{{roll:1}} {{roll:d1}} {{roll:5d1}} {{roll 1}}", "1 1 5 1"),
    ("{{time}} {{getvar::x}}", "{{time}} {{getvar::x}}"),
    ("{{unknown {{char}}, x}}", "{{unknown Ann, x}}"),
    (
      "{{char:x}} {{random}} {{roll:0}} {{roll:x}} {{roll:1d2d3}} {{}}",
      "{{char:x}} {{random}} {{roll:0}} {{roll:x}} {{roll:1d2d3}} {{}}"
    ),
    ("{{char", "{{char"),
    ("{{ open {{char}}", "{{ open Ann"),
    ("char}} }} {", "char}} }} {"),
    ("<b> < BOT> <bo", "<b> < BOT> <bo"),
    ("{{original}}", "{{original}}"),
    ("<user>{{user}}</user> <user>", "<user>Bob</user> Bob"),
    ("<USER>\na <Char>b</char></User>", "<USER>\na <Char>b</char></User>"),
    ("<user> <user>a</user>", "Bob <user>a</user>"),
    ("a</user> <user>", "a</user> Bob"), ("<user></char>", "Bob</char>"),
    ("<bot>x</bot> <bot></user>", "<bot>x</bot> Ann</user>"),
    ("", ""),
  ])
  func `are expanded or left as written`(_ text: String, _ expanded: String) {
    #expect(macros.expanded(text) == expanded)
  }

  @Test func `put the replaced prompt in where one is given`() {
    #expect(
      macros.expanded("{{Original}} And {{char}}.", original: "Be {{user}}.")
        == "Be {{user}}. And Ann.")
  }

  @Test(arguments: [
    ("{{original}} a", "a"), ("a {{original}} b", "a b"), ("a {{original}}", "a "),
    ("a\n{{Original}}\nb", "a\nb"), ("a\n\n{{original}}\n\nb", "a\n\nb"),
    ("a{{original}} b", "a b"), ("a. {{original}}b", "a. b"),
    ("{{original}}{{original}} {{char}}", "Ann"), ("{{original}}", ""),
  ])
  func `leave no double blank where the replaced prompt is empty`(_ text: String, _ told: String) {
    #expect(macros.expanded(text, original: "") == told)
  }

  @Test func `replace a tag of a pair too where that is asked for`() {
    var older = macros
    older.keepsTagPairs = false
    #expect(older.expanded("<user>a</user>") == "Boba</user>")
  }

  @Test func `are not searched for in what they became`() {
    let sly = Macros(characterName: "{{user}}", userName: "a,b}}")
    #expect(sly.expanded("{{char}} {{pick:{{user}}}}") == "{{user}} a,b}}")
  }

  @Test(arguments: [
    ("{{random:a,b,c}}", ["a", "b", "c"]), ("{{pick: a , b }}", ["a", "b"]),
    ("{{random::a,b::c}}", ["a,b", "c"]), (#"{{pick:a\,b,c}}"#, ["a,b", "c"]),
    ("{{pick:{{char}},{{user}}}}", ["Ann", "Bob"]), ("{{roll:3}}", ["1", "2", "3"]),
    ("{{roll:2d2}}", ["2", "3", "4"]),
  ])
  func `draw everything in their list and nothing else`(_ text: String, _ outcomes: [String]) {
    let drawn = (0..<200).map { seed in
      Macros(characterName: "Ann", userName: "Bob", seed: seed).expanded(text)
    }
    #expect(Set(drawn).sorted() == outcomes)
  }

  @Test func `draw evenly`() {
    let ones = (0..<6000).count { offset in
      macros.expanded("{{roll:6}}", startingAt: offset) == "1"
    }
    // 1000 expected, standard deviation 29.
    #expect((850...1150).contains(ones))
  }

  @Test func `draw the same from the same seed and place`() {
    let text = String(repeating: "{{random:a,b,c,d}}{{roll:2d20}} ", count: 20)
    #expect(macros.expanded(text) == macros.expanded(text))
    var other = macros
    other.seed = 8
    #expect(other.expanded(text) != macros.expanded(text))
    #expect(macros.expanded(text, startingAt: 1) != macros.expanded(text))
  }

  @Test func `draw these very values, so that recorded sessions replay`() {
    #expect(
      macros.expanded("{{roll:100}} {{roll:100}} {{pick:a,b,c,d,e,f}} {{roll:3d6}}") == "71 72 d 8")
  }

  @Test(arguments: [
    ("{{time}} {{char}} {{time}} {{getvar::x}}", ["{{time}}", "{{getvar}}"]),
    ("{{char", ["{{char"]), ("{{original}}", ["{{original}}"]),
    ("{{pick:a,{{weekday}}}}", ["{{weekday}}"]), ("plain <USER>", []),
  ])
  func `that cannot be expanded are named once`(_ text: String, _ names: [String]) {
    #expect(Macros.unknown(in: text) == names)
  }

  @Test func `know the replaced prompt where it is allowed`() {
    #expect(Macros.unknown(in: "{{original}}", allowsOriginal: true).isEmpty)
  }

  @Test(
    .timeLimit(.minutes(1)),
    arguments: ["{{", "}}", "{", "{{a", "{{ {{ }} ", "<", "{{pick:a,", #"\,"#, "{{random:{{"])
  func `opened without end are given back whole`(_ unit: String) {
    let text = String(repeating: unit, count: 50_000)
    #expect(macros.expanded(text) == text)
  }

  @Test func `cannot grow a text without bound`() {
    let long = Macros(characterName: String(repeating: "x", count: 1 << 20), userName: "Bob")
    let expanded = long.expanded(String(repeating: "{{char}}<BOT>", count: 100))
    #expect(expanded.utf8.count < 17 << 20)
    #expect(expanded.hasSuffix("{{char}}<BOT>"))
  }
}
