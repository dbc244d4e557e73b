import Foundation
import Personas
import Support
import TestSupport
import Testing

@Suite struct `A file among the cards that is none` {
  struct Example: CustomTestStringConvertible, Sendable {
    let json: String
    let kind: String?
    var testDescription: String { json }

    init(_ json: String, _ kind: String?) {
      self.json = json
      self.kind = kind
    }
  }

  @Test(arguments: [
    Example(
      #"{"name":"Lore","description":"A harbour.","entries":{"0":{"content":"x"}}}"#, "a lorebook"),
    Example(#"{"name":"Lore","entries":[]}"#, "a lorebook"),
    Example(#"{"spec":"lorebook_v3","data":{"name":"L","entries":[]}}"#, "a lorebook"),
    Example(#"{"entries":{}}"#, "a lorebook"),
    Example(
      #"{"name":"Universal","temperature":1,"top_p":0.9}"#, "a preset of prompts or sampling"),
    Example(#"{"name":"U","prompts":[{"name":"Main"}]}"#, "a preset of prompts or sampling"),
    Example(#"{"name":"U","parameters":{"top_k":5}}"#, "a preset of prompts or sampling"),
    Example(
      #"{"name":"U","input_sequence":"a","output_sequence":"b"}"#,
      "a preset of prompts or sampling"),
    Example(#"{"schema":2,"opening":{},"events":[],"personas":[]}"#, "a recorded chat"),
    Example(
      #"{"name":"p","description":"d","scripts":{},"dependencies":{}}"#, "a file of settings"),
    Example(#"{"name":"Dark","theme":{}}"#, "a file of settings"),
    Example(#"{"editor.fontSize":14}"#, "a file about something else"),
    Example(#"{"name":"Ann","description":"A baker."}"#, nil),
    Example(#"{"name":"Ann"}"#, nil),
    Example(#"{"name":"Ann","personality":"kind","temperature":1,"top_p":1}"#, nil),
    Example(#"{"name":"Ann","description":"A baker.","temperature":1}"#, nil),
    Example(#"{"name":"Ann","description":"","scenario":"","entries":[]}"#, nil),
    Example(#"{"spec":"chara_card_v2","data":{"name":"Ann","entries":[]}}"#, nil),
    Example(#"{"data":{"name":"Ann","description":"x","character_book":{"entries":[]}}}"#, nil),
  ])
  func `is named as what it is`(_ example: Example) throws {
    guard let kind = example.kind else {
      #expect(try card(example.json).name == "Ann")
      return
    }
    #expect(throws: PersonaError.notACard(file: "test.json", kind: kind)) {
      try card(example.json)
    }
    let folder = try TemporaryFolder()
    let file = try folder.write("a.json", example.json)
    try folder.write("ann.json", #"{"name":"Ann","description":"x"}"#)
    let library = PersonaLibrary(folders: [folder.url])
    #expect(library.masks == ["ann"])
    #expect(library.problems == [.notACard(file: file.path, kind: kind)])
  }

  @Test func `is still the card that an older session kept of it`() throws {
    let tree = try JSONTree(
      parsing: Data(#"{"name":"Lore","entries":{}}"#.utf8), file: "session.json")
    #expect(try CharacterCard(tree: tree, file: "session.json").name == "Lore")
  }
}
