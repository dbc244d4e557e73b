import ArgumentParser
import Foundation
import LanguageModels
import MaskInference
import Personas
import Theatre

/// Whether what is scored is what was sampled from, over many own sentences.
struct Soundness: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check over many sentences that the lane that spoke never trails too far.")

  @OptionGroup var options: BenchOptions

  @Option(help: "Sentences at least.")
  var sentences = 200

  func run() throws {
    let library = options.library()
    let model = try options.load(library, lanes: 18)
    let masks = library.masks.filter { $0 != "assistant" }.sorted().map(Mask.init)
    var total = 0
    var comparisons = 0
    var worst = 0.0
    var beyond = [1.0: 0, 2.0: 0, 3.0: 0, 5.0: 0]
    var chat = 0
    while total < sentences {
      var stage = try Stage(
        model: model, roles: library.personas.map { Role($0) }, hardwired: Mask("assistant"))
      try stage.declare(.putOn(masks[(chat * 5 + 1) % masks.count]), greets: false)
      for turn in 0..<4 {
        let played = try stage.play(
          Talk.ordinary[(chat * 4 + turn) % Talk.ordinary.count],
          as: .improvised(seed: options.seed &+ UInt64(chat)))
        for sentence in played.sentences {
          let spoken = sentence.logLikelihoods[sentence.speaker]
          for (index, other) in sentence.logLikelihoods.enumerated()
          where index != sentence.speaker {
            for limit in beyond.keys where other - spoken >= limit { beyond[limit]? += 1 }
          }
        }
      }
      chat += 1
      total += stage.selfCheck.sentences
      comparisons += stage.selfCheck.comparisons
      worst = max(worst, stage.selfCheck.worstDeficit)
    }
    try Figure(name: "own sentences", value: Double(total)).show()
    try Figure(name: "comparisons", value: Double(comparisons)).show()
    try Figure(name: "worst deficit, nats", value: worst).show()
    for limit in beyond.keys.sorted() {
      let expected = Double(comparisons) * exp(-limit)
      let seen = Double(beyond[limit] ?? 0)
      try Figure(
        name: "trailing by \(limit) nats or more, at most", value: seen, target: expected,
        met: seen <= expected
      ).show()
    }
  }
}
