import Engine
import Foundation
import LanguageModels
import MaskInference
import Personas
import Sessions
import Support
import Testing

@Suite struct `The schema of the session format` {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private static func schema() throws -> JSONSchema {
    let data = try Data(contentsOf: root.appending(path: "docs/session.schema.json"))
    return JSONSchema(root: try JSONTree(parsing: data, file: "session.schema.json"))
  }

  private static func tree(_ document: SessionDocument) throws -> JSONTree {
    try JSONTree(parsing: document.encoded, file: "session")
  }

  @Test func `fits a chat with everything in it`() throws {
    let schema = try Self.schema()
    var chat = try Hall.evening()
    try chat.edit(.only(Hall.sailor))
    for edit in [StackEdit.takeOff(Hall.sailor), .putOn(Hall.sailor), .pop, .putOn(Hall.sailor)] {
      try chat.edit(edit)
    }
    try chat.edit(.clear)
    _ = try chat.say("")
    try chat.set("blend", to: "pool")
    _ = try chat.say("What now?")
    let faults = schema.faults(in: try Self.tree(chat.document))
    #expect(faults == [])
  }

  @Test func `fits a chat that has only begun`() throws {
    let chat = try Chat(
      model: try Hall.model(), library: PersonaLibrary(), hardwired: nil, settings: Hall.settings,
      seed: .max, program: "0.1.0")
    let faults = try Self.schema().faults(in: try Self.tree(chat.document))
    #expect(faults == [])
  }

  @Test func `fits every notice`() throws {
    var settings = Hall.settings
    settings.examples = 4
    settings.staging = nil
    var chat = try Hall.chat(settings: settings, capacity: 64)
    try chat.edit(.putOn(Hall.gardener))
    for _ in 0..<3 {
      _ = try chat.say(Array(repeating: "What about the rain?", count: 30).joined(separator: " "))
    }
    let notices = chat.document.replies.flatMap(\.notices)
    #expect(notices.contains { if case .forgot = $0 { true } else { false } })
    #expect(notices.contains { if case .shortened = $0 { true } else { false } })
    #expect(notices.contains { if case .cardCut = $0 { true } else { false } })
    let faults = try Self.schema().faults(in: try Self.tree(chat.document))
    #expect(faults == [])
  }

  @Test func `fits every notice of cards that do not fit`() throws {
    var chat = try Hall.chat()
    var turn = try chat.say("Hello.")
    turn.notices = [
      .abridged(
        stack: Stack([Hall.clerk, Hall.sailor]),
        cards: [AbridgedCard(mask: Hall.clerk, told: 3, of: 9)], examplesLeftOut: 2),
      .abridgedToo(stacks: [Stack([Hall.gardener])]),
      .cardTooLong(mask: Hall.gardener, tokens: 90, room: 80),
    ]
    var document = chat.document
    try document.append([.utterance("Hello."), .reply(turn)], at: Hall.noon)
    #expect(try Self.schema().faults(in: try Self.tree(document)) == [])
    let decoded = try JSONDecoder().decode(Turn.self, from: JSONEncoder().encode(turn))
    #expect(decoded == turn)
  }

  @Test func `requires every value there is but those that may be absent`() throws {
    let schema = try Self.schema()
    let tree = try Self.tree(Hall.evening().document)
    let optional: Set<String> = [
      "opening.hardwired", "turn.recited", "turn.wordNats", "report.operatorPosterior",
      "report.evidenceRate",
      "parameters.voices", "parameters.revision", "parameters.vocabulary",
      "settings.foreignExponent", "settings.portion", "settings.sentenceRule", "settings.staging",
      "0.disagreement", "0.blendLogOdds", "1.disagreement", "1.blendLogOdds",
    ]
    var places: [JSONPath] = []
    for (path, _) in tree.leaves where path.steps[0] != "personas" {
      for length in 1...path.steps.count where Int(path.steps[length - 1]) == nil {
        places.append(JSONPath(Array(path.steps.prefix(length))))
      }
    }
    #expect(Set(places).count > 100)
    for place in Set(places) {
      let name = place.steps.suffix(2).joined(separator: ".")
      guard !optional.contains(name), !name.hasPrefix("blend.") else { continue }
      #expect(schema.faults(in: tree.replacing(place, with: nil)) != [], "\(place)")
    }
  }

  @Test func `allows no other key but in cards and blends and among a model's parameters`() throws {
    let schema = try Self.schema()
    let tree = try Self.tree(Hall.evening().document)
    for path in [
      "", "opening", "opening.model", "opening.settings", "opening.settings.law",
      "opening.settings.law.repetition", "opening.settings.prior", "opening.settings.odds",
      "opening.settings.transition", "opening.settings.vacancyTest", "personas.0", "events.0",
      "events.0.edit", "events.1", "events.2", "events.2.turn", "events.2.turn.sentences.0",
      "events.2.turn.report", "events.2.turn.report.depth", "events.2.turn.report.anomaly",
      "events.2.turn.report.evidenceRate", "events.2.turn.report.operatorPosterior",
      "events.3", "events.4",
    ] {
      let changed = tree.replacing(JSONPath("\(path).foreign"), with: .string("x"))
      #expect(schema.faults(in: changed) != [], "\(path)")
    }
    let open = ["personas.0.card.foreign", "opening.model.parameters.foreign"]
    let changed = open.reduce(tree) { $0.replacing(JSONPath($1), with: .string("x")) }
    #expect(schema.faults(in: changed) == [])
  }

  @Test(arguments: [
    ("schema", JSONTree.number(JSONNumber(5))), ("digest", .string("0")),
    ("opening.seed", .number(JSONNumber(-1))), ("opening.seed", .number(0.5.json)),
    ("opening.program", .string("")), ("opening.model.hash", .string("ABC")),
    ("opening.model.parameters.engine", .string("magic")), ("opening.settings.blend", .null),
    ("opening.settings.law.temperature", .string("0.7")), ("personas", .object([])),
    ("personas.0.card", .array([])), ("events.0.event", .string("dance")),
    ("events.0.edit.edit", .string("pop")), ("events.0.at", .string("yesterday")),
    ("events.1.event", .string("reply")), ("events.1.digest", .null),
    ("events.2.turn.heard.0", .number(JSONNumber(-1))), ("events.2.turn.cast.0", .string(" ")),
    ("events.2.turn.hypotheses", .array([])), ("events.2.turn.sentences", .array([])),
    ("events.2.turn.sentences.0.tokens", .array([])),
    ("events.2.turn.sentences.0.tokens.0", .number(1.5.json)),
    ("events.2.turn.sentences.0.speaker", .number(JSONNumber(-1))),
    ("events.2.turn.sentences.0.exponent", .number(0.5.json)),
    ("events.2.turn.sentences.0.disagreement", .number((-0.1).json)),
    ("events.2.turn.sentences.0.blendLogOdds", .null),
    ("events.2.turn.sentences.0.logLikelihoods.0", .number(JSONNumber(1))),
    ("events.2.turn.sentences.0.belief.0", .number(1.1.json)),
    ("events.2.turn.ending", .string("bored")), ("events.2.turn.recited", .null),
    ("events.2.turn.report.blend.gardener", .number(JSONNumber(-1))),
    ("events.2.turn.report.openEyes", .number(JSONNumber(0))),
    ("events.2.turn.report.anomaly.entropyRate", .number(JSONNumber(-1))),
    ("events.2.turn.notices.0", .object([.init("bored", .object([]))])),
    ("events.3.name", .string("Kappa")), ("events.4.seed", .string("7")),
  ])
  func `does not fit another value`(path: String, value: JSONTree) throws {
    let tree = try Self.tree(Hall.evening().document)
    let changed = tree.replacing(JSONPath(path), with: value)
    try #require(changed != tree)
    #expect(try Self.schema().faults(in: changed) != [])
  }

  @Test(arguments: Settings.table.map(\.name))
  func `takes the settings that the program takes, and no others`(name: String) throws {
    let schema = try Self.schema()
    let row = try #require(Settings.table.first { $0.name == name })
    let whole = Settings()
    let plain = try JSONTree(parsing: JSONEncoder().encode(whole), file: "settings")
    // Where in the JSON the row's value stands: the leaf that it changes.
    var others = row.range.components(separatedBy: ", ")
    let ends = row.range.components(separatedBy: " to ")
    if ends.count == 2 { others = ends }
    var places: Set<JSONPath> = []
    for text in others {
      let text = Int(row.read(whole)) == nil ? text : "\(Int(Double(text) ?? 0))"
      var settings = whole
      try #require(row.write(text, &settings))
      let tree = try JSONTree(parsing: JSONEncoder().encode(settings), file: "settings")
      #expect(schema.faults(in: tree, definition: "settings") == [], "\(text)")
      places.formUnion(plain.leaves.map(\.path).filter { tree[$0] != plain[$0] })
    }
    let place = try #require(places.first)
    #expect(places.count == 1)
    let outside =
      ends.count == 2
      ? ends.compactMap { Double($0) }.enumerated().map { $0 == 0 ? $1 - 0.001 : $1 + 0.001 } : [1]
    for number in outside {
      let tree = plain.replacing(place, with: .number(number.json))
      #expect(schema.faults(in: tree, definition: "settings") != [], "\(number)")
    }
  }
}
