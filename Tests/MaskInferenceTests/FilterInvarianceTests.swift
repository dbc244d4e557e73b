import Foundation
import MaskInference
import Support
import TestSupport
import Testing

// Nothing in these suites is random but the seeded inputs: no false alarms.
@Suite struct `The filter is indifferent` {
  @Test(arguments: UInt64(0)..<6, [-10_000, -3.5, 700])
  func `to a constant added to every likelihood`(_ seed: UInt64, _ constant: Double) {
    var generator = SeededGenerator(seed: seed, stream: 20)
    let scene = Scene.drawn(count: 6, using: &generator)
    var plain = scene.filter
    var shifted = scene.filter
    for sentence in generator.logLikelihoods(sentences: 4, hypotheses: 6) {
      plain.predict()
      shifted.predict()
      plain.update(sentence)
      shifted.update(sentence.map { $0 + constant })
    }
    // Adding 10,000 rounds a likelihood by about 1e-12.
    #expect(
      isNear(plain.belief.probabilities, shifted.belief.probabilities, within: 1e-10))
    #expect(isNear(shifted.logEvidence - plain.logEvidence, 4 * constant, within: 1e-9))
  }

  @Test(arguments: UInt64(0)..<6)
  func `to the order of its hypotheses`(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed, stream: 21)
    let scene = Scene.drawn(count: 7, using: &generator)
    let order = scene.hypotheses.indices.shuffled(using: &generator)
    var shuffledScene = scene
    shuffledScene.hypotheses = order.map { scene.hypotheses[$0] }
    var plain = scene.filter
    var shuffled = shuffledScene.filter
    for sentence in generator.logLikelihoods(sentences: 5, hypotheses: 7) {
      plain.predict()
      shuffled.predict()
      plain.update(sentence)
      shuffled.update(order.map { sentence[$0] })
    }
    let expected = order.map { plain.belief.probabilities[$0] }
    #expect(isNear(shuffled.belief.probabilities, expected))
    #expect(isNear(shuffled.logEvidence, plain.logEvidence))
  }

  @Test(arguments: UInt64(0)..<6)
  func `to a mask in the cast under two names, which share its weight`(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed, stream: 25)
    let plain = Scene(
      cast: Cast(hardwired: "a", declared: "a b", others: ["p"]),
      hypotheses: ["", "a", "b", "a b", "p", "a p", "p b"])
    // What p has of the cast is now for p and p' together.
    let doubled = Scene(
      cast: Cast(hardwired: "a", declared: "a b", others: ["p", "p'"]),
      hypotheses: plain.hypotheses + ["p'", "a p'", "p' b"])
    var one = plain.filter
    var two = doubled.filter
    for sentence in generator.logLikelihoods(sentences: 5, hypotheses: 7) {
      one.predict()
      two.predict()
      one.update(sentence)
      two.update(sentence + sentence[4...])
    }
    let weights = one.belief.probabilities
    let halves = weights[4...].map { $0 / 2 }
    #expect(isNear(two.belief.probabilities, weights[..<4] + halves + halves))
    #expect(isNear(two.logEvidence, one.logEvidence))
  }

  @Test(arguments: UInt64(0)..<4)
  func `to a sentence that every hypothesis finds as probable`(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed, stream: 22)
    var filter = Scene.drawn(count: 6, using: &generator).filter
    let before = filter.belief
    #expect(isNear(filter.update([Double](repeating: -40, count: 6)), -40))
    #expect(isNear(filter.belief.probabilities, before.probabilities))
  }

  @Test func `to a sentence that is impossible under every hypothesis`() {
    var filter = Scene.corners[0].filter
    filter.update(filter.hypotheses.indices.map { -Double($0) })
    let before = filter
    let increment = filter.update(filter.hypotheses.map { _ in -.infinity })
    #expect(increment == -.infinity)
    #expect(filter.belief == before.belief)
    #expect(filter.logEvidence == before.logEvidence)
  }
}

@Suite struct `The filter withstands` {
  @Test(arguments: UInt64(0)..<6)
  func `sentences that are impossible under some hypotheses`(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed, stream: 23)
    let scene = Scene.drawn(count: 5, using: &generator)
    var heard = generator.logLikelihoods(sentences: 4, hypotheses: 5)
    for index in heard.indices { heard[index][(index + Int(seed)) % 5] = -.infinity }
    var filter = scene.filter
    for (index, sentence) in heard.enumerated() {
      filter.predict()
      filter.update(sentence)
      #expect(filter.belief.probabilities[(index + Int(seed)) % 5] == 0)
    }
    let paths = PathEnumeration(
      initial: scene.initial, rows: scene.reference.rows, logLikelihoods: heard)
    #expect(isNear(filter.logEvidence, log(paths.evidence), within: 1e-10))
    #expect(isNear(filter.belief.probabilities, paths.posterior))
  }

  @Test func `a hypothesis ruled out, which comes back by the next transition`() {
    var filter = Scene.corners[0].filter
    filter.update(filter.hypotheses.map { $0 == "b" ? -.infinity : -1 })
    #expect(filter.belief.probability(of: "b") == 0)
    filter.predict()
    #expect(filter.belief.probability(of: "b") > 0)
  }

  @Test(arguments: UInt64(0)..<6)
  func `gaps of ten thousand nats`(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed, stream: 24)
    let scene = Scene.drawn(count: 6, using: &generator)
    var filter = scene.filter
    let heard = generator.logLikelihoods(
      sentences: 8, hypotheses: 6, in: -10_000...0)
    for sentence in heard {
      filter.predict()
      let increment = filter.update(sentence)
      #expect(increment.isFinite)
      #expect(filter.belief.probabilities.allSatisfy { $0 >= 0 && $0.isFinite })
      #expect(isNear(filter.belief.probabilities.reduce(0, +), 1))
    }
  }

  @Test func `a hypothesis ten thousand nats behind, where nothing ever changes`() {
    var scene = Scene.corners[0]
    scene.transition.persistence = 1
    var filter = scene.filter
    let against = filter.hypotheses.map { $0 == "b" ? -10_000.0 : 0 }
    for sentence in [against, against.map { -10_000 - $0 }] {
      filter.predict()
      filter.update(sentence)
    }
    // Numbers near 10,000 are rounded by about 1e-12.
    #expect(isNear(filter.belief.probabilities, scene.initial, within: 1e-9))
  }

  @Test func `an exponent of zero, under which even the impossible tells nothing`() {
    var filter = Scene.corners[0].filter
    let before = filter.belief
    let increment = filter.update(
      filter.hypotheses.map { $0 == "b" ? -.infinity : -1 }, exponent: 0)
    #expect(isNear(increment, 0))
    #expect(isNear(filter.belief.probabilities, before.probabilities))
  }
}
