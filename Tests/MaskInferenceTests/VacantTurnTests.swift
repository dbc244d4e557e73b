import Foundation
import MaskInference
import Support
import TestSupport
import Testing

@Suite struct `A turn that nobody may be there for` {
  /// A scene with a belief that has already heard something.
  private func start(
    seed: UInt64
  ) -> (scene: Scene, filter: MaskFilter, generator: SeededGenerator) {
    var generator = SeededGenerator(seed: seed, stream: 60)
    let scene = Scene.drawn(count: 5, using: &generator)
    var filter = scene.filter
    filter.predict()
    filter.update(generator.logLikelihoods(sentences: 1, hypotheses: 5)[0])
    return (scene, filter, generator)
  }

  @Test(arguments: UInt64(0)..<3, [0.001, 0.3, 0.97])
  func `begins with that much more of the bare model`(_ seed: UInt64, _ vacancy: Double) {
    var (_, filter, _) = start(seed: seed)
    let before = filter.belief
    filter.beginTurn(vacancy: vacancy)
    #expect(isNear(filter.vacancy, vacancy))
    for (stack, probability) in zip(before.hypotheses, before.probabilities) {
      let absent = stack == .bare ? vacancy : 0
      #expect(
        isNear(filter.belief.probability(of: stack), absent + (1 - vacancy) * probability))
    }
  }

  @Test(arguments: UInt64(0)..<3, [0.001, 0.3, 0.97])
  func `weighs nobody against somebody by Bayes' rule`(_ seed: UInt64, _ vacancy: Double) {
    var (_, filter, generator) = start(seed: seed)
    let before = filter.belief.probabilities
    let heard = generator.logLikelihoods(sentences: 1, hypotheses: 5)[0]
    filter.beginTurn(vacancy: vacancy)
    filter.update(heard)
    // The bare model comes first in these scenes.
    let nobody = vacancy * exp(heard[0])
    let somebody = (1 - vacancy) * zip(before, heard).reduce(0) { $0 + $1.0 * exp($1.1) }
    #expect(isNear(filter.vacancy, nobody / (nobody + somebody)))
  }

  @Test func `grows emptier with words that only the bare model explains`() {
    var (_, filter, _) = start(seed: 0)
    filter.beginTurn(vacancy: 0.2)
    filter.update([0, -3, -3, -3, -3])
    #expect(filter.vacancy > 0.2)
    let once = filter.vacancy
    filter.predict()
    #expect(isNear(filter.vacancy, once))
    filter.update([0, -3, -3, -3, -3])
    #expect(filter.vacancy > once)
  }

  @Test(arguments: UInt64(0)..<6, [0.5, 1])
  func `ends as all the paths with and without somebody say`(_ seed: UInt64, _ exponent: Double) {
    var (scene, filter, generator) = start(seed: seed)
    let vacancy = 0.35
    let before = filter.belief.probabilities
    let logEvidence = filter.logEvidence
    let heard = generator.logLikelihoods(sentences: 3, hypotheses: 5)
    filter.beginTurn(vacancy: vacancy)
    for sentence in heard {
      filter.predict()
      filter.update(sentence, exponent: exponent)
    }
    filter.endTurn()
    let present = PathEnumeration(
      initial: before.map { (1 - vacancy) * $0 }, rows: scene.reference.rows,
      logLikelihoods: heard, exponent: exponent)
    let absent = heard.reduce(vacancy) { $0 * exp(exponent * $1[0]) }
    let evidence = present.evidence + absent
    // Who was there before is there again where nobody was there in between.
    let expected = zip(present.joint, before).map { ($0 + absent * $1) / evidence }
    #expect(isNear(filter.belief.probabilities, expected))
    #expect(isNear(filter.logEvidence - logEvidence, log(evidence), within: 1e-10))
    #expect(filter.vacancy == 0)
  }

  @Test(arguments: [0, -0.5])
  func `is a turn like any other where the chance is nothing`(_ vacancy: Double) {
    var (_, filter, generator) = start(seed: 1)
    var plain = filter
    filter.beginTurn(vacancy: vacancy)
    #expect(filter.belief == plain.belief)
    for sentence in generator.logLikelihoods(sentences: 2, hypotheses: 5) {
      filter.predict()
      plain.predict()
      filter.update(sentence)
      plain.update(sentence)
    }
    filter.endTurn()
    #expect(filter.vacancy == 0)
    #expect(filter.belief == plain.belief)
    #expect(filter.logEvidence == plain.logEvidence)
  }

  @Test(arguments: [1 - 1e-9, 1 - 1e-15, 1, 2])
  func `gives everybody back where nobody was there for certain`(_ vacancy: Double) {
    var (_, filter, generator) = start(seed: 2)
    let before = filter.belief
    filter.beginTurn(vacancy: vacancy)
    #expect(isNear(filter.belief.probability(of: .bare), 1, within: 1e-8))
    for sentence in generator.logLikelihoods(sentences: 3, hypotheses: 5) {
      filter.predict()
      filter.update(sentence)
      #expect(isNear(filter.belief.probabilities.reduce(0, +), 1))
    }
    filter.endTurn()
    #expect(isNear(filter.belief.probabilities, before.probabilities, within: 1e-3))
  }

  @Test func `can still turn out to have somebody there`() {
    var (_, filter, _) = start(seed: 3)
    filter.beginTurn(vacancy: 0.99)
    filter.update([-40, 0, 0, 0, 0])
    #expect(filter.vacancy < 1e-12)
    #expect(filter.belief.probability(of: .bare) < 1e-12)
  }

  @Test(arguments: ["a turn", "a declaration", "a change of cast"])
  func `is over when something else begins`(_ next: String) {
    var (_, filter, _) = start(seed: 4)
    filter.beginTurn(vacancy: 0.6)
    filter.update([-1, -2, -1, -2, -1])
    var ended = filter
    ended.endTurn()
    func begin(_ filter: inout MaskFilter) {
      switch next {
      case "a turn": filter.beginTurn(vacancy: 0.3)
      case "a declaration":
        filter.observe(.putOn("x"), odds: DeclarationOdds(), cast: Scene.chat, width: 64)
      default: filter.recast(to: Scene.chat, width: 4)
      }
    }
    begin(&filter)
    begin(&ended)
    #expect(filter.hypotheses == ended.hypotheses)
    #expect(filter.belief == ended.belief)
    #expect(filter.vacancy == ended.vacancy)
  }

  @Test func `does not change what the prior alone would say`() {
    var (_, filter, _) = start(seed: 5)
    var plain = filter
    filter.beginTurn(vacancy: 0.6)
    filter.predict()
    filter.endTurn()
    plain.predict()
    #expect(filter.priorBelief == plain.priorBelief)
  }

  @Test(arguments: UInt64(0)..<4)
  func `has the same push, swap and stay before its end and after`(_ seed: UInt64) throws {
    var (_, filter, generator) = start(seed: seed)
    filter.observe(
      .putOn("b"), odds: DeclarationOdds(), cast: Scene.chat, width: 64)
    filter.beginTurn(vacancy: 0.5)
    let heard = generator.logLikelihoods(
      sentences: 2, hypotheses: filter.hypotheses.count, in: -6 ... -1)
    for sentence in heard {
      filter.predict()
      filter.update(sentence)
    }
    let during = try #require(filter.operatorPosterior)
    filter.endTurn()
    let after = try #require(filter.operatorPosterior)
    #expect(
      isNear([during.push, during.swap, during.stay], [after.push, after.swap, after.stay]))
  }

  @Test func `has nobody to be taken for where the bare model is not considered`() {
    var filter = Scene(cast: Scene.chat, hypotheses: ["a", "b"]).filter
    filter.beginTurn(vacancy: 0.5)
    filter.update([-40, -40])
    #expect(filter.vacancy == 0)
    #expect(isNear(filter.belief.probabilities.reduce(0, +), 1))
  }
}
