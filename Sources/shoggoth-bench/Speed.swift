import ArgumentParser
import Foundation
import LanguageModels
import MaskInference
import Personas
import Theatre

/// What inference costs beside the reply itself.
struct Speed: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Time a turn with 16 hypotheses over generating the same reply alone.")

  @OptionGroup var options: BenchOptions

  @Option(help: "Masks in the cast; there are twice as many hypotheses.")
  var masks = 8

  @Option(help: "Turns measured.")
  var turns = 5

  func run() throws {
    let everybody = options.library()
    let assistant = everybody.personas.filter { $0.mask == Company.assistant.name }
    let others = everybody.personas.filter { $0.mask != Company.assistant.name }
    let library = PersonaLibrary(assistant + others.prefix(masks - 1))
    let company = try Company(library, options, lanes: masks * 2 + 1)
    let model = company.model
    var settings = Settings()
    settings.width = masks * 2
    settings.castSize = masks
    var stage = try company.stage(settings: settings)
    let cast = library.masks.map(Mask.init)
    // The first turn opens the lanes, which is no part of a turn's cost.
    _ = try stage.play(
      Talk.ordinary[0], as: .improvised(seed: options.seed), considering: cast)
    let alone = try model.openLane()
    defer { model.close(alone) }
    let clock = ContinuousClock()
    var ratios: [Double] = []
    var findings = Findings(options)
    findings.begin(
      "turn", columns: ["hypotheses", "tokens in the reply", "over generation alone"])
    for index in 1...turns {
      let cue = Talk.ordinary[index % Talk.ordinary.count]
      let start = clock.now
      let turn = try stage.play(cue, as: .improvised(seed: options.seed), considering: cast)
      let whole = (clock.now - start) / .seconds(1)
      let reply = turn.sentences.flatMap(\.tokens)
      let other = try seconds(
        toSay: reply, after: model.script.userToReply + turn.heard, on: alone, of: model)
      ratios.append(whole / other)
      try findings.add(
        "\(index)", [Double(turn.hypotheses.count), Double(reply.count), whole / other])
    }
    let sorted = ratios.sorted()
    for (name, value) in [
      ("median", sorted[sorted.count / 2]), ("least", sorted[0]),
      ("greatest", sorted[sorted.count - 1]),
    ] {
      try findings.add(Figure(name: "turn over generation alone, \(name)", value: value))
    }
  }

  private func seconds(
    toSay reply: [Token], after heard: [Token], on lane: Lane, of model: any LanguageModel
  ) throws -> Double {
    if model.length(of: lane) + heard.count + reply.count > model.laneCapacity {
      model.rewind(lane, to: 0)
    }
    let clock = ContinuousClock()
    let start = clock.now
    try model.advance([Feed(lane: lane, tokens: heard, reading: .last)]) { _, _, _ in }
    for token in reply {
      try model.advance([Feed(lane: lane, tokens: [token], reading: .last)]) { _, _, _ in }
    }
    return (clock.now - start) / .seconds(1)
  }
}
