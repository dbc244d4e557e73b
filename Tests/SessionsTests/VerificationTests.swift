import Engine
import Foundation
import LanguageModels
import Personas
import Sessions
import Support
import Testing
import Understudy

@Suite struct `Verifying a session` {
  /// Weighs `document` again on an understudy of its own.
  private static func verify(_ document: SessionDocument) throws -> Verification {
    try Verification(Replayer(document, model: try Hall.model()))
  }

  @Test func `agrees with one that was not touched`() throws {
    let chat = try Hall.evening()
    for document in [chat.document, try SessionDocument(data: chat.document.encoded)] {
      #expect(document.firstChange == nil)
      var turns: [Int] = []
      let replayer = Replayer(document, model: try Hall.model())
      let verification = try Verification(replayer) { turns.append($0) }
      #expect(verification.agrees, "\(verification.differences)")
      #expect(verification.turns == 2)
      #expect(verification.largestDrift == 0)
      #expect(turns == [1, 2])
    }
  }

  @Test func `agrees with one that was taken up and went on`() throws {
    var chat = try Hall.resume(SessionDocument(data: Hall.evening().document.encoded))
    try chat.edit(.only(Hall.sailor))
    _ = try chat.say("Who are you?")
    let verification = try Self.verify(chat.document)
    #expect(verification.agrees, "\(verification.differences)")
    #expect(verification.turns == 3)
  }

  @Test func `agrees with one whose turns were stopped anywhere`() throws {
    for pieces in 1...9 {
      var isRaised = false
      let stop = StopSignal(isRaised: { isRaised }, lower: { isRaised = false })
      var chat = try Hall.chat(stop: stop)
      var heard = 0
      _ = try chat.say("What about the rain?") { piece in
        if !piece.isEmpty { heard += 1 }
        if heard == pieces { isRaised = true }
      }
      isRaised = false
      _ = try chat.say("What now?")
      let verification = try Self.verify(chat.document)
      #expect(verification.agrees, "after \(pieces) pieces: \(verification.differences)")
    }
  }

  @Test func `sees the smallest change of any value`() throws {
    let document = try Hall.evening().document
    let tree = try JSONTree(parsing: document.encoded, file: "session")
    var seen = 0
    var refused = 0
    for (path, value) in tree.leaves where !["schema", "personas"].contains(path.steps[0]) {
      let changed = tree.replacing(path, with: value.nudged)
      try #require(changed != tree, "\(path)")
      do {
        let place = path.steps[0] == "events" ? Int(path.steps[1]) : -1
        #expect(try SessionDocument(data: changed.encoded()).firstChange == place, "\(path)")
        seen += 1
      } catch is SessionError {
        refused += 1
      }
    }
    #expect(seen > 150)
    #expect(refused < seen / 4)
  }

  @Test func `sees an event that is missing, moved, repeated or invented`() throws {
    let document = try Hall.evening().document
    let tree = try JSONTree(parsing: document.encoded, file: "session")
    let events = try #require(tree["events"]?.elements)
    var moved = events
    moved.swapAt(3, 4)
    let lists = [
      Array(events.dropFirst()), Array(events[..<3] + events[4...]), moved,
      events + events.suffix(2), events + [.object([.init("event", .string("mask"))])],
    ]
    for list in lists {
      let changed = tree.replacing(JSONPath("events"), with: .array(list))
      let isSeen: Bool
      do {
        isSeen = try SessionDocument(data: changed.encoded()).firstChange != nil
      } catch is SessionError {
        isSeen = true
      }
      #expect(isSeen)
    }
  }

  @Test func `names the turn in which something was changed`() throws {
    let document = try Hall.evening().document
    let tree = try JSONTree(parsing: document.encoded, file: "session")
    for (path, turn) in [("opening.seed", 0), ("events.2.turn.heard.0", 1), ("events.4.seed", 2)] {
      let value = try #require(tree[JSONPath(path)])
      let changed = tree.replacing(JSONPath(path), with: value.nudged)
      let verification = try Self.verify(SessionDocument(data: changed.encoded()))
      #expect(!verification.agrees)
      #expect(verification.differences.first?.turn == turn)
      #expect(verification.differences.first?.description.isEmpty == false)
    }
  }

  /// A change in the last turn that a digest no longer tells of, and what must be found to differ.
  struct Forgery: Sendable, CustomTestStringConvertible {
    let path: String
    let by: Double
    let found: String

    init(_ path: String, by: Double = 0, found: String) {
      self.path = path
      self.by = by
      self.found = found
    }

    var testDescription: String { path }
  }

  @Test(arguments: [
    Forgery("sentences.0.logLikelihoods.0", by: 0.06, found: "sentence 1, log likelihood"),
    Forgery("sentences.0.logLikelihoods.3", by: -0.06, found: "sentence 1, log likelihood"),
    Forgery("sentences.0.belief.1", by: 0.03, found: "sentence 1, belief[1]"),
    Forgery("sentences.0.disagreement", by: 0.3, found: "sentence 1, disagreement"),
    Forgery("sentences.0.blendLogOdds", by: -0.3, found: "sentence 1, blended against switching"),
    Forgery("sentences.0.text", found: "sentence 1"),
    Forgery("reply", found: "the reply"),
    Forgery("heard.0", by: 1, found: "the tokens heard"),
    Forgery("wordNats.0", by: 0.15, found: "word 1, evidence"),
    Forgery("recited", by: 0.03, found: "the share recited"),
    Forgery("report.belief.2", by: 0.03, found: "belief[2]"),
    Forgery("report.blend.gardener", by: -0.03, found: "blend of gardener"),
    Forgery("report.bare", by: 0.03, found: "bare"),
    Forgery("report.depth.posterior.1", by: 0.03, found: "depth[1]"),
    Forgery("report.depth.prior.2", by: -0.03, found: "prior depth[2]"),
    Forgery("report.confusion", by: 0.03, found: "confusion"),
    Forgery("report.openEyes", by: 0.25, found: "open eyes"),
    Forgery("report.anomaly.z", by: 0.03, found: "anomaly z"),
    Forgery("report.anomaly.entropyRate", by: 0.03, found: "entropy rate"),
    Forgery("report.anomaly.vacancy", by: 0.03, found: "vacancy"),
    Forgery("report.droppedMass", by: 0.03, found: "dropped mass"),
    Forgery("report.operatorPosterior.push", by: -0.03, found: "push"),
    Forgery("report.operatorPosterior.swap", by: 0.03, found: "swap"),
    Forgery("report.operatorPosterior.stay", by: 0.03, found: "stay"),
    Forgery("report.evidenceRate.natsPerToken", by: 0.06, found: "evidence rate"),
  ])
  func `finds a forged value though the digests were made anew`(_ forgery: Forgery) throws {
    let document = try Hall.evening().document
    let forged = try document.forging(JSONPath(["turn"] + JSONPath(forgery.path).steps)) { value in
      guard case .number(let number) = value else { return value.nudged }
      guard let whole = Int(number.literal) else {
        return .number((number.double + forgery.by).json)
      }
      return .number(forgery.by.rounded() == forgery.by ? JSONNumber(whole + 1) : forgery.by.json)
    }
    #expect(forged.firstChange == nil)
    let verification = try Self.verify(forged)
    #expect(verification.differences.count == 1, "\(verification.differences)")
    #expect(verification.differences.first?.turn == 2)
    #expect(verification.differences.first?.what.hasPrefix(forgery.found) == true)
  }

  @Test(arguments: [
    ("sentences.0.tokens.0", JSONTree.number(JSONNumber(7))),
    ("cast.1", .string("sailor")),
    ("hypotheses.0", .array([.string("sailor"), .string("gardener")])), ("hypotheses.3", nil),
    ("sentences.0.logLikelihoods.0", nil), ("sentences.0.belief.0", nil),
    ("sentences.0.speaker", nil), ("sentences.0.exponent", .number(0.5.json)),
    ("sentences.0.logLikelihoods.4", .number(JSONNumber(-3))),
    ("report.declared", .array([])), ("report.mostProbable", .array([.string("sailor")])),
    ("report.hypotheses.1", .array([])), ("report.belief.0", nil),
    ("report.depth.posterior.0", nil), ("report.blend.gardener", nil),
    ("report.blend.nobody", .number(JSONNumber(1))), ("report.operatorPosterior", nil),
    ("report.evidenceRate", nil), ("report.evidenceRate.second", .array([.string("sailor")])),
    ("report.evidenceRate.first", .array([.string("sailor")])), ("recited", nil),
    (
      "notices.0",
      .object([.init("forgot", .object([.init("turns", .number(JSONNumber(0)))]))])
    ),
  ])
  func `finds what is missing, added or put in another's place`(
    path: String, value: JSONTree?
  ) throws {
    let document = try Hall.evening().document
    let agrees: Bool
    do {
      let forged = try document.forging(JSONPath(["turn"] + JSONPath(path).steps)) { _ in value }
      #expect(forged.firstChange == nil)
      agrees = try Self.verify(forged).agrees
    } catch is SessionError {
      agrees = false
    } catch is DecodingError {
      // What contradicts itself is not even read.
      agrees = false
    }
    #expect(!agrees)
  }

  @Test func `finds a forged cause of what was said`() throws {
    let document = try Hall.evening().document
    for (index, path, value) in [
      (0, "edit.mask", JSONTree.string("sailor")), (1, "text", .string("Who are you?")),
      (3, "value", .string("0.2")),
    ] {
      let forged = try document.forging(JSONPath(path), ofEvent: index) { _ in value }
      #expect(forged.firstChange == nil)
      #expect(try !Self.verify(forged).agrees, "\(path)")
    }
  }

  /// What another model makes of a recorded chat.
  private static func foreignTurns(of document: SessionDocument) throws -> [Turn] {
    let library = PersonaLibrary(try Hall.library().personas.filter { $0.mask != "sailor" })
    let replayer = Replayer(document, model: Understudy(library: library, lanes: 6))
    #expect(replayer.isForeign)
    var engine = try replayer.engine()
    var state = replayer.opening(on: engine)
    var turns: [Turn] = []
    for index in document.entries.indices {
      if let turn = try replayer.play(index, in: &state, on: &engine) { turns.append(turn) }
    }
    return turns
  }

  @Test func `scores the same words with another model, every number finite`() throws {
    let document = try Hall.evening().document
    let turns = try Self.foreignTurns(of: document)
    #expect(turns.map(\.reply) == document.replyPlaces.compactMap { document.turn(at: $0)?.reply })
    #expect(turns.count == 2)
    #expect(throws: Never.self) { try JSONEncoder().encode(turns) }
  }

  @Test func `counts the words of another model as nobody's here, by the chat's own exponent`()
    throws
  {
    var chat = try Hall.evening()
    try chat.set("beta", to: "0.25", at: Hall.noon)
    _ = try chat.say("Good night.", at: Hall.noon)
    let turns = try Self.foreignTurns(of: chat.document)
    #expect(turns.map { Set($0.sentences.map(\.exponent)) } == [[0.5], [0.5], [0.25]])
    #expect(turns.flatMap(\.sentences).allSatisfy { $0.speaker == nil })
  }
}

extension SessionDocument {
  /// The document with something else at `path` of an event (the last by default), and digests that
  /// fit.
  func forging(
    _ path: JSONPath, ofEvent changed: Int? = nil, _ change: (JSONTree) -> JSONTree?
  ) throws -> SessionDocument {
    var document = try SessionDocument(opening: opening, personas: personas)
    for (index, event) in events.enumerated() {
      var event = event
      if index == changed ?? entries.count - 1 {
        let tree = try JSONTree(parsing: JSONEncoder().encode(event), file: "event")
        let forged = tree.replacing(path, with: change(tree[path] ?? .null))
        event = try JSONDecoder().decode(SessionEvent.self, from: forged.encoded())
      }
      try document.append([event], at: Hall.noon)
    }
    return document
  }
}
