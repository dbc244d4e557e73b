import Foundation
import MaskInference
import Support
import TestSupport
import Testing

@Suite struct `The report` {
  private static let calm = TurnReport.Anomaly(z: 0.3, entropyRate: 2.5, vacancy: 0)

  /// A filter whose belief is `target`, over bare, a, b and a b, with `a b` declared.
  private func filter(_ target: [Double]) -> MaskFilter {
    let scene = Scene(
      cast: Cast(hardwired: "a", declared: "a b"), hypotheses: ["", "a", "b", "a b"])
    var filter = scene.filter
    filter.update(zip(target, scene.initial).map { log($0 / $1) })
    return filter
  }

  /// A filter over the bare model and `count` masks, all as probable.
  private func uniform(_ count: Int) -> MaskFilter {
    let masks = (0..<count).map { Mask("m\($0)") }
    let scene = Scene(
      cast: Cast(hardwired: nil, declared: .bare, others: masks),
      hypotheses: [.bare] + masks.map { Stack([$0]) })
    var filter = scene.filter
    filter.update(scene.initial.map { -log($0) })
    return filter
  }

  @Test func `by hand: every number of a small filter`() throws {
    let anomaly = TurnReport.Anomaly(z: 2, entropyRate: 3.5, vacancy: 0.25)
    let report = TurnReport(
      filter: filter([0.1, 0.2, 0.3, 0.4]), logLikelihoods: [-50, -40, -36, -30],
      replyTokens: 12, anomaly: anomaly)
    #expect(report.declared == "a b")
    #expect(report.hypotheses == ["", "a", "b", "a b"])
    #expect(isNear(report.belief, [0.1, 0.2, 0.3, 0.4]))
    #expect(report.mostProbable == "a b")
    #expect(!report.differsFromDeclared)
    #expect(isNear(report.depth.posterior, [0.1, 0.5, 0.4, 0]))
    #expect(isNear(report.depth.mean, 1.3))
    #expect(isNear(report.depth.prior, [1 / 1.56, 0.4 / 1.56, 0.16 / 1.56, 0]))
    #expect(isNear(report.depth.priorMean, 0.72 / 1.56))
    #expect(Set(report.blend.keys) == ["a", "b"])
    #expect(isNear(report.blend["a"] ?? -1, 0.2))
    #expect(isNear(report.blend["b"] ?? -1, 0.7))
    #expect(isNear(report.bare, 0.1))
    let entropy = -(0.1 * log(0.1) + 0.2 * log(0.2) + 0.7 * log(0.7))
    #expect(isNear(report.openEyes, exp(entropy)))
    #expect(isNear(report.confusion, 1 - (1 - entropy / log(3)) * 0.75))
    #expect(report.operatorPosterior == nil)
    let rate = try #require(report.evidenceRate)
    #expect(rate.first == "a b")
    #expect(rate.second == "b")
    #expect(isNear(rate.natsPerToken, 0.5))
    #expect(report.anomaly == anomaly)
    #expect(report.droppedMass == 0)
  }

  @Test func `tells where the most probable stack is not the declared one`() {
    let report = TurnReport(
      filter: filter([0.1, 0.6, 0.2, 0.1]), logLikelihoods: [0, 0, 0, 0], replyTokens: 1,
      anomaly: Self.calm)
    #expect(report.mostProbable == "a")
    #expect(report.differsFromDeclared)
  }

  @Test func `tells what became of the last mask and what was dropped`() {
    var filter = filter([0.1, 0.2, 0.3, 0.4])
    filter.observe(
      .putOn("c"), odds: DeclarationOdds(push: 0.5, swap: 0.3, stay: 0.2),
      cast: Cast(hardwired: "a", declared: "a b c"), width: 4)
    let report = TurnReport(
      filter: filter, logLikelihoods: filter.hypotheses.map { _ in 0 }, replyTokens: 1,
      anomaly: Self.calm)
    #expect(report.operatorPosterior == filter.operatorPosterior)
    #expect(report.operatorPosterior != nil)
    #expect(report.droppedMass == filter.droppedMass)
    #expect(report.droppedMass > 0.1)
  }

  @Test(arguments: 0...24, [0, 0.5, 1])
  func `says as many eyes as there are and full confusion where all are as probable`(
    _ masks: Int, _ vacancy: Double
  ) {
    let filter = uniform(masks)
    let report = TurnReport(
      filter: filter, logLikelihoods: filter.hypotheses.map { _ in 0 }, replyTokens: 5,
      anomaly: TurnReport.Anomaly(z: 0, entropyRate: 1, vacancy: vacancy))
    #expect(isNear(report.openEyes, Double(masks + 1)))
    #expect(isNear(report.confusion, masks > 0 ? 1 : vacancy))
    #expect(report.confusion <= 1)
  }

  @Test(arguments: ["", "a", "b", "a b"] as [Stack])
  func `says one eye and no confusion where one stack is certain`(_ certain: Stack) {
    var filter = filter([0.25, 0.25, 0.25, 0.25])
    filter.update(filter.hypotheses.map { $0 == certain ? 0 : -.infinity })
    let report = TurnReport(
      filter: filter, logLikelihoods: [0, 0, 0, 0], replyTokens: 5, anomaly: Self.calm)
    #expect(isNear(report.openEyes, 1))
    #expect(isNear(report.confusion, 0))
  }

  @Test(arguments: UInt64(0)..<40)
  func `keeps confusion between none and all, and raises it by anomaly`(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed, stream: 90)
    let filter = filter((0..<4).map { _ in Double.random(in: 0...1, using: &generator) })
    let confusions = stride(from: 0, through: 1, by: 0.25).map { vacancy in
      TurnReport(
        filter: filter, logLikelihoods: [0, 0, 0, 0], replyTokens: 5,
        anomaly: TurnReport.Anomaly(z: 0, entropyRate: 1, vacancy: vacancy)
      ).confusion
    }
    #expect(confusions.allSatisfy { (0...1).contains($0) })
    #expect(zip(confusions, confusions.dropFirst()).allSatisfy { $0 <= $1 })
  }

  @Test(
    arguments: [
      (["", "a"], [-1, -2], 0), ([""], [-1], 7), (["", "a"], [-.infinity, -.infinity], 7),
      (["", "a"], [-1, -.infinity], 7),
    ] as [([Stack], [Double], Int)])
  func `has no evidence rate without words and two stacks that could have said them`(
    _ stacks: [Stack], _ logLikelihoods: [Double], _ tokens: Int
  ) {
    let report = TurnReport(
      filter: Scene(cast: Scene.chat, hypotheses: stacks).filter, logLikelihoods: logLikelihoods,
      replyTokens: tokens, anomaly: Self.calm)
    #expect(report.evidenceRate == nil)
  }

  @Test(arguments: [false, true])
  func `survives JSON unchanged`(_ hasOperator: Bool) throws {
    var filter = filter([0.1, 0.2, 0.3, 0.4])
    if hasOperator {
      filter.observe(
        .putOn("c"), odds: DeclarationOdds(push: 0.5, swap: 0.3, stay: 0.2),
        cast: Cast(hardwired: "a", declared: "a b c"), width: 5)
      filter.predict()
    }
    let report = TurnReport(
      filter: filter, logLikelihoods: filter.hypotheses.indices.map { -1.1 * Double($0) },
      replyTokens: hasOperator ? 3 : 0, anomaly: Self.calm)
    #expect(try roundTrip(report) == report)
  }
}
