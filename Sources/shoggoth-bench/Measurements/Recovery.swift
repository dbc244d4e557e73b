import ArgumentParser
import Engine
import LanguageModels
import MaskInference
import Personas

/// Whether the engine recovers who spoke: five sentences under one mask alone, at temperature one.
struct Recovery: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Speak five sentences under each mask alone and infer the mask from them.")

  @OptionGroup var options: BenchOptions

  @Option(help: "Runs for each mask.")
  var runs = 3

  @Option(help: "Sentences in a run.")
  var sentences = 5

  func run() throws {
    let library = options.library()
    let company = try Company(library, options, lanes: library.masks.count + 1)
    let masks = library.masks.sorted().map(Mask.init)
    var settings = Settings()
    settings.law = .plain
    settings.blend = .declared
    settings.width = company.model.laneLimit
    settings.castSize = masks.count
    settings.prior.maximumDepth = 1
    var conversation = try company.conversation(hardwired: nil, settings: settings)
    var findings = Findings(options)
    findings.begin("mask", columns: ["recovered", "weight"])
    var rightInAll = 0
    for mask in masks {
      var right = 0
      var confidence = 0.0
      for run in 0..<runs {
        try conversation.begin(as: Stack([mask]), declaring: Stack([mask]))
        let blend = try blendAfterSpeaking(run: run, masks: masks, in: &conversation)
        if blend.ranking.first?.mask == mask { right += 1 }
        confidence += blend.weights[mask] ?? 0
      }
      rightInAll += right
      try findings.add(
        mask.name, [Double(right) / Double(runs), confidence / Double(runs)])
    }
    try findings.add(
      .atLeast(0.9, "share recovered", Share(rightInAll, of: runs * masks.count)))
  }

  /// The blend after the sentences, inferred without being told which mask was put on.
  private func blendAfterSpeaking(
    run: Int, masks: [Mask], in conversation: inout Conversation
  ) throws -> Blend {
    let cast = Cast(hardwired: nil, declared: .bare, others: masks)
    let everybody = cast.hypotheses(maximumDepth: 1)
    var filter = MaskFilter(
      cast: cast, hypotheses: everybody, prior: conversation.state.settings.prior,
      transition: conversation.state.settings.transition)
    var heard = 0
    var turn = 0
    while heard < sentences {
      let cue = Talk.ordinary[(run * 7 + turn) % Talk.ordinary.count]
      let played = try conversation.play(
        cue, seed: options.seed &+ UInt64(run), considering: masks)
      turn += 1
      for sentence in played.sentences where heard < sentences {
        heard += 1
        filter.predict()
        filter.update(
          everybody.map { stack in
            played.hypotheses.firstIndex(of: stack).map { sentence.logLikelihoods[$0] }
              ?? -.infinity
          })
      }
    }
    return filter.belief.blend
  }
}
