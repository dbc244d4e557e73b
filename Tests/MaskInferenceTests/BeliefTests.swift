import Foundation
import MaskInference
import TestSupport
import Testing

@Suite struct `A belief` {
  private let belief = Belief(
    hypotheses: ["", "a", "b", "a b", "b a", "a b p"],
    probabilities: [0.05, 0.1, 0.2, 0.3, 0.2, 0.15])

  @Test(arguments: [("", 0.05), ("a b", 0.3), ("b a", 0.2), ("q", 0)] as [(Stack, Double)])
  func `tells the probability of a stack, considered or not`(_ stack: Stack, _ expected: Double) {
    #expect(belief.probability(of: stack) == expected)
  }

  @Test func `ranks from the most probable, ties in their order`() {
    #expect(belief.ranking == [3, 2, 4, 5, 1, 0])
    #expect(belief.mostProbable == "a b")
  }

  @Test func `of nothing is bare`() {
    #expect(Belief(hypotheses: [], probabilities: []).mostProbable == .bare)
  }

  @Test(arguments: [(0, [0.05, 0.3, 0.5, 0.15]), (5, [0.05, 0.3, 0.5, 0.15, 0, 0])])
  func `sums up by depth, at least as far as asked`(_ maximum: Int, _ expected: [Double]) {
    #expect(isNear(belief.depthDistribution(maximumDepth: maximum), expected))
  }

  @Test func `has a mean depth`() {
    // 0.3 · 1 + 0.5 · 2 + 0.15 · 3
    #expect(isNear(belief.meanDepth, 1.75))
  }

  @Test func `sums up by outermost mask`() {
    let blend = belief.blend
    #expect(Set(blend.weights.keys) == ["a", "b", "p"])
    #expect(isNear(blend.weights["a"] ?? 0, 0.3))
    #expect(isNear(blend.weights["b"] ?? 0, 0.5))
    #expect(isNear(blend.weights["p"] ?? 0, 0.15))
    #expect(blend.bare == 0.05)
    #expect(blend.eyes == 4)
  }
}

@Suite struct `A blend` {
  @Test(arguments: 1...12)
  func `has as many eyes open as there are where it cannot tell`(_ eyes: Int) {
    let share = 1 / Double(eyes)
    let weights = Dictionary(uniqueKeysWithValues: (1..<eyes).map { (Mask("m\($0)"), share) })
    #expect(isNear(Blend(weights: weights, bare: share).openEyes, Double(eyes)))
  }

  @Test(arguments: [
    Blend(weights: ["a": 1, "b": 0], bare: 0), Blend(weights: ["a": 0, "b": 0], bare: 1),
  ])
  func `has one eye open where it is certain`(_ blend: Blend) {
    #expect(blend.openEyes == 1)
    #expect(blend.entropy == 0)
  }

  @Test func `has the entropy of its weights`() {
    let blend = Blend(weights: ["a": 0.5, "b": 0.25], bare: 0.25)
    #expect(isNear(blend.entropy, 1.5 * log(2)))
    #expect(isNear(blend.openEyes, pow(2, 1.5)))
  }

  @Test func `ranks from the heaviest mask, ties by name`() {
    let blend = Blend(weights: ["c": 0.2, "a": 0.2, "b": 0.5], bare: 0.1)
    #expect(blend.ranking.map(\.mask) == ["b", "a", "c"])
    #expect(blend.ranking.map(\.weight) == [0.5, 0.2, 0.2])
  }
}
