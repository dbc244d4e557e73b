import Foundation
import MaskInference
import Support
import TestSupport
import Testing

// Nothing here is random but the seeded inputs: no false alarms.
@Suite struct `The filter` {
  @Test(arguments: UInt64(0)..<10)
  func `agrees with every path walked one by one`(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed, stream: 10)
    let scene = Scene.drawn(count: 2 + Int(seed) % 5, using: &generator)
    let heard = generator.logLikelihoods(sentences: 6, hypotheses: scene.hypotheses.count)
    var filter = scene.filter
    for count in 1...heard.count {
      filter.predict()
      filter.update(heard[count - 1])
      let paths = PathEnumeration(
        initial: scene.initial, rows: scene.reference.rows,
        logLikelihoods: Array(heard.prefix(count)))
      #expect(isNear(filter.logEvidence, log(paths.evidence), within: 1e-10))
      #expect(isNear(filter.belief.probabilities, paths.posterior))
    }
  }

  @Test(arguments: UInt64(0)..<10)
  func `adds up its predictions to the probability of everything heard`(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed, stream: 11)
    let scene = Scene.drawn(count: 2 + Int(seed) % 5, using: &generator)
    let heard = generator.logLikelihoods(sentences: 4, hypotheses: scene.hypotheses.count)
    var filter = scene.filter
    var sum = 0.0
    for sentence in heard {
      filter.predict()
      sum += filter.update(sentence)
    }
    let paths = PathEnumeration(
      initial: scene.initial, rows: scene.reference.rows, logLikelihoods: heard)
    #expect(isNear(sum, log(paths.evidence), within: 1e-10))
    #expect(isNear(sum, filter.logEvidence))
  }

  @Test(arguments: UInt64(0)..<4, [0, 0.05, 0.5, 2])
  func `weighs evidence with its exponent`(_ seed: UInt64, _ exponent: Double) {
    var generator = SeededGenerator(seed: seed, stream: 12)
    let scene = Scene.drawn(count: 4, using: &generator)
    let heard = generator.logLikelihoods(sentences: 4, hypotheses: scene.hypotheses.count)
    var filter = scene.filter
    for sentence in heard {
      filter.predict()
      filter.update(sentence, exponent: exponent)
    }
    let paths = PathEnumeration(
      initial: scene.initial, rows: scene.reference.rows, logLikelihoods: heard,
      exponent: exponent)
    #expect(isNear(filter.logEvidence, log(paths.evidence), within: 1e-10))
    #expect(isNear(filter.belief.probabilities, paths.posterior))
  }

  @Test func `by hand: two stacks, one sentence, no change of speaker`() {
    // The prior is 1 : 0.5; the likelihoods 0.1 and 0.4 make it 1 : 2 with evidence 0.2.
    var filter = Scene(
      cast: Cast(hardwired: nil, declared: "b"), hypotheses: ["", "b"],
      prior: Prior(depthDecay: 0.5)
    ).filter
    let increment = filter.update([log(0.1), log(0.4)])
    #expect(isNear(filter.belief.probabilities, [1.0 / 3, 2.0 / 3]))
    #expect(isNear(increment, log(0.2)))
  }

  @Test func `starts from the prior over the cast and has heard nothing`() {
    let filter = MaskFilter(
      cast: Scene.chat, prior: Scene.prior, transition: Scene.transition, width: 16)
    let expected = Scene.prior.probabilities(
      of: Scene.chat.hypotheses(maximumDepth: 3), cast: Scene.chat)
    #expect(filter.hypotheses == Scene.chat.hypotheses(maximumDepth: 3))
    #expect(isNear(filter.belief.probabilities, expected))
    #expect(isNear(filter.priorBelief.probabilities, expected))
    #expect(filter.logEvidence == 0)
    #expect(filter.operatorPosterior == nil)
    #expect(filter.vacancy == 0)
    #expect(isNear(filter.droppedMass, 0))
  }

  @Test(arguments: UInt64(0)..<6)
  func `runs a chain that hears nothing beside the one that does`(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed, stream: 13)
    let scene = Scene.drawn(count: 6, using: &generator)
    var listening = scene.filter
    var deaf = scene.filter
    for sentence in generator.logLikelihoods(sentences: 6, hypotheses: 6) {
      listening.predict()
      listening.update(sentence)
      deaf.predict()
    }
    #expect(isNear(listening.priorBelief.probabilities, deaf.belief.probabilities))
    #expect(!isNear(listening.belief.probabilities, deaf.belief.probabilities, within: 1e-3))
  }

  @Test(arguments: UInt64(0)..<4)
  func `follows new parameters from the moment they are set, and keeps its belief`(
    _ seed: UInt64
  ) {
    var generator = SeededGenerator(seed: seed, stream: 14)
    let scene = Scene.drawn(count: 6, using: &generator)
    let heard = generator.logLikelihoods(sentences: 1, hypotheses: 6)
    var filter = scene.filter
    filter.predict()
    filter.update(heard[0])
    let before = filter.belief
    var retuned = scene
    retuned.prior = Prior(depthDecay: 0.9, hardwiredReward: -1)
    retuned.transition = Transition(persistence: 0.2)
    filter.retune(prior: retuned.prior, transition: retuned.transition)
    #expect(filter.belief == before)
    filter.predict()
    #expect(
      isNear(filter.belief.probabilities, retuned.reference.predict(before.probabilities)))
  }
}
