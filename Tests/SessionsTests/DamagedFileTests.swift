import Engine
import Foundation
import LanguageModels
import MaskInference
import Personas
import Sessions
import Support
import TestSupport
import Testing

@Suite struct `A damaged session file` {
  /// Reads `data` as a session, checks that the file stays as it is, and gives the error.
  private static func error(reading data: Data) throws -> SessionError {
    let folder = try TemporaryFolder()
    let file = folder.file("session.json")
    try data.write(to: file)
    defer {
      #expect((try? Data(contentsOf: file)) == data)
      #expect((try? folder.names) == ["session.json"])
    }
    do {
      _ = try SessionDocument(contentsOf: file)
    } catch {
      #expect(!error.description.isEmpty)
      return error
    }
    throw Undamaged()
  }

  private struct Undamaged: Error {}

  @Test(arguments: ["", " ", "null,", "not JSON", "{", "\u{0}", "{\"schema\": 1,}", "[1, 2"])
  func `that is no JSON is refused`(text: String) throws {
    guard case .notJSON = try Self.error(reading: Data(text.utf8)) else {
      Issue.record("\(text) was taken for JSON")
      return
    }
  }

  @Test func `that is cut short anywhere is refused`() throws {
    let data = try Hall.evening().document.encoded
    for part in 1...20 {
      let cut = data.prefix(data.count * part / 21)
      guard case .notJSON = try Self.error(reading: cut) else {
        Issue.record("cut after \(cut.count) of \(data.count) bytes")
        return
      }
    }
    guard case .notJSON = try Self.error(reading: data.dropLast(2)) else {
      Issue.record("cut before the last brace")
      return
    }
  }

  @Test(arguments: ["[]", "1", "\"session\"", "null", "true", "{}", "[{\"schema\": 1}]"])
  func `that is JSON but no session is refused at the top`(text: String) throws {
    let error = try Self.error(reading: Data(text.utf8))
    guard case .notSession(_, "the top", _) = error else {
      Issue.record(error)
      return
    }
  }

  struct Damage: Sendable, CustomTestStringConvertible {
    let path: String
    let value: JSONTree?
    let place: String

    init(_ path: String, _ value: JSONTree?, at place: String) {
      self.path = path
      self.value = value
      self.place = place
    }

    var testDescription: String { "\(path) \(value?.kind ?? "nothing")" }
  }

  private static let turn = "events[2].turn"
  private static let sentence = "events[2].turn.sentences.[0]"

  @Test(arguments: [
    Damage("schema", nil, at: "the top"), Damage("opening", nil, at: "the top"),
    Damage("digest", nil, at: "the top"), Damage("personas", nil, at: "the top"),
    Damage("events", nil, at: "the top"),
    Damage("schema", .string("1"), at: "schema"), Damage("schema", .number(1.5.json), at: "schema"),
    Damage("schema", .number(JSONNumber(0)), at: "schema"),
    Damage("digest", .number(JSONNumber(1)), at: "digest"),
    Damage("personas", .object([]), at: "personas"), Damage("events", .null, at: "events"),
    Damage("personas.0", .null, at: "personas[0]"),
    Damage("personas.1.mask", nil, at: "personas[1]"),
    Damage("personas.1.hash", .null, at: "personas[1]"),
    Damage("personas.1.card", nil, at: "personas[1]"),
    Damage("opening", .array([]), at: "opening"),
    Damage("opening.seed", .number((-1.5).json), at: "opening"),
    Damage("opening.seed", nil, at: "opening"),
    Damage("opening.model.hash", .null, at: "opening.model.hash"),
    Damage("opening.settings.blend", .string("mix"), at: "opening.settings.blend"),
    Damage(
      "opening.settings.law.repetition.loop", .string("1"),
      at: "opening.settings.law.repetition.loop"),
    Damage(
      "opening.settings.portion", .number(JSONNumber(0)), at: "opening.settings.portion"),
    Damage(
      "opening.settings.sentenceRule", .number(JSONNumber(0)), at: "opening.settings.sentenceRule"),
    Damage(
      "opening.settings.sentenceRule", .number(JSONNumber(3)), at: "opening.settings.sentenceRule"),
    Damage(
      "opening.settings.sentenceRule", .string("2"), at: "opening.settings.sentenceRule"),
    Damage(
      "opening.settings.staging", .number(JSONNumber(3)), at: "opening.settings.staging"),
    Damage("events.0", .null, at: "events[0]"),
    Damage("events.0.event", .string("dance"), at: "events[0].event"),
    Damage("events.0.event", nil, at: "events[0]"),
    Damage("events.0.edit.edit", .string("eat"), at: "events[0].edit.edit"),
    Damage("events.0.edit.mask", nil, at: "events[0].edit"),
    Damage("events.1.text", .number(JSONNumber(1)), at: "events[1].text"),
    Damage("events.4.seed", .string("7"), at: "events[4].seed"),
    Damage("events.2.turn", .array([]), at: turn),
    Damage("events.2.turn.heard.0", .string("x"), at: "\(turn).heard.[0]"),
    Damage("events.2.turn.sentences", .null, at: "\(turn).sentences"),
    Damage("events.2.turn.sentences.0.tokens", .string("x"), at: "\(sentence).tokens"),
    Damage("events.2.turn.sentences.0.tokens.1", .number(1e10.json), at: "events[2]"),
    Damage("events.2.turn.sentences.0.belief.2", .string("x"), at: "\(sentence).belief.[2]"),
    Damage("events.2.turn.sentences.0.speaker", .bool(true), at: "\(sentence).speaker"),
    Damage("events.2.turn.sentences.0.speaker", nil, at: sentence),
    Damage("events.2.turn.sentences.0.exponent", .number(0.5.json), at: "\(sentence).exponent"),
    Damage(
      "events.2.turn.hypotheses.1",
      .array([.string("a"), .string("a")]), at: "\(turn).hypotheses.[1]"),
    Damage("events.2.turn.ending", .string("bored"), at: "\(turn).ending"),
    Damage("events.2.turn.report.blend", .array([]), at: "\(turn).report.blend"),
    Damage("events.2.turn.report.anomaly.z", nil, at: "\(turn).report.anomaly"),
    Damage("events.2.turn.notices.0", .object([]), at: "\(turn).notices.[0]"),
  ])
  func `is refused with the place of the damage`(_ damage: Damage) throws {
    let tree = try JSONTree(parsing: Hall.evening().document.encoded, file: "session")
    let damaged = tree.replacing(JSONPath(damage.path), with: damage.value)
    let error = try Self.error(reading: damaged.encoded(.indented))
    guard case .notSession(_, damage.place, let expected) = error else {
      Issue.record(error)
      return
    }
    #expect(!expected.isEmpty && !expected.hasSuffix(".") && !expected.contains("valid JSON"))
  }

  @Test(arguments: [
    ("width", 2), ("width", -1), ("width", 1000), ("castSize", 0), ("castSize", Int.min),
    ("examples", -1), ("replyTokens", Int.max), ("replySentences", 0), ("sentenceTokens", -1),
    ("law.repetition.window", -1), ("law.temperature", 0), ("law.softness", -1),
    ("law.minimumShare", 2), ("prior.maximumDepth", 1_000_000_000), ("prior.maximumDepth", -1),
    ("prior.depthDecay", -1), ("prior.declaredShare", 2), ("transition.persistence", 2),
    ("transition.push", -1), ("transition.redraw", 3), ("odds.stay", -1), ("odds.push", 3),
    ("odds.linger", 2),
    ("vacancyTest.priorProbability", 2), ("vacancyTest.spread", 0), ("foreignExponent", 2),
  ])
  func `with a setting out of its range is refused`(path: String, value: Int) throws {
    let tree = try JSONTree(parsing: Hall.evening().document.encoded, file: "session")
    let place = JSONPath("opening.settings.\(path)")
    try #require(tree[place] != nil)
    let damaged = tree.replacing(place, with: .number(JSONNumber(value)))
    let error = try Self.error(reading: damaged.encoded(.indented))
    guard case .notSession(_, "opening.settings", _) = error else {
      Issue.record(error)
      return
    }
  }

  @Test func `of a newer program is refused as such`() throws {
    let tree = try JSONTree(parsing: Hall.evening().document.encoded, file: "session")
    let newer = tree.replacing(
      JSONPath("schema"), with: .number(JSONNumber(SessionDocument.schema + 1)))
    guard case .newer(_, 5, 4) = try Self.error(reading: newer.encoded(.indented)) else {
      Issue.record("not refused as newer")
      return
    }
  }

  @Test(arguments: ["hash", "card.description", "card.name", "card", "card.new"])
  func `with a card that is not what its hash says is refused`(path: String) throws {
    let tree = try JSONTree(parsing: Hall.evening().document.encoded, file: "session")
    let damaged = tree.replacing(JSONPath("personas.1.\(path)"), with: .string("x"))
    guard case .badCard(_, "gardener", _) = try Self.error(reading: damaged.encoded(.indented))
    else {
      Issue.record("not refused for its card")
      return
    }
  }

  @Test func `that is not there, or a folder, is unreadable`() throws {
    let folder = try TemporaryFolder()
    for file in [folder.file("absent.json"), folder.url] {
      do {
        _ = try SessionDocument(contentsOf: file)
        Issue.record("\(file.path) was read")
      } catch {
        guard case .unreadable = error else { throw error }
      }
    }
  }

  @Test func `keeps keys that it does not know, and their bytes`() throws {
    let tree = try JSONTree(parsing: Hall.evening().document.encoded, file: "session")
    let note = JSONTree.string("kept")
    let foreign = ["events.1.note", "opening.note", "events.2.turn.note"].reduce(tree) {
      $0.replacing(JSONPath($1), with: note)
    }
    let document = try SessionDocument(data: foreign.encoded(.indented))
    #expect(document.encoded == foreign.encoded(.indented))
  }

  @Test func `never ends the program, whatever stands in it`() throws {
    let tree = try JSONTree(parsing: Hall.evening().document.encoded, file: "session")
    let leaves = tree.leaves.filter { ["opening", "events"].contains($0.path.steps[0]) }
    let wild: [JSONTree?] = [
      .number(JSONNumber(-1)), .number(JSONNumber(1_000_000)), .number(1e300.json),
      .number((-1e300).json), .number(1e-300.json), .string("\u{0}"), .array([]), .null, nil,
    ]
    var generator = SeededGenerator(seed: 1)
    var read = 0
    for _ in 0..<150 {
      let leaf = leaves.randomElement(using: &generator)
      let path = try #require(leaf).path
      let value = try #require(wild.randomElement(using: &generator))
      let damaged = tree.replacing(path, with: value)
      do {
        let document = try SessionDocument(data: damaged.encoded())
        read += 1
        let model = try Hall.model()
        let replayer = Replayer(document, model: model)
        #expect(try !Verification(replayer).agrees, "\(path)")
        var chat = try Hall.resume(document)
        _ = try chat.say("What now?")
      } catch is SessionError {
      } catch is EngineError {
      }
    }
    #expect(read > 30)
  }
}
