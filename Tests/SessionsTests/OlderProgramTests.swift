import Engine
import Foundation
import LanguageModels
import Personas
import Sessions
import Support
import TestSupport
import Testing
import Understudy

/// Files as programs wrote them that knew less than this one.
@Suite struct `A session of an older program` {
  /// Recorded before replies told of blending, before sleeping lanes and before a chat was a tree.
  private static let recorded = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "sessions/understudy-evening.json")

  private static func tree(_ file: URL) throws -> JSONTree {
    try JSONTree(
      parsing: Data(contentsOf: file), file: file.path,
      limits: JSONTree.Limits(bytes: 1 << 30, depth: 128))
  }

  @Test(arguments: ["captain-meg", "understudy-evening"])
  func `has none of what came later`(name: String) throws {
    let file = Self.recorded.deletingLastPathComponent().appending(path: "\(name).json")
    let names = Set(try Self.tree(file).leaves.flatMap(\.path.steps))
    #expect(names.isSuperset(of: ["tokens", "speaker", "belief", "law", "odds"]))
    #expect(
      names.isDisjoint(with: [
        "foreignExponent", "portion", "exponent", "disagreement", "blendLogOdds", "asleep", "place",
        "wordNats", "sentenceRule", "staging",
      ]))
  }

  @Test func `goes on where it was, and what it had stays as it was written`() throws {
    let folder = try TemporaryFolder()
    let file = folder.file("evening.json")
    let old = try Data(contentsOf: Self.recorded)
    try old.write(to: file)
    let opened = try SessionFile.open(file)
    #expect(opened.document.turns == 6)
    #expect(opened.document.firstChange == nil)
    let library = PersonaLibrary(opened.document.personas)
    let parameters = opened.document.opening.model.parameters
    let lanes = try #require(parameters["lanes"].flatMap { Int($0) })
    let capacity = try #require(parameters["tokensPerLane"].flatMap { Int($0) })
    var chat = try Chat(
      resuming: opened.document,
      model: Understudy(library: library, lanes: lanes, tokensPerLane: capacity),
      library: library, file: opened.file)
    #expect(chat.state.settings.staging == nil)
    _ = try chat.say("What now?")
    _ = try chat.undo()
    try chat.close()
    let before = try #require(JSONTree(parsing: old, file: "old")["events"]?.elements)
    let after = try #require(Self.tree(file)["events"]?.elements)
    #expect(Array(after.prefix(before.count)) == before)
    #expect(after.count > before.count + 2)
    #expect(try SessionDocument(contentsOf: file).firstChange == nil)
    #expect(try Data(contentsOf: folder.file("evening.json~")) == old)
  }

  @Test func `goes on by the rule that ended its sentences`() throws {
    let document = try SessionDocument(contentsOf: Self.recorded)
    #expect(document.opening.settings.sentenceRule == nil)
    let library = PersonaLibrary(document.personas)
    var chat = try Chat(
      resuming: document, model: Understudy(library: library, lanes: 16, tokensPerLane: 2048),
      library: library)
    #expect(chat.state.settings.sentenceRule == nil)
    try chat.set("temperature", to: "0.9")
    #expect(chat.state.settings.sentenceRule == nil)
    let kept = try JSONTree(parsing: chat.document.encoded, file: "kept")
    #expect(kept["opening"]?["settings"]?["sentenceRule"] == nil)
  }

  @Test(arguments: [
    ("schema", JSONTree.number(JSONNumber(0)), "a number from one was expected"),
    ("opening.settings.law", .null, "was expected, not null"),
    ("events.1.turn.sentences.0.tokens", nil, "\"tokens\" is missing"),
    ("events.0.event", .string("say"), "this program does not know the event \"say\""),
  ])
  func `that is not understood is refused with its place, and stays as it is`(
    path: String, value: JSONTree?, told: String
  ) throws {
    let folder = try TemporaryFolder()
    let file = folder.file("evening.json")
    let data = try Self.tree(Self.recorded).replacing(JSONPath(path), with: value)
      .encoded(.indented)
    try data.write(to: file)
    let error = try #require(throws: SessionError.self) { try SessionFile.open(file) }
    #expect(error.description.contains(told), "\(error)")
    #expect(error.description.contains("evening.json is not a session: at "))
    #expect(error.description.hasSuffix("The program has not changed it."))
    #expect(try Data(contentsOf: file) == data)
    #expect(try folder.names == ["evening.json"])
  }
}
