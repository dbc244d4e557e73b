import Foundation
import LanguageModels
import MaskInference
import Sessions
import Terminal
import Testing
import Theatre

@testable import Repl

/// What Tab offers.
@Suite struct LineCompletionTests {
  struct Case: CustomTestStringConvertible {
    let line: String
    let offered: [String]
    var testDescription: String { line }
  }

  @Test(arguments: [
    Case(line: ":ma", offered: ["mask"]),
    Case(line: ":s", offered: ["stack", "set", "seed", "save"]),
    Case(line: ":mask pir", offered: ["pirate"]),
    Case(line: ":mask dr", offered: ["drill-sergeant", "drop"]),
    Case(line: ":mask only zen", offered: ["zen-monk"]),
    Case(line: ":mask drop ", offered: ["assistant"]),
    Case(line: ":stack ", offered: ["pop", "clear"]),
    Case(line: ":set temp", offered: ["temperature"]),
    Case(line: ":help bl", offered: ["blend"]),
    Case(line: ":blend ", offered: ["sample", "pool", "declared", "top"]),
    Case(line: "mask pir", offered: []),
    Case(line: "::ma", offered: []),
    Case(line: ":nothing a", offered: []),
  ])
  func `the words that fit are offered`(_ example: Case) throws {
    let library = ScriptedChat.library
    let model = Understudy(library: library)
    let chat = try Chat(
      model: model, library: library, hardwired: Mask("assistant"), settings: Settings(), seed: 1,
      program: "test")
    let repl = Repl(
      chat: chat,
      options: Repl.Options(
        model: model, folder: SessionFolder(.init(fileURLWithPath: "/nonexistent")),
        printsJSON: false, program: "test", stop: .never),
      console: Console(palette: Palette(depth: .none), drawsUnicode: true, width: 80))
    let completion = repl.complete(example.line, cursor: example.line.utf8.count)
    #expect(completion.candidates == example.offered)
  }
}
