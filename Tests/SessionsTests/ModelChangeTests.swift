import Engine
import Foundation
import LanguageModels
import MaskInference
import Personas
import Sessions
import Support
import TestSupport
import Testing
import Understudy

/// A chat that one model begins, another takes up, and the first goes on with.
@Suite struct `A chat between two models` {
  private static func other() throws -> Understudy {
    Understudy(
      library: PersonaLibrary(try Hall.library().personas.filter { $0.mask != "sailor" }), lanes: 6)
  }

  private static func evening(in folder: TemporaryFolder) throws -> URL {
    let file = folder.file("evening.json")
    var chat = try Hall.evening(file: file)
    try chat.close()
    for (model, words) in [
      (try other(), ["Tell me more.", "And then?"]), (try Hall.model(), ["What now?"]),
    ] {
      var chat = try Hall.goOn(file, on: model, saying: words)
      try chat.close()
    }
    return file
  }

  @Test func `records which of them spoke, and every turn of it opens on both`() throws {
    let folder = try TemporaryFolder()
    let document = try SessionDocument(contentsOf: Self.evening(in: folder))
    let (first, second) = (try Hall.model().identity, try Self.other().identity)
    #expect(first.hash != second.hash)
    #expect(
      document.replyPlaces.map { document.model(at: $0).hash }
        == [first, first, second, second, first].map(\.hash))
    #expect(document.firstChange == nil)
    for model in [try Hall.model(), try Self.other()] {
      let chat = try Chat(resuming: document, model: model, library: Hall.library())
      #expect(chat.state.turns == 5)
    }
  }

  @Test func `is in the format of the published schema`() throws {
    let folder = try TemporaryFolder()
    let document = try SessionDocument(contentsOf: Self.evening(in: folder))
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let schema = JSONSchema(
      root: try JSONTree(
        parsing: Data(contentsOf: root.appending(path: "docs/session.schema.json")),
        file: "schema"))
    let tree = try JSONTree(
      parsing: document.encoded, file: "session",
      limits: JSONTree.Limits(bytes: 1 << 30, depth: 128))
    #expect(schema.faults(in: tree) == [])
    #expect(tree["schema"] == .number(JSONNumber(3)))
  }

  @Test func `is verified by each of them, as far as it spoke`() throws {
    let folder = try TemporaryFolder()
    let document = try SessionDocument(contentsOf: Self.evening(in: folder))
    let first = try Verification(
      Replayer(document, model: Hall.model(), library: Hall.library()))
    #expect(first.agrees, "\(first.differences)")
    #expect(first.turns == 3)
    #expect(first.unchecked == ["understudy": 2])
    #expect(first.largestDrift == 0)
    let second = try Verification(
      Replayer(document, model: Self.other(), library: Hall.library()))
    #expect(second.agrees, "\(second.differences)")
    #expect(second.turns == 2)
    #expect(second.largestDrift == 0)
  }

  @Test func `finds a forged number in the part of either`() throws {
    let folder = try TemporaryFolder()
    let document = try SessionDocument(contentsOf: Self.evening(in: folder))
    let path = JSONPath("turn.sentences.0.logLikelihoods.0")
    for (turn, model) in [(1, try Hall.model()), (4, try Self.other()), (5, try Hall.model())] {
      let place = try #require(document.place(ofTurn: turn))
      let forged = try document.forging(path, ofEvent: place - 1) { _ in .number((-1.5).json) }
      let outcome = try Verification(Replayer(forged, model: model, library: Hall.library()))
      #expect(!outcome.agrees, "turn \(turn)")
    }
  }

  @Test func `tells of the change only where another model answers`() throws {
    let folder = try TemporaryFolder()
    let file = try Self.evening(in: folder)
    var chat = try Hall.goOn(file, on: Self.other())
    let before = chat.document.entries.count
    try chat.edit(.putOn(Hall.sailor), at: Hall.noon)
    #expect(chat.document.entries.count == before + 1)
    // There the other model had spoken, so that nothing changes.
    let place = try #require(chat.document.place(ofTurn: 4))
    try chat.go(to: place, at: Hall.noon)
    _ = try chat.say("And now?", at: Hall.noon)
    #expect(chat.document.models.count == 3)
    try chat.go(to: 0, at: Hall.noon)
    _ = try chat.say("Once more?", at: Hall.noon)
    #expect(chat.document.models.count == 4)
    _ = try chat.retry(at: Hall.noon)
    try chat.close()
    let again = try SessionDocument(contentsOf: file)
    #expect(again.firstChange == nil)
    #expect(try Verification(Replayer(again, model: Self.other(), library: Hall.library())).agrees)
    #expect(try Verification(Replayer(again, model: Hall.model(), library: Hall.library())).agrees)
  }

  @Test func `of an older program, which did not record the change, opens all the same`() throws {
    let folder = try TemporaryFolder()
    let document = try SessionDocument(contentsOf: Self.evening(in: folder))
    var older = try SessionDocument(opening: document.opening, personas: document.personas)
    for event in document.events {
      if case .model = event { continue }
      try older.append([event], at: Hall.noon)
    }
    let chat = try Chat(resuming: older, model: Hall.model(), library: Hall.library())
    #expect(chat.state.turns == 5)
    #expect(chat.document.replies.map(\.reply) == document.replies.map(\.reply))
  }
}
