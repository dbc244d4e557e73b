import Foundation
import MaskInference
import TestSupport
import Testing

/// Each view gives every text a probability; all texts are told, so there are no false alarms.
@Suite struct `Over every text there is` {
  @Test(arguments: DebateScript.all, UInt64(0)..<2)
  func `the evidence of each view sums to one`(_ script: DebateScript, _ seed: UInt64) {
    var actor = 0.0
    var masks = 0.0
    for text in script.everyText {
      let debate = script.play(text, seed: seed)
      #expect(debate.trajectory.count == script.sentences)
      actor += exp(debate.logEvidenceOfActor)
      masks += exp(debate.logEvidenceOfMasks)
    }
    #expect(isNear(actor, 1))
    #expect(isNear(masks, 1))
  }

  @Test(arguments: DebateScript.all, UInt64(0)..<2)
  func `the Bayes factor for a view is one on average where the other is true`(
    _ script: DebateScript, _ seed: UInt64
  ) {
    var forActor = 0.0
    var forMasks = 0.0
    var spread = 0.0
    for text in script.everyText {
      let debate = script.play(text, seed: seed)
      let factor = exp(debate.logBayesFactor)
      forActor += exp(debate.logEvidenceOfMasks) * factor
      forMasks += exp(debate.logEvidenceOfActor) / factor
      spread += exp(debate.logEvidenceOfMasks) * abs(factor - 1)
    }
    #expect(isNear(forActor, 1))
    #expect(isNear(forMasks, 1))
    #expect(spread > 1e-3)
  }

  @Test(arguments: DebateScript.all, UInt64(0)..<2)
  func `the posterior of the views is their prior on average`(
    _ script: DebateScript, _ seed: UInt64
  ) {
    let prior = script.priorOdds / (1 + script.priorOdds)
    var average = 0.0
    for text in script.everyText {
      let debate = script.play(text, seed: seed)
      let probability =
        prior * exp(debate.logEvidenceOfActor) + (1 - prior) * exp(debate.logEvidenceOfMasks)
      average += probability * debate.probabilityOfActor
    }
    #expect(isNear(average, prior))
  }
}
