import Foundation
import MaskInference
import Support
import TestSupport
import Testing

@Suite struct `The transition` {
  @Test(arguments: Scene.corners)
  func `moves from stack to stack as the formula says`(_ scene: Scene) {
    let reference = scene.reference.rows
    let kernel = scene.kernel
    for source in scene.hypotheses.indices {
      let row = scene.hypotheses.indices.map { kernel.probability(from: source, to: $0) }
      #expect(isNear(row, reference[source]))
    }
  }

  @Test(arguments: Scene.corners)
  func `goes somewhere for certain`(_ scene: Scene) {
    let kernel = scene.kernel
    for source in scene.hypotheses.indices {
      let sum = scene.hypotheses.indices.reduce(0) {
        $0 + kernel.probability(from: source, to: $1)
      }
      #expect(isNear(sum, 1))
    }
  }

  @Test(arguments: UInt64(0)..<24)
  func `moves a belief as the formula says, whatever the list and the shares`(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed, stream: 1)
    let scene = Scene.drawn(count: 2 + Int(seed) % 9, using: &generator)
    let belief = scene.hypotheses.map { _ in Double.random(in: 0...1, using: &generator) }
    let predicted = scene.kernel.predict(belief.map { log($0) })
    #expect(isNear(predicted.map { exp($0) }, scene.reference.predict(belief)))
  }

  @Test(arguments: UInt64(0)..<8)
  func `keeps the total mass, normalised or not`(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed, stream: 2)
    let scene = Scene.drawn(count: 8, using: &generator)
    let weights = scene.hypotheses.map { _ in Double.random(in: -900 ... -800, using: &generator) }
    let greatest = weights.max() ?? 0
    func mass(_ weights: [Double]) -> Double {
      weights.reduce(0) { $0 + exp($1 - greatest) }
    }
    #expect(isNear(mass(scene.kernel.predict(weights)) / mass(weights), 1))
  }

  @Test func `by hand: a push, a pop, a swap, a fresh draw and what has nowhere to go`() {
    // π is 1/2 for each of p and q; the prior is 1 : ρ for depths 0 and 1, and q p is deeper.
    let scene = Scene(
      cast: Cast(hardwired: nil, declared: "", others: ["p", "q"]),
      hypotheses: ["", "p", "q", "q p"],
      prior: Prior(depthDecay: 0.5),
      transition: Transition(persistence: 0.6, push: 0.1, pop: 0.2, swap: 0.3, redraw: 0.4))
    let fresh = [4.0, 1, 1, 1].map { $0 / 7 }
    let kernel = scene.kernel
    // A push and a swap draw p or q, each with probability 1/2. What is worn already, or leads to a
    // stack that is not in the list, stays: for bare the pop and the swap, for p every push.
    let expected: [[Double]] = [
      [0.6 + 0.4 * 0.5, 0.4 * 0.05, 0.4 * 0.05, 0],
      [0.4 * 0.2, 0.6 + 0.4 * (0.1 + 0.15), 0.4 * 0.15, 0],
      [0.4 * 0.2, 0.4 * 0.15, 0.6 + 0.4 * (0.05 + 0.15), 0.4 * 0.05],
      [0, 0, 0.4 * 0.2, 0.6 + 0.4 * (0.1 + 0.3)],
    ].map { row in zip(row, fresh).map { $0 + 0.4 * 0.4 * $1 } }
    for source in expected.indices {
      #expect(
        isNear(expected.indices.map { kernel.probability(from: source, to: $0) }, expected[source]))
    }
  }

  @Test(arguments: 1...24)
  func `stays where it is by persistence alone where every change is a push that can be made`(
    _ count: Int
  ) {
    let masks = (0..<count).map { Mask("m\($0)") }
    let scene = Scene(
      cast: Cast(hardwired: nil, declared: .bare, others: masks),
      hypotheses: [.bare] + masks.map { Stack([$0]) },
      transition: Transition(persistence: 0.9, push: 1, pop: 0, swap: 0, redraw: 0))
    #expect(isNear(scene.kernel.probability(from: 0, to: 0), 0.9))
  }

  @Test func `leaves impossible weights impossible`() {
    let scene = Scene.corners[0]
    let nothing = scene.hypotheses.map { _ in -Double.infinity }
    #expect(scene.kernel.predict(nothing) == nothing)
  }

  @Test func `keeps a hypothesis ten thousand nats behind where nothing ever changes`() {
    var scene = Scene.corners[0]
    scene.transition.persistence = 1
    var weights = scene.hypotheses.map { _ in 0.0 }
    weights[2] = -10_000
    #expect(isNear(scene.kernel.predict(weights), weights, within: 1e-9))
  }

  @Test(arguments: UInt64(0)..<4)
  func `leaves the prior as it is where every change is a fresh draw`(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed, stream: 3)
    var scene = Scene.drawn(count: 9, using: &generator)
    scene.transition = Transition(persistence: 0.7, push: 0, pop: 0, swap: 0, redraw: 1)
    let predicted = scene.kernel.predict(scene.initial.map { log($0) })
    #expect(isNear(predicted.map { exp($0) }, scene.initial))
  }

  @Test func `survives JSON unchanged`() throws {
    let transition = Transition(persistence: 0.7, push: 0.1, pop: 0.2, swap: 0.3, redraw: 0.4)
    #expect(try roundTrip(transition) == transition)
  }
}
