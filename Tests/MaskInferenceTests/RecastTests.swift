import MaskInference
import Support
import TestSupport
import Testing

@Suite struct `A change of cast` {
  /// A chat with ten masks, of which `c` is declared over the hardwired `a`, after some words.
  private func filter(seed: UInt64) -> MaskFilter {
    var generator = SeededGenerator(seed: seed, stream: 50)
    let cast = Cast(hardwired: "a", declared: "a c", others: ["d", "e", "f", "g", "h", "i"])
    var filter = MaskFilter(
      cast: cast, prior: Scene.prior, transition: Scene.transition, width: 64)
    let heard = generator.logLikelihoods(
      sentences: 3, hypotheses: filter.hypotheses.count)
    for sentence in heard {
      filter.predict()
      filter.update(sentence)
    }
    return filter
  }

  @Test(arguments: UInt64(0)..<4, [3, 4, 7, 12, 64])
  func `keeps no more than the width, and says what it dropped`(_ seed: UInt64, _ width: Int) {
    var filter = filter(seed: seed)
    let before = filter.belief
    filter.recast(to: filter.cast, width: width)
    #expect(filter.hypotheses.count == min(width, before.hypotheses.count))
    let lost = zip(before.hypotheses, before.probabilities)
      .filter { !filter.hypotheses.contains($0.0) }.reduce(0) { $0 + $1.1 }
    #expect(isNear(filter.droppedMass, lost))
  }

  @Test(arguments: UInt64(0)..<4, [3, 6, 64])
  func `shares the dropped mass out in proportion`(_ seed: UInt64, _ width: Int) {
    var filter = filter(seed: seed)
    let before = filter.belief
    filter.recast(to: filter.cast, width: width)
    let remaining = filter.hypotheses.reduce(0) { $0 + before.probability(of: $1) }
    let expected = filter.hypotheses.map { before.probability(of: $0) / remaining }
    #expect(isNear(filter.belief.probabilities, expected))
  }

  @Test(arguments: UInt64(0)..<4, [3, 6, 64])
  func `shares out the mass of the chain that hears nothing in the same way`(
    _ seed: UInt64, _ width: Int
  ) {
    var filter = filter(seed: seed)
    let before = filter.priorBelief
    filter.recast(to: filter.cast, width: width)
    let remaining = filter.hypotheses.reduce(0) { $0 + before.probability(of: $1) }
    let expected = filter.hypotheses.map { before.probability(of: $0) / remaining }
    #expect(isNear(filter.priorBelief.probabilities, expected))
  }

  @Test(arguments: ["", "a", "a c"] as [Stack])
  func `keeps the bare model, the hardwired mask and the declared stack, however improbable`(
    _ stack: Stack
  ) {
    var filter = filter(seed: 0)
    filter.update(filter.hypotheses.map { $0 == stack ? -30 : 0 })
    filter.recast(to: filter.cast, width: 3)
    #expect(filter.hypotheses.contains(stack))
  }

  @Test(arguments: UInt64(0)..<4)
  func `keeps the stacks that the next transition makes most probable`(_ seed: UInt64) {
    var filter = filter(seed: seed)
    let cast = filter.cast
    let scene = Scene(cast: cast, hypotheses: filter.hypotheses)
    let predicted = scene.reference.predict(filter.belief.probabilities)
    let protected: Set<Stack> = ["", "a", "a c"]
    let ranked = zip(scene.hypotheses, predicted).filter { !protected.contains($0.0) }
      .sorted { $0.1 > $1.1 }.map(\.0)
    filter.recast(to: cast, width: 8)
    #expect(Set(filter.hypotheses) == protected.union(ranked.prefix(5)))
  }

  @Test(arguments: ["z", "a z"] as [Stack])
  func `brings newcomers in without mass until the next transition`(_ stack: Stack) {
    var filter = filter(seed: 1)
    let before = filter.belief
    filter.recast(
      to: Cast(hardwired: "a", declared: "a c", others: filter.cast.masks + ["z"]), width: 64)
    #expect(filter.hypotheses.contains(stack))
    #expect(filter.belief.probability(of: stack) == 0)
    #expect(filter.droppedMass == 0)
    for (old, probability) in zip(before.hypotheses, before.probabilities) {
      #expect(isNear(filter.belief.probability(of: old), probability))
    }
    filter.predict()
    #expect(filter.belief.probability(of: stack) > 0)
  }

  @Test func `drops every stack with a mask that has left`() {
    var filter = filter(seed: 2)
    let before = filter.belief
    filter.recast(to: Cast(hardwired: "a", declared: "a c", others: ["e"]), width: 64)
    #expect(Set(filter.hypotheses) == ["", "a", "c", "e", "a c", "a e"])
    let remaining = filter.hypotheses.reduce(0) { $0 + before.probability(of: $1) }
    #expect(isNear(filter.droppedMass, 1 - remaining))
  }

  @Test func `keeps a stack outside the family while it has mass`() {
    var filter = filter(seed: 3)
    let cast = Cast(
      hardwired: "a", declared: "a c x", others: ["d", "e", "f", "g", "h", "i"])
    filter.observe(.putOn("x"), odds: DeclarationOdds(), cast: cast, width: 64)
    let probability = filter.belief.probability(of: "a d x")
    filter.recast(to: cast, width: 64)
    #expect(probability > 0)
    #expect(isNear(filter.belief.probability(of: "a d x"), probability))
  }

  @Test func `starts from the prior again where nobody of the old cast is left`() {
    let cast = Cast(hardwired: "b", declared: "b")
    var filter = Scene(cast: Scene.chat, hypotheses: ["a", "p"]).filter
    filter.recast(to: cast, width: 16)
    let expected = Scene.prior.probabilities(of: ["", "b"], cast: cast)
    #expect(filter.droppedMass == 1)
    #expect(isNear(filter.belief.probability(of: ""), expected[0]))
    #expect(isNear(filter.belief.probability(of: "b"), expected[1]))
  }

  @Test(
    arguments: [
      // Only x, where the swap led, makes way: three stacks are protected.
      (Cast(hardwired: "a", declared: "a x"), 3, 0.3, [0.6 / 0.7, 0, 0.1 / 0.7]),
      // The new mask leaves again: only where nothing changed is anything left.
      (Cast(hardwired: "a", declared: "a"), 64, 0.9, [0, 0, 1]),
      // Room for all.
      (Cast(hardwired: "a", declared: "a x"), 64, 0, [0.6, 0.3, 0.1]),
    ] as [(Cast, Int, Double, [Double])])
  func `takes from each operator the mass of what it dropped`(
    _ cast: Cast, _ width: Int, _ lost: Double, _ expected: [Double]
  ) throws {
    var filter = Scene(cast: Cast(hardwired: "a", declared: "a"), hypotheses: ["a"]).filter
    filter.observe(
      .putOn("x"), odds: DeclarationOdds(push: 0.6, swap: 0.3, stay: 0.1),
      cast: Cast(hardwired: "a", declared: "a x"), width: 64)
    filter.recast(to: cast, width: width)
    let posterior = try #require(filter.operatorPosterior)
    #expect(isNear(filter.droppedMass, lost))
    #expect(isNear([posterior.push, posterior.swap, posterior.stay], expected))
    #expect(isNear(filter.belief.probabilities.reduce(0, +), 1))
  }

  @Test func `leaves the evidence heard so far as it is`() {
    var filter = filter(seed: 0)
    let before = filter.logEvidence
    filter.recast(to: Cast(hardwired: "a", declared: "a c"), width: 3)
    #expect(filter.logEvidence == before)
  }

  @Test func `keeps a declared stack that is deeper than stacks are considered`() {
    let cast = Cast(hardwired: "a", declared: "a b c")
    let filter = MaskFilter(
      cast: cast, prior: Prior(maximumDepth: 2), transition: Scene.transition, width: 16)
    #expect(filter.hypotheses.contains("a b c"))
  }

  @Test(arguments: 1...2)
  func `keeps all three of them even where the width is smaller`(_ width: Int) {
    var filter = filter(seed: 0)
    filter.recast(to: filter.cast, width: width)
    #expect(Set(filter.hypotheses) == ["", "a", "a c"])
  }
}
