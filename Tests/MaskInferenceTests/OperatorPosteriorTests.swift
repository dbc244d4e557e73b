import Foundation
import MaskInference
import Support
import TestSupport
import Testing

@Suite struct `Push, swap and stay` {
  /// The stacks before `x` is put on, with what a push and a swap make of them, by hand.
  private static let moves: [(stack: Stack, pushed: Stack, swapped: Stack)] = [
    ("", "x", "x"), ("a", "a x", "x"), ("b", "b x", "x"), ("a b", "a b x", "a x"),
  ]

  private static let odds = DeclarationOdds(push: 0.5, swap: 0.3, stay: 0.2)

  /// A filter that has heard something, then `x` put on.
  private func filter(using generator: inout SeededGenerator) -> (MaskFilter, before: Belief) {
    let cast = Cast(hardwired: "a", declared: "a b")
    var filter = Scene(cast: cast, hypotheses: Self.moves.map(\.stack)).filter
    for sentence in generator.logLikelihoods(sentences: 2, hypotheses: 4) {
      filter.predict()
      filter.update(sentence)
    }
    let before = filter.belief
    filter.observe(
      .putOn("x"), odds: Self.odds, cast: Cast(hardwired: "a", declared: "a b x"), width: 64)
    return (filter, before)
  }

  /// The joint weights of each operator and each stack right after `x` is put on.
  private func joint(_ belief: Belief, over hypotheses: [Stack]) -> [[Double]] {
    [
      (Self.odds.push, Self.moves.map(\.pushed)), (Self.odds.swap, Self.moves.map(\.swapped)),
      (Self.odds.stay, Self.moves.map(\.stack)),
    ].map { share, outcomes in
      hypotheses.map { stack in
        zip(outcomes, belief.probabilities).reduce(0) {
          $1.0 == stack ? $0 + share * $1.1 : $0
        }
      }
    }
  }

  @Test(arguments: UInt64(0)..<8)
  func `are as probable as all the paths after them together`(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed, stream: 40)
    var (filter, before) = filter(using: &generator)
    let scene = Scene(
      cast: filter.cast, hypotheses: filter.hypotheses, prior: filter.prior,
      transition: filter.transition)
    let start = joint(before, over: filter.hypotheses)
    let logEvidence = filter.logEvidence
    let heard = generator.logLikelihoods(sentences: 3, hypotheses: filter.hypotheses.count)
    for sentence in heard {
      filter.predict()
      filter.update(sentence)
    }
    let paths = start.map {
      PathEnumeration(initial: $0, rows: scene.reference.rows, logLikelihoods: heard)
    }
    let evidence = paths.reduce(0) { $0 + $1.evidence }
    let posterior = try #require(filter.operatorPosterior)
    #expect(
      isNear(
        [posterior.push, posterior.swap, posterior.stay], paths.map { $0.evidence / evidence }))
    #expect(isNear(filter.logEvidence - logEvidence, log(evidence), within: 1e-10))
    let belief = filter.hypotheses.indices.map { index in
      paths.reduce(0) { $0 + $1.joint[index] } / evidence
    }
    #expect(isNear(filter.belief.probabilities, belief))
  }

  @Test(arguments: [("a b x", "push"), ("a x", "swap"), ("a b", "stay")] as [(Stack, String)])
  func `are told apart by words that only one of them explains`(
    _ speaking: Stack, _ expected: String
  ) throws {
    let cast = Cast(hardwired: "a", declared: "a b")
    var filter = Scene(cast: cast, hypotheses: ["", "a b"]).filter
    filter.update([-50, 0])
    filter.observe(
      .putOn("x"), odds: Self.odds, cast: Cast(hardwired: "a", declared: "a b x"), width: 16)
    filter.update(filter.hypotheses.map { $0 == speaking ? 0 : -20 })
    let posterior = try #require(filter.operatorPosterior)
    let shares = ["push": posterior.push, "swap": posterior.swap, "stay": posterior.stay]
    #expect(shares[expected] ?? 0 > 0.999)
  }

  @Test func `cannot be told apart where the mask was worn already`() throws {
    let cast = Cast(hardwired: "a", declared: "a b")
    var filter = Scene(cast: cast, hypotheses: ["a b"]).filter
    filter.observe(.putOn("b"), odds: Self.odds, cast: cast, width: 16)
    for index in 0..<3 {
      filter.predict()
      filter.update(filter.hypotheses.indices.map { -Double(($0 + index) % 3) })
    }
    let posterior = try #require(filter.operatorPosterior)
    #expect(isNear([posterior.push, posterior.swap, posterior.stay], [0.5, 0.3, 0.2]))
  }

  @Test func `are about the last mask put on`() throws {
    var generator = SeededGenerator(seed: 0, stream: 41)
    var (filter, _) = filter(using: &generator)
    filter.update(filter.hypotheses.map { $0 == "a x" ? 0 : -9 })
    filter.observe(
      .putOn("y"), odds: DeclarationOdds(push: 0.1, swap: 0.2, stay: 0.7),
      cast: Cast(hardwired: "a", declared: "a b y", others: ["x"]), width: 64)
    let posterior = try #require(filter.operatorPosterior)
    #expect(isNear([posterior.push, posterior.swap, posterior.stay], [0.1, 0.2, 0.7]))
  }
}
