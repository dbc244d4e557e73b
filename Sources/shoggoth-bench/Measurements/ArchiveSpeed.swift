import ArgumentParser
import Engine
import Foundation
import LanguageModels
import MaskInference
import Personas
import Sessions
import Support
import Understudy

/// What keeping and loading a long chat costs; the language model has no part in it.
struct ArchiveSpeed: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "archive",
    abstract: "Time keeping one more turn of a very long session, and loading it.")

  @OptionGroup var options: BenchOptions

  @Option(help: "Turns in the session.")
  var turns = 10_000

  @Option(help: "Times that the session is loaded.")
  var loads = 5

  func run() throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "archive-\(UUID().uuidString)", directoryHint: .isDirectory)
    defer { try? FileManager.default.removeItem(at: folder) }
    let url = folder.appending(path: "long.json")
    let library = options.library()
    let model = Understudy(library: library, lanes: 17)
    var evening = try LongEvening(library, model: model, seed: options.seed)
    for _ in 0..<turns { try evening.goOn() }

    let file = SessionFile(beginning: url)
    try file.write(evening.document)
    var keeping = Timings()
    for _ in 0..<41 {
      try evening.goOn()
      try keeping.add { try file.keep(evening.document) }
    }
    try file.close(evening.document)

    var reading = Timings()
    var recalling = Timings()
    var loading = Timings()
    for _ in 0..<loads {
      // What was loaded is let go of after the clock has stopped.
      _ = try loading.add {
        let document = try reading.add { try SessionDocument(contentsOf: url) }
        return try recalling.add { try Chat(resuming: document, model: model, library: library) }
      }
    }
    var findings = Findings(options)
    findings.begin("session", columns: ["turns", "megabytes", "reading, s", "taking up, s"])
    let size = try Double(FileManager.default.attributesOfItem(atPath: url.path).size) / 1e6
    try findings.add(
      "long", [Double(evening.document.turns), size, reading.median, recalling.median])
    let count = turns.formatted(.number.locale(Locale(identifier: "en_US")))
    try findings.add(
      keeping.figure("keeping one more turn at \(count) turns, ms", atMost: 20, unit: 0.001))
    try findings.add(loading.figure("loading \(count) turns, s", atMost: 1))
  }
}

/// A chat with as many turns as one likes: words that were really said, with made-up evidence for
/// them.
private struct LongEvening {
  private(set) var document: SessionDocument
  /// What the words are taken from.
  private let models: [Turn]
  private var filter: MaskFilter
  private let settings: Settings
  private var generator: SeededGenerator

  /// Plays a few turns, on as many hypotheses as there may be.
  init(_ library: PersonaLibrary, model: Understudy, seed: UInt64) throws {
    let settings = Settings()
    var engine = try Engine(
      model: model, roles: library.personas.map { Role($0) }, settings: settings)
    var state = engine.opening(hardwired: Company.assistant, settings: settings)
    document = try SessionDocument(
      opening: SessionDocument.Opening(
        program: "bench", model: model.identity, seed: seed, settings: settings,
        hardwired: state.hardwired),
      personas: library.personas)
    let edit = StackEdit.putOn(Mask("pirate"))
    try engine.declare(edit, in: &state, greets: false)
    try document.append([.mask(edit)], at: Date())
    filter = state.filter
    let others = library.masks.filter { !["assistant", "pirate"].contains($0) }
    // With the two that are declared these are eight masks, each alone and all but one on another.
    let cast = others.prefix(6).map(Mask.init)
    var models: [Turn] = []
    for cue in Talk.ordinary.prefix(8) {
      let played = try engine.play(cue, from: .sampled(seed: seed), in: state, considering: cast)
      models.append(played.turn)
      state = played.state
    }
    self.models = models
    self.settings = settings
    generator = SeededGenerator(seed: seed)
  }

  /// Adds one turn, with the belief that its evidence leads to.
  mutating func goOn() throws {
    let number = document.turns
    var turn = models[number % models.count]
    filter.recast(
      to: Cast(
        hardwired: Company.assistant, declared: filter.cast.declared, others: turn.cast),
      width: settings.width)
    filter.beginTurn(vacancy: turn.report.anomaly.vacancy)
    turn.hypotheses = filter.hypotheses
    var whole = [Double](repeating: 0, count: turn.hypotheses.count)
    for index in turn.sentences.indices {
      filter.predict()
      let tokens = Double(turn.sentences[index].tokens.count)
      let likelihoods = turn.hypotheses.map { _ in
        -tokens * Double.random(in: 2...2.2, using: &generator)
      }
      filter.update(likelihoods)
      for (place, likelihood) in likelihoods.enumerated() { whole[place] += likelihood }
      turn.sentences[index].voice = .sampled(speaker: 0)
      turn.sentences[index].logLikelihoods = likelihoods
      turn.sentences[index].belief = filter.belief.probabilities
    }
    turn.report = TurnReport(
      filter: filter, logLikelihoods: whole,
      replyTokens: turn.sentences.reduce(0) { $0 + $1.tokens.count }, anomaly: turn.report.anomaly)
    filter.endTurn()
    try document.append(
      [.utterance(Talk.ordinary[number % Talk.ordinary.count]), .reply(turn)], at: Date())
  }
}
