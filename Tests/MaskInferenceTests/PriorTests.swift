import Foundation
import MaskInference
import Support
import TestSupport
import Testing

@Suite struct `The prior` {
  /// A cast with the probabilities its masks should have, where the tilt is ln 2 and the declared
  /// share 0.8.
  struct Example: Sendable {
    var cast: Cast
    var expected: [Mask: Double]
  }

  @Test(arguments: [
    // Declared: 0.8 in parts of 1 for b and 0.4 for a, further in; others: 0.2 in two parts. Then a
    // doubled: 0.8, 0.64, 0.14 and 0.14, all over 1.72.
    Example(
      cast: Cast(hardwired: "a", declared: "a b", others: ["p", "q"]),
      expected: ["a": 0.64 / 1.72, "b": 0.8 / 1.72, "p": 0.14 / 1.72, "q": 0.14 / 1.72]),
    // The hardwired mask is not declared: it has a part of the 0.2, doubled.
    Example(
      cast: Cast(hardwired: "a", declared: "b", others: ["p"]),
      expected: ["a": 0.2 / 1.1, "b": 0.8 / 1.1, "p": 0.1 / 1.1]),
    // Nobody declared: all alike but for the tilt.
    Example(
      cast: Cast(hardwired: "a", declared: "", others: ["p", "q"]),
      expected: ["a": 2.0 / 4, "p": 1.0 / 4, "q": 1.0 / 4]),
    // Nobody but the declared: all alike but for the tilt.
    Example(
      cast: Cast(hardwired: "a", declared: "a b"), expected: ["a": 0.8 / 1.8, "b": 1 / 1.8]),
    // No hardwired mask: no tilt.
    Example(
      cast: Cast(hardwired: nil, declared: "b", others: ["p", "q"]),
      expected: ["b": 0.8, "p": 0.1, "q": 0.1]),
    Example(cast: Cast(hardwired: nil, declared: ""), expected: [:]),
  ])
  func `gives each mask its share`(_ example: Example) {
    let prior = Prior(declaredShare: 0.8, hardwiredReward: log(2))
    let probabilities = prior.maskProbabilities(cast: example.cast)
    #expect(Set(probabilities.keys) == Set(example.expected.keys))
    for (mask, expected) in example.expected {
      #expect(isNear(probabilities[mask] ?? -1, expected))
    }
  }

  @Test(arguments: [-3, -0.5, 0, 0.7, 2, 10])
  func `tilts the odds of the hardwired mask by the exponential of its reward`(
    _ reward: Double
  ) throws {
    let plain = Prior(hardwiredReward: 0).maskProbabilities(cast: Scene.chat)
    let tilted = Prior(hardwiredReward: reward).maskProbabilities(cast: Scene.chat)
    func logOdds(_ probabilities: [Mask: Double], _ mask: Mask) throws -> Double {
      log(try #require(probabilities["a"])) - log(try #require(probabilities[mask]))
    }
    for other in ["b", "p", "q"] as [Mask] {
      #expect(isNear(try logOdds(tilted, other) - logOdds(plain, other), reward))
    }
  }

  @Test(arguments: [0.05, 0.5, 0.8, 0.99])
  func `leaves the declared masks the declared share where nothing is tilted`(_ share: Double) {
    let prior = Prior(declaredShare: share, hardwiredReward: 0)
    let probabilities = prior.maskProbabilities(cast: Scene.chat)
    #expect(isNear((probabilities["a"] ?? 0) + (probabilities["b"] ?? 0), share))
  }

  @Test func `by hand: depths in geometric steps, products of masks within a depth`() {
    // b 0.80, a 0.64 (0.4 times as much, tilted by 2), p and q 0.14, all over 1.72; depths
    // 1 : 0.4 : 0.16. The products a b : a p are 0.80 : 0.14.
    let prior = Prior(depthDecay: 0.4, declaredShare: 0.8, hardwiredReward: log(2))
    let probabilities = prior.probabilities(
      of: ["", "a", "b", "p", "q", "a b", "a p"], cast: Scene.chat)
    let expected = [
      1 / 1.56, 0.4 / 1.56 * 0.64 / 1.72, 0.4 / 1.56 * 0.8 / 1.72, 0.4 / 1.56 * 0.14 / 1.72,
      0.4 / 1.56 * 0.14 / 1.72, 0.16 / 1.56 * 0.8 / 0.94, 0.16 / 1.56 * 0.14 / 0.94,
    ]
    #expect(isNear(probabilities, expected))
  }

  @Test(
    arguments: [
      ([""], [1]),
      (["", "a b"], [1 / 1.16, 0.16 / 1.16]),
      (["a", "a b p"], [0.4 / 0.464, 0.064 / 0.464]),
      (["a b p"], [1]),
    ] as [([Stack], [Double])])
  func `leaves out the depths that no hypothesis has`(_ stacks: [Stack], _ expected: [Double]) {
    #expect(isNear(Prior(depthDecay: 0.4).probabilities(of: stacks, cast: Scene.chat), expected))
  }

  @Test(arguments: [0.1, 0.4, 1])
  func `weighs depths by powers of the decay, however many stacks a depth has`(_ decay: Double) {
    let probabilities = Prior(depthDecay: decay).probabilities(
      of: Scene.everyStack, cast: Scene.chat)
    let depths = Belief(hypotheses: Scene.everyStack, probabilities: probabilities)
      .depthDistribution()
    let total = 1 + decay + decay * decay
    #expect(isNear(depths, [1 / total, decay / total, decay * decay / total]))
  }

  @Test func `does not mind the order in which masks are worn`() {
    let probabilities = Scene.prior.probabilities(of: Scene.everyStack, cast: Scene.chat)
    let belief = Belief(hypotheses: Scene.everyStack, probabilities: probabilities)
    for stack in Scene.everyStack {
      let reversed = Stack(stack.masks.reversed())
      #expect(isNear(belief.probability(of: stack), belief.probability(of: reversed)))
    }
  }

  @Test(arguments: UInt64(0)..<10)
  func `sums to one`(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed, stream: 4)
    let scene = Scene.drawn(count: 1 + Int(seed), using: &generator)
    #expect(isNear(scene.initial.reduce(0, +), 1))
  }

  @Test func `gives nothing to a stack with a mask outside the cast`() {
    let probabilities = Scene.prior.probabilities(of: ["", "a", "x", "a x"], cast: Scene.chat)
    #expect(probabilities[2] == 0)
    #expect(probabilities[3] == 0)
    #expect(isNear(probabilities[0] + probabilities[1], 1))
  }

  @Test func `survives JSON unchanged`() throws {
    let prior = Prior(
      depthDecay: 0.3, maximumDepth: 2, declaredShare: 0.7, hardwiredReward: -1.25)
    #expect(try roundTrip(prior) == prior)
  }
}
