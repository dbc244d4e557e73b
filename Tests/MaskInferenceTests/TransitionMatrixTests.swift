import Foundation
import MaskInference
import Support
import TestSupport
import Testing

// Nothing here is random but the seeded inputs: no false alarms.
@Suite struct `A transition matrix` {
  @Test(arguments: Scene.corners)
  func `has the formula's probabilities where it is made from the kernel`(_ scene: Scene) {
    let matrix = TransitionMatrix(scene.kernel, count: scene.hypotheses.count)
    #expect(isNear(matrix.rows, scene.reference.rows))
  }

  @Test(arguments: UInt64(0)..<8)
  func `moves a belief as the kernel does`(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed, stream: 140)
    let scene = Scene.drawn(count: 2 + Int(seed), using: &generator)
    let weights = scene.hypotheses.map { _ in Double.random(in: -9 ... -1, using: &generator) }
    let matrix = TransitionMatrix(scene.kernel, count: scene.hypotheses.count)
    #expect(isNear(matrix.predict(weights), scene.kernel.predict(weights)))
  }

  @Test func `keeps a hypothesis ten thousand nats behind`() throws {
    let matrix = try TransitionMatrix(rows: [[0.5, 0.5, 0], [0, 1, 0], [0, 0.25, 0.75]])
    let predicted = matrix.predict([0, -20_000, -10_000])
    #expect(isNear(predicted, [log(0.5), log(0.5), -10_000 + log(0.75)], within: 1e-9))
  }

  @Test(
    arguments: [
      ([[1, 0], [1]], .wrongCount(at: .row(1), expected: 2, found: 1)),
      ([[1, 0]], .wrongCount(at: .row(0), expected: 1, found: 2)),
      ([[0.5, 0.4], [0, 1]], .notADistribution(at: .row(0), sum: 0.9)),
      ([[1, 0], [1.5, -0.5]], .notADistribution(at: .row(1), sum: 1)),
    ] as [([[Double]], SmootherError)])
  func `must be square and go somewhere for certain`(
    _ rows: [[Double]], _ expected: SmootherError
  ) {
    #expect(throws: expected) { try TransitionMatrix(rows: rows) }
  }

  @Test func `may not hold what is not a number`() {
    #expect(throws: SmootherError.self) { try TransitionMatrix(rows: [[.nan]]) }
  }

  @Test(
    arguments: [
      (.wrongCount(at: .sentence(3), expected: 4, found: 5), "sentence 3 has 5 numbers for 4"),
      (.notADistribution(at: .row(1), sum: 0.9), "row 1 of the transition sums to 0.9"),
      (.notADistribution(at: .target, sum: 2), "the target sums to 2.0"),
      (.notALogWeight(at: .initialWeights, hypothesis: 1, found: .nan), "the initial weights has"),
      (.notAPersistence(found: 1.5), "from 0 to 1"),
      (.notAnExponent(found: -1), "not below 0"),
      (.nothingPossible, "at least one"),
      (.nothingToFit, "with words in it"),
    ] as [(SmootherError, String)])
  func `and its kin say what to give instead`(_ error: SmootherError, _ words: String) {
    #expect(error.description.contains(words))
  }
}
