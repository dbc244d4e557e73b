import ArgumentParser
import Foundation
import MaskInference
import Scoring

/// Whether the debate finds out which view a dialogue was drawn from; no language model is asked.
struct DebateTrial: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "debate",
    abstract: "Draw dialogues from either view with toy voices and tell which view they speak for.")

  @Option(help: "The seed.")
  var seed: UInt64 = 1

  @Option(help: "Dialogues drawn from each view.")
  var dialogues = 40

  @Option(help: "Sentences in a dialogue.")
  var sentences = 100

  @Option(help: "Words in a sentence.")
  var words = 8

  @Option(help: "How different the voices are, in nats either way.")
  var contrast = 1.2

  @Option(help: "The chance that the speaker stays from sentence to sentence.")
  var kappa = Transition().persistence

  @Option(help: "How much less probable each further mask is.")
  var rho = Prior().depthDecay

  func validate() throws {
    guard dialogues > 0, sentences > 0, words > 0 else {
      throw ValidationError("dialogues, sentences and words are whole numbers from 1 up.")
    }
    guard (0...1).contains(kappa), rho > 0, rho <= 1, contrast >= 0 else {
      throw ValidationError("kappa is from 0 to 1, rho above 0 and up to 1, contrast from 0 up.")
    }
  }

  func run() throws {
    var simulation = DebateSimulation()
    simulation.sentences = sentences
    simulation.words = words
    simulation.contrast = contrast
    simulation.transition.persistence = kappa
    simulation.prior.depthDecay = rho
    for truth in DebateSimulation.Truth.allCases {
      let drawn = simulation.dialogues(dialogues, from: truth, seed: seed)
      func share(_ count: Int) -> Double { Double(count) / Double(dialogues) }
      let right = share(drawn.count { $0.isRight })
      try Figure(
        name: "\(truth.rawValue), sign right", value: right, target: 0.9, met: right >= 0.9
      ).show()
      try Figure(
        name: "\(truth.rawValue), decided rightly",
        value: share(drawn.count { $0.isDecidedRightly == true })
      ).show()
      // Ville's inequality: odds of twenty to one against the truth have at most this chance.
      let misled = share(drawn.count { $0.isDecidedRightly == false })
      try Figure(
        name: "\(truth.rawValue), decided wrongly", value: misled, target: 0.05,
        met: misled <= 0.05
      ).show()
      try Figure(
        name: "\(truth.rawValue), one speaker throughout",
        value: share(drawn.count { Set($0.speakers).count == 1 })
      ).show()
      try Figure(
        name: "\(truth.rawValue), gap between voices, nats a sentence",
        value: drawn.reduce(0) { $0 + $1.gap } / Double(dialogues)
      ).show()
    }
  }
}
