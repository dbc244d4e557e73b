import Engine
import Foundation
import LanguageModels
import MaskInference
import Personas
import Sessions
import Support
import Terminal
import Testing
import Understudy
import Views

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
    Case(line: ":s", offered: ["stack", "set", "seed", "swipe", "save", "sessions"]),
    Case(line: ":mask pir", offered: ["pirate"]),
    Case(line: ":mask dr", offered: ["drill-sergeant", "drop"]),
    Case(line: ":mask only zen", offered: ["zen-monk"]),
    Case(line: ":mask drop ", offered: ["assistant"]),
    Case(line: ":stack ", offered: ["pop", "clear"]),
    Case(line: ":set temp", offered: ["temperature"]),
    Case(line: ":help bl", offered: ["blend"]),
    Case(line: ":blend ", offered: ["sample", "pool", "declared", "top"]),
    Case(line: ":set blend ", offered: ["sample", "pool", "declared", "top"]),
    Case(line: ":set temperature ", offered: ["0.7"]),
    Case(line: ":set nothing ", offered: []),
    Case(line: ":set blend top ", offered: []),
    Case(
      line: ":load \(folder.path)/",
      offered: ["evening.json", "inner/", "two words.json"].map(path)),
    Case(line: ":load \(folder.path)/ev", offered: ["evening.json"].map(path)),
    Case(line: ":save \(folder.path)/i", offered: ["inner/"].map(path)),
    Case(line: ":load \(folder.path)/.h", offered: [".hidden.json"].map(path)),
    Case(line: ":save \(folder.path)/two w", offered: ["two words.json"].map(path)),
    Case(
      line: ":load \"\(folder.path)/two w", offered: ["\"" + path("two words.json")]),
    Case(line: ":save \(folder.path)/inner/far ", offered: ["inner/far away/"].map(path)),
    Case(
      line: ":save \(folder.path)/inner/far away/", offered: ["inner/far away/a.json"].map(path)),
    Case(line: ":load \(folder.path)/evening.json re", offered: ["read-only"]),
    Case(line: ":report \(folder.path)/", offered: ["inner/", "page.html"].map(path)),
    Case(line: ":report \"\(folder.path)/pa", offered: ["\"" + path("page.html")]),
    Case(line: ":report ./no-such-beginn", offered: []),
    Case(line: ":load /no/such/folder/", offered: []),
    Case(line: ":load ~no-such-user/", offered: []),
    Case(line: "mask pir", offered: []),
    Case(line: "::ma", offered: []),
    Case(line: ":)", offered: []),
    Case(line: ":D ma", offered: []),
    Case(line: ":wave:", offered: []),
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
        printsJSON: false, stop: .never),
      console: Console(palette: Palette(depth: .none), drawsUnicode: true, width: 80))
    let completion = repl.complete(example.line, cursor: example.line.utf8.count)
    #expect(completion.candidates == example.offered)
  }

  @Test func `after a folder one types on, after a file one is done`() {
    let folder = PathCompletion(Self.path("in"), ending: ".json").completion(replacing: 0..<2)
    #expect(folder.ending.isEmpty)
    let file = PathCompletion(Self.path("ev"), ending: ".json").completion(replacing: 0..<2)
    #expect(file.ending == " ")
    let quoted = PathCompletion("\"" + Self.path("ev"), ending: ".json")
    #expect(quoted.completion(replacing: 0..<3).ending == "\" ")
  }

  @Test func `the tilde is the home`() {
    let folders = PathCompletion("~", ending: ".none").completion(replacing: 0..<1).candidates
    let plain = PathCompletion(UserHome().expanding("~/"), ending: ".none")
    #expect(
      folders.map { UserHome().expanding($0) } == plain.completion(replacing: 0..<1).candidates)
    #expect(folders.allSatisfy { $0.hasPrefix("~/") })
  }

  @Test func `a tilde with a name is left alone`() {
    let user = NSUserName()
    #expect(UserHome().expanding("~\(user)/x") == "~\(user)/x")
    let listed = PathCompletion("~\(user)/", ending: "").completion(replacing: 0..<1)
    #expect(listed.candidates.isEmpty)
  }

  /// A folder with a session, one that is hidden, names with spaces, a folder and other files.
  private static let folder: URL = {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    let inner = folder.appending(path: "inner")
    let far = inner.appending(path: "far away")
    try? FileManager.default.createDirectory(at: far, withIntermediateDirectories: true)
    for name in [
      "evening.json", ".hidden.json", "two words.json", "notes.txt", "page.html",
      "inner/far away/a.json",
    ] {
      try? Data().write(to: folder.appending(path: name))
    }
    return folder
  }()

  private static func path(_ name: String) -> String { "\(folder.path)/\(name)" }
}
