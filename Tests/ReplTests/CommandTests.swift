import Engine
import Foundation
import MaskInference
import Personas
import Sessions
import Terminal
import Testing
import Views

@testable import Repl

/// Commands as a person types them.
@Suite struct CommandTests {
  struct Case: CustomTestStringConvertible {
    let lines: [String]
    let told: String
    var testDescription: String { lines.joined(separator: " / ") }
  }

  @Test(arguments: ["", "\""])
  func `a path may have spaces and stand between quotes`(quote: String) throws {
    let folder = try ScriptedChat([]).folder.appending(path: "two words")
    func typed(_ name: String) -> String { quote + folder.appending(path: name).path + quote }
    let first = try ScriptedChat([
      "Hello.", ":save \(typed("a  b.json"))", ":report \(typed("a  b.html"))",
    ])
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(Set(names).isSuperset(of: ["a  b.json", "a  b.html"]), "\(first.notices)")
    #expect(names.allSatisfy { !$0.contains("\"") })
    let next = try ScriptedChat([":load \(typed("a  b.json"))  read-only"])
    #expect(next.notices.contains("1 turn loaded"), "\(next.notices)")
  }

  @Test(arguments: [
    Case(lines: [":mask pirate"], told: "declared  assistant ▸ pirate"),
    Case(lines: [":mask Pirate", ":mask drop pirate"], told: "declared  assistant"),
    Case(lines: [":mask only zen-monk"], told: "declared  zen-monk"),
    Case(lines: [":mask pirate", ":mask drop"], told: "declared  assistant"),
    Case(lines: [":stack clear"], told: "declared  bare"),
    Case(
      lines: [":mask say \"a retired spy who hates the sea\""],
      told: "declared  assistant ▸ retired-spy"),
    Case(lines: [":mask"], told: "`:mask NAME` puts one on"),
    Case(lines: [":mask only"], told: "give a name: `:mask only pirate`"),
    Case(lines: [":mask say"], told: "describe the character:"),
    Case(lines: [":mask pirat"], told: "Did you mean pirate?"),
    Case(lines: [":mask assistant"], told: "is worn already"),
    Case(lines: [":mask drop pirate"], told: "pirate is not worn: the stack is assistant"),
    Case(lines: [":stack clear", ":stack pop"], told: "no mask is worn"),
    Case(
      lines: [":mask pirate", ":mask zen-monk", ":mask committee"],
      told: "the stack is as deep as it may be"),
    Case(lines: [":stack sideways"], told: ":stack takes pop or clear"),
    Case(lines: [":stack"], told: "inferred  assistant"),
    Case(lines: [":blend"], told: "blend is sample"),
    Case(lines: [":blend top"], told: "blend is top"),
    Case(
      lines: [":set report full", ":blend pool", "Hello."],
      told: "spoken by no single hypothesis, weighed at β 0.50"),
    Case(lines: [":set report full", "Hello."], told: "log odds blended against switching"),
    Case(lines: [":why"], told: "there is no reply yet"),
    Case(lines: [":mask pirate", ":why"], told: "there is no reply yet"),
    Case(lines: ["Hello.", ":mask pirate", ":why"], told: "in all "),
    Case(lines: [":blend mush"], told: "it takes sample, pool, declared, top"),
    Case(lines: [":set temperature 0.9"], told: "temperature is 0.9"),
    Case(lines: [":set temperature hot"], told: "temperature cannot be \"hot\""),
    Case(lines: [":set temprature 1"], told: "Did you mean temperature?"),
    Case(lines: [":set width 4000"], told: "width cannot be"),
    Case(lines: [":set kappa"], told: "kappa is 0.9"),
    Case(lines: [":set"], told: "declared-share"),
    Case(lines: [":seed 7", ":seed"], told: "seed 7"),
    Case(lines: [":seed x"], told: "a seed is a whole number"),
    Case(lines: [":personas bedtime"], told: "grandmother"),
    Case(lines: [":personas xyzzyx"], told: "no mask matches"),
    Case(lines: [":save"], told: "this chat has no name yet"),
    Case(lines: [":load"], told: "no session is kept yet"),
    Case(lines: [":load nothing"], told: "there is no session nothing"),
    Case(lines: [":help"], told: ":mask NAME | only NAME | drop [NAME] | say \"SENTENCE\""),
    Case(lines: [":help seed"], told: "for instance  :seed 7"),
    Case(lines: [":help nothing"], told: "there is no command :nothing"),
    Case(lines: [":help makk"], told: "Did you mean `:mask`?"),
    Case(lines: [":HELP :Seed"], told: "for instance  :seed 7"),
    Case(lines: [":edit"], told: ":edit needs a terminal"),
    Case(lines: [":edit one"], told: "give a turn and the new words:"),
    Case(lines: [":sessions"], told: "no session is kept yet"),
    Case(lines: ["Hello.", ":save evening", ":load evenin"], told: "Did you mean"),
    Case(lines: ["Hello.", ":save evening", ":sessions"], told: "assistant  Hello."),
    Case(
      lines: ["Hello.", ":save evening", ":load"],
      told: "evening                            1 turn "),
    Case(lines: [":msk"], told: "Did you mean `:mask`?"),
    Case(lines: [":help \u{1B}[31mred"], told: "there is no command :red"),
    Case(lines: [":root { color: red }"], told: "there is no command :root"),
    Case(lines: [":nothing"], told: "`::nothing` says it"),
    Case(lines: [":quit\nand more"], told: "`:quit` takes no words after it; `::` at the start"),
    Case(lines: [":eyes wide"], told: "`:eyes` takes no words after it"),
    Case(lines: [":help"], told: "A colon and a word of two letters or more begin a command"),
    Case(lines: [":set temperature 0"], told: "`:set temperature 0.05` comes nearest: it is"),
    Case(lines: [":set temperature 9"], told: "`:set temperature 2.0` comes nearest."),
    Case(lines: [":set temperature hot"], told: "such as `:set temperature 0.7`"),
    Case(lines: [":set width 4000"], told: "`:set width 64` comes nearest"),
    Case(lines: [":blend mush"], told: "such as `:set blend sample`"),
    Case(lines: [":set report long"], told: "such as `:set report compact`"),
    Case(lines: [":set kappa"], told: "VALUE` changes it"),
    Case(lines: [":set"], told: "`:set NAME VALUE` changes one"),
    Case(lines: [":eyes"], told: "eyes open"),
    Case(lines: [":report"], told: "there is no reply yet"),
    Case(lines: ["Hello.", ":report /"], told: "/ is there and is not a page"),
    Case(lines: [":plot"], told: "there is no reply yet"),
    Case(lines: ["Hello.", ":plot"], told: "blend over 1 turn"),
    Case(lines: [":set report off"], told: "report is off"),
    Case(lines: [":set report"], told: "it takes full, compact, off"),
    Case(lines: [":set report long"], told: "it takes full, compact, off"),
    Case(lines: [":set repot off"], told: "Did you mean report?"),
    Case(lines: [":undo"], told: "nothing has been said yet"),
    Case(lines: [":undo x"], told: "give a number of turns:"),
    Case(lines: ["Hello.", ":undo"], told: "taken back  Hello.\n  at the start"),
    Case(
      lines: ["Hello.", ":undo 2"],
      told: "you have sent only 1 message up to here; `:undo 1` takes back all"),
    Case(lines: [":retry"], told: "nothing has been said yet"),
    Case(lines: ["Hello.", ":retry"], told: "reply 2; `:swipe` compares them"),
    Case(lines: ["Hello.", ":retry like pirate"], told: "`:retry as pirate`"),
    Case(lines: ["Hello.", ":retry as pirat"], told: "Did you mean pirate?"),
    Case(lines: ["Hello.", ":retry as pirate", ":stack"], told: "declared  pirate"),
    Case(lines: [":swipe"], told: "there is no reply yet"),
    Case(lines: ["Hello.", ":swipe"], told: "1 reply to  Hello."),
    Case(lines: ["Hello.", ":swipe 2"], told: "there is one reply to that"),
    Case(lines: ["Hello.", ":retry", ":swipe 3"], told: "they go from 1 to 2"),
    Case(lines: ["Hello.", ":retry", ":swipe 1", ":goto"], told: "at turn 1, declared assistant"),
    Case(lines: [":edit 1 Hi."], told: "there is no turn 1: this chat has no reply yet"),
    Case(lines: ["Hello.", ":edit 1"], told: "new words for \"Hello.\": type `:edit 1 `"),
    Case(lines: ["Hello.", ":edit 1 Hi.", ":goto"], told: "at turn 2, declared assistant"),
    Case(lines: [":goto 1"], told: "there is no turn 1"),
    Case(lines: ["Hello.", ":goto start"], told: "at the start"),
    Case(lines: ["Hello.", ":goto far"], told: "there is no branch far"),
    Case(lines: [":branch"], told: "no branch has a name"),
    Case(lines: [":branch 7"], told: "cannot name a branch"),
    Case(lines: [":branch a", ":branch a"], told: "there is a branch a already"),
    Case(lines: [":branch a", "Hello.", ":branch"], told: "◂ a  ends at turn 1"),
    Case(
      lines: [":branch a", "Hello.", ":goto start", ":goto a"],
      told: "at turn 1, branch a, declared"),
    Case(lines: [":tree"], told: "there is no reply yet"),
    Case(lines: [":tree some"], told: "type `:tree` or `:tree all`"),
    Case(lines: ["Hello.", ":tree"], told: "● 1  Hello."),
  ])
  func `a command answers`(_ example: Case) throws {
    let chat = try ScriptedChat(example.lines)
    // The path of the folder decides where a line breaks.
    func flat(_ text: String) -> String {
      text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
    #expect(flat(chat.notices).contains(flat(example.told)), "\(chat.notices)")
  }

  @Test(arguments: [
    (
      #"{"name":"Nim","character_book":{"entries":{"0":{"constant":true},"1":{}}}}"#,
      [
        "declared  assistant ▸ odd",
        "! the card of odd is empty: the model knows only the name; add a description to it",
        "! the lorebook of odd is not read: 2 entries",
      ]
    ),
    (
      #"{"name":"Nim","description":"\#(String(repeating: "Nim mends red nets. ", count: 600))"}"#,
      ["✗ the card of odd has ", " tokens, and there is room for 1472. Start with `--context "]
    ),
  ])
  func `a card that is not told as it stands is told of when it is put on`(
    _ card: String, _ told: [String]
  ) throws {
    let odd = Persona(
      mask: "odd", card: try CharacterCard(data: Data(card.utf8), file: "odd.json"),
      origin: .session)
    var library = ScriptedChat.library
    library.insert(odd)
    let chat = try ScriptedChat([":mask odd"], library: library, width: 200)
    for words in told { #expect(chat.notices.contains(words), "\(chat.notices)") }
  }

  @Test func `cards cut for a small lane are told of in two lines at most, and once`() throws {
    let chat = try ScriptedChat([":mask pirate", "Hello.", "Ahoy!"], width: 200, capacity: 256)
    let told = chat.notices.components(separatedBy: "! ").dropFirst()
    let cuts = told.filter {
      $0.contains("is too long for the context:") || $0.contains("too long for the context too:")
    }
    #expect((1...2).contains(cuts.count), "\(chat.notices)")
    #expect(told.first?.contains("assistant ▸ pirate is too long for the context: ") == true)
  }

  @Test func `a reply that lanes slept through is counted among the replies`() throws {
    let chat = try ScriptedChat(
      ["Hello.", ":retry", ":swipe"], isInteractive: true, sleepingShare: 0.3)
    #expect(chat.notices.contains("unscored"))
    #expect(chat.notices.contains("reply 2; `:swipe` compares them"))
  }

  @Test func `a chat that goes on begins with what was said last`() throws {
    let first = try ScriptedChat(["Hello.", ":save evening"])
    let next = try ScriptedChat([":load evening"], folder: first.folder)
    #expect(next.notices.contains("declared assistant\n  you ▸ Hello.\n  assistant ▸ "))
  }

  @Test func `every command has help with an example that begins with its name`() throws {
    for command in Command.table {
      #expect(command.example.hasPrefix(":\(command.name)"))
      #expect(!command.summary.isEmpty)
    }
    #expect(Set(Command.table.map(\.name)).count == Command.table.count)
  }

  @Test(arguments: [
    [":help"], [":set"], [":load"], [":load nothing"], [":nonsense and nothing"], [":set kappa"],
    [":set blend mush"], [":personas"], [":sessions"], [":mask say"], [":save"],
    [":stack sideways"],
    Command.table.map { ":help \($0.name)" },
  ])
  func `what is told fits sixty columns and breaks at spaces`(_ lines: [String]) throws {
    let saved = try ScriptedChat(
      ["Hello.", ":save a-long-name-for-an-evening", ":save another-long-name-for-one"])
    let narrow = try ScriptedChat(lines, folder: saved.folder, width: 60).notices
    let wide = try ScriptedChat(lines, folder: saved.folder, width: 1000).notices
    for line in narrow.split(separator: "\n") {
      #expect(DisplayWidth.columns(of: line) <= 60, "\(line)")
    }
    func words(_ text: String) -> [Substring] {
      text.split(whereSeparator: \.isWhitespace).filter { !$0.hasSuffix("…") }
    }
    // A path that is wider than the screen has to be cut.
    let paths = words(wide).filter { DisplayWidth.columns(of: String($0)) >= 56 }
    let others = Set(words(narrow)).subtracting(words(wide)).filter { word in
      !paths.contains { $0.contains(word) }
    }
    #expect(others.isEmpty)
  }

  @Test func `an input that cannot be read is told and fails`() throws {
    let error = TerminalError.readFailed(descriptor: 0, code: EISDIR)
    let chat = try ScriptedChat(reading: ScriptedLines([.line("Hello."), .failed(error)]))
    #expect(chat.ending == .failed)
    #expect(chat.notices.contains("✗ Standard input cannot be read"))
    #expect(!chat.content.isEmpty)
  }

  @Test func `empty lines are passed over`() throws {
    #expect(try ScriptedChat(["", "   ", "\t"]).content.isEmpty)
  }

  @Test func `a failed line makes a piped run fail, but the lines after it are read`() throws {
    let chat = try ScriptedChat([":nonsense", "Hello."])
    #expect(chat.ending == .failed)
    #expect(!chat.content.isEmpty)
  }

  @Test func `the same seed gives the same chat`() throws {
    let lines = ["Hello.", ":mask storm-god", "Who are you?"]
    #expect(try ScriptedChat(lines, seed: 9).content == ScriptedChat(lines, seed: 9).content)
  }

  @Test func `a hundred kilobytes in one line are read as far as they fit`() throws {
    let long = Array(repeating: "the sea is wide", count: 7000).joined(separator: " ")
    let chat = try ScriptedChat([long])
    #expect(chat.notices.contains("were read"))
    #expect(!chat.content.isEmpty)
  }

  @Test func `a kept chat goes on where it ended`() throws {
    let whole = try ScriptedChat(["Hello.", ":mask pirate", "And the sea?", "And the ship?"])
    let first = try ScriptedChat(["Hello.", ":mask pirate", "And the sea?", ":save evening"])
    let second = try ScriptedChat([":load evening", "And the ship?"], folder: first.folder)
    #expect(second.notices.contains("2 turns loaded; declared assistant ▸ pirate"))
    #expect(whole.content.hasSuffix(second.content))
  }

  @Test func `escapes in a card never reach the terminal`() throws {
    let card = """
      {"spec": "chara_card_v2", "spec_version": "2.0", "data": {"name": "Evil\\u001b[31m Eve",
       "description": "{{char}} talks \\u001b]0;owned\\u0007 of gardens.", "personality": "",
       "scenario": "", "first_mes": "Hello\\u001b[2J there.", "mes_example": "",
       "tags": ["\\u009b31m"]}}
      """
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(card.utf8).write(to: folder.appendingPathComponent("eve.json"))
    var library = ScriptedChat.library
    for persona in PersonaLibrary(folders: [folder]).personas { library.insert(persona) }
    let chat = try ScriptedChat(
      [":personas", ":mask eve", "Hello.", ":replay", ":stack"], library: library)
    for scalar in (chat.content + chat.notices).unicodeScalars {
      #expect(scalar == "\n" || scalar.properties.generalCategory != .control, "\(scalar.value)")
    }
  }
}
