import Foundation
import Support
import TestSupport
import Testing

@testable import MaskInference

@Suite struct `The debate is indifferent` {
  /// A debate over all stacks of `Scene.chat`, and some sentences.
  private func debate(
    seed: UInt64, sentences: Int = 6
  ) -> (debate: Debate, hypotheses: [Stack], heard: [[Double]]) {
    var generator = SeededGenerator(seed: seed, stream: 220)
    let filter = MaskFilter(
      cast: Scene.chat, prior: Scene.prior, transition: Scene.transition)
    return (
      Debate(filter), filter.hypotheses,
      generator.logLikelihoods(sentences: sentences, hypotheses: filter.hypotheses.count)
    )
  }

  @Test(arguments: UInt64(0)..<4, [-10_000, -3.5, 700])
  func `to a constant added to every likelihood`(_ seed: UInt64, _ constant: Double) {
    var (plain, hypotheses, heard) = debate(seed: seed)
    var shifted = plain
    for sentence in heard {
      plain.hear(DebateEvidence(hypotheses: hypotheses, logLikelihoods: sentence))
      shifted.hear(
        DebateEvidence(hypotheses: hypotheses, logLikelihoods: sentence.map { $0 + constant }))
    }
    #expect(isNear(plain.trajectory, shifted.trajectory, within: 1e-9))
    #expect(
      isNear(shifted.logEvidenceOfActor - plain.logEvidenceOfActor, 6 * constant, within: 1e-9))
  }

  @Test(arguments: UInt64(0)..<4)
  func `to the order in which the lanes are told`(_ seed: UInt64) {
    var (plain, hypotheses, heard) = debate(seed: seed)
    var shuffled = plain
    for sentence in heard {
      plain.hear(DebateEvidence(hypotheses: hypotheses, logLikelihoods: sentence))
      shuffled.hear(
        DebateEvidence(
          hypotheses: hypotheses.reversed(), logLikelihoods: sentence.reversed()))
    }
    #expect(isNear(plain.trajectory, shuffled.trajectory))
  }

  @Test(arguments: UInt64(0)..<4)
  func `to lanes that neither view considers`(_ seed: UInt64) {
    var (plain, hypotheses, heard) = debate(seed: seed)
    var crowded = plain
    for sentence in heard {
      plain.hear(DebateEvidence(hypotheses: hypotheses, logLikelihoods: sentence))
      crowded.hear(
        DebateEvidence(
          hypotheses: hypotheses + ["x", "x y"], logLikelihoods: sentence + [5, -900]))
    }
    #expect(plain.trajectory == crowded.trajectory)
  }

  @Test func `to words that all voices find as probable`() {
    var (debate, hypotheses, _) = debate(seed: 0)
    for _ in 0..<5 {
      debate.hear(
        DebateEvidence(hypotheses: hypotheses, logLikelihoods: hypotheses.map { _ in -40 }))
    }
    #expect(isNear(debate.trajectory, [0, 0, 0, 0, 0]))
    #expect(isNear(debate.actor.leak.mean, 0.1))
  }

  @Test func `to a sentence that is impossible under every lane`() {
    var (debate, hypotheses, heard) = debate(seed: 1)
    debate.hear(DebateEvidence(hypotheses: hypotheses, logLikelihoods: heard[0]))
    let before = debate.logBayesFactor
    debate.hear(
      DebateEvidence(
        hypotheses: hypotheses, logLikelihoods: hypotheses.map { _ in -.infinity }))
    #expect(debate.logBayesFactor == before)
    #expect(debate.leftOut == 1)
  }

  @Test func `to a sentence that no lane weighed`() {
    var (debate, _, _) = debate(seed: 2)
    debate.hear(DebateEvidence(hypotheses: [], logLikelihoods: []))
    #expect(debate.trajectory.isEmpty)
    #expect(debate.leftOut == 1)
  }

  @Test func `to what an exponent of zero takes away`() {
    var (debate, hypotheses, _) = debate(seed: 3)
    let wild = hypotheses.indices.map { $0 == 0 ? -.infinity : -1000 * Double($0) }
    debate.hear(DebateEvidence(hypotheses: hypotheses, logLikelihoods: wild, exponent: 0))
    #expect(isNear(debate.logBayesFactor, 0))
  }

  @Test func `to how an exponent other than one came about`() {
    var (tempered, hypotheses, heard) = debate(seed: 4)
    var halved = tempered
    for sentence in heard {
      tempered.hear(
        DebateEvidence(hypotheses: hypotheses, logLikelihoods: sentence, exponent: 0.5))
      halved.hear(
        DebateEvidence(hypotheses: hypotheses, logLikelihoods: sentence.map { $0 / 2 }))
    }
    #expect(tempered.trajectory == halved.trajectory)
  }
}

@Suite struct `The debate survives` {
  @Test func `gaps of ten thousand nats`() {
    let filter = MaskFilter(cast: Scene.chat, prior: Scene.prior, transition: Scene.transition)
    var debate = Debate(filter)
    for turn in 0..<4 {
      debate.beginTurn(cast: Scene.chat, width: 16, vacancy: 0.1)
      let lanes = debate.masks.filter.hypotheses
      debate.hear(
        DebateEvidence(
          hypotheses: lanes,
          logLikelihoods: lanes.indices.map { $0 % 4 == turn ? 0 : -10_000 }))
      debate.endTurn()
    }
    #expect(debate.trajectory.count == 4)
    #expect(debate.trajectory.allSatisfy { $0.isFinite })
    #expect((0...1).contains(debate.probabilityOfActor))
    #expect((0...1).contains(debate.actor.leak.mean))
  }

  @Test func `words that one view holds impossible, and gives the other the verdict`() {
    // Only a stack that is no costume of the actor's can have said it.
    let cast = Cast(hardwired: "a", declared: "b p")
    var debate = Debate(
      MaskFilter(cast: cast, prior: Scene.prior, transition: Scene.transition))
    let lanes = debate.masks.filter.hypotheses
    let words = DebateEvidence(
      hypotheses: lanes, logLikelihoods: lanes.map { $0 == "b p" ? -1 : -.infinity })
    debate.hear(words)
    #expect(debate.logBayesFactor == -.infinity)
    #expect(debate.verdict == .masks)
    #expect(debate.probabilityOfActor == 0)
    debate.hear(words)
    #expect(debate.trajectory == [-.infinity, -.infinity])
  }
}
