import Foundation
import MaskInference
import Support
import TestSupport
import Testing

@Suite struct `A declaration` {
  /// What becomes of a stack under push, swap and stay.
  struct Outcome: Sendable {
    var declaration: Declaration
    var stack: Stack
    var maximumDepth = 3
    var pushed: Stack
    var swapped: Stack
  }

  static let outcomes: [Outcome] = [
    Outcome(declaration: .putOn("x"), stack: "", pushed: "x", swapped: "x"),
    Outcome(declaration: .putOn("x"), stack: "a", pushed: "a x", swapped: "x"),
    Outcome(declaration: .putOn("x"), stack: "a b", pushed: "a b x", swapped: "a x"),
    // As deep as may be: a push counts as a swap.
    Outcome(declaration: .putOn("x"), stack: "a b c", pushed: "a b x", swapped: "a b x"),
    Outcome(
      declaration: .putOn("x"), stack: "a", maximumDepth: 1, pushed: "x", swapped: "x"),
    // Worn on the outside already: nothing to do.
    Outcome(declaration: .putOn("x"), stack: "x", pushed: "x", swapped: "x"),
    Outcome(declaration: .putOn("x"), stack: "a x", pushed: "a x", swapped: "a x"),
    // Worn further in: it comes to the outside.
    Outcome(declaration: .putOn("x"), stack: "x a", pushed: "a x", swapped: "a x"),
    Outcome(declaration: .putOn("x"), stack: "a x b", pushed: "a b x", swapped: "a b x"),
    Outcome(declaration: .only("x"), stack: "", pushed: "x", swapped: "x"),
    Outcome(declaration: .only("x"), stack: "a b", pushed: "x", swapped: "x"),
    Outcome(declaration: .only("x"), stack: "a x", pushed: "x", swapped: "x"),
    Outcome(declaration: .takeOff("x", leaving: "a"), stack: "a x", pushed: "a", swapped: "a"),
    Outcome(
      declaration: .takeOff("x", leaving: "a"), stack: "x b", pushed: "b", swapped: "b"),
    Outcome(
      declaration: .takeOff("x", leaving: "a b"), stack: "a x b", pushed: "a b", swapped: "a b"),
    // Nothing else was worn: what is left is what is declared now.
    Outcome(declaration: .takeOff("x", leaving: "a"), stack: "x", pushed: "a", swapped: "a"),
    Outcome(declaration: .takeOff("x", leaving: ""), stack: "x", pushed: "", swapped: ""),
    // Not worn: nothing to do, for bare as for any other.
    Outcome(declaration: .takeOff("x", leaving: "a"), stack: "", pushed: "", swapped: ""),
    Outcome(declaration: .takeOff("x", leaving: "a"), stack: "b", pushed: "b", swapped: "b"),
    Outcome(declaration: .clear, stack: "a b", pushed: "", swapped: ""),
    Outcome(declaration: .clear, stack: "", pushed: "", swapped: ""),
  ]

  @Test(arguments: outcomes)
  func `moves a stack by a push, by a swap or not at all`(_ outcome: Outcome) {
    let operators = [
      (DeclarationOdds(push: 1, swap: 0, stay: 0, linger: 0), outcome.pushed),
      (DeclarationOdds(push: 0, swap: 1, stay: 0, linger: 0), outcome.swapped),
      (DeclarationOdds(push: 0, swap: 0, stay: 1, linger: 1), outcome.stack),
    ]
    for (odds, expected) in operators {
      let cast = Cast(hardwired: nil, declared: "", others: ["a", "b", "c", "x"])
      var filter = MaskFilter(
        cast: cast, hypotheses: [outcome.stack],
        prior: Prior(maximumDepth: outcome.maximumDepth), transition: Scene.transition)
      filter.observe(outcome.declaration, odds: odds, cast: cast, width: 64)
      #expect(isNear(filter.belief.probability(of: expected), 1))
    }
  }

  @Test func `by hand: a mask put on over two stacks`() {
    // The prior over bare and a is 5 : 2 (ρ = 0.4).
    var filter = Scene(
      cast: Cast(hardwired: "a", declared: "a"), hypotheses: ["", "a"]
    ).filter
    filter.observe(
      .putOn("x"), odds: DeclarationOdds(push: 0.5, swap: 0.3, stay: 0.2),
      cast: Cast(hardwired: "a", declared: "a x"), width: 16)
    // On bare, a push and a swap come to the same.
    let expected: [(Stack, Double)] = [
      ("x", (5 * 0.8 + 2 * 0.3) / 7), ("a x", 2 * 0.5 / 7), ("a", 2 * 0.2 / 7), ("", 5 * 0.2 / 7),
    ]
    for (stack, probability) in expected {
      #expect(isNear(filter.belief.probability(of: stack), probability))
    }
    #expect(isNear(filter.droppedMass, 0))
  }

  @Test(
    arguments: [
      (.takeOff("b", leaving: "a"), "a"), (.only("x"), "x"), (.clear, ""),
    ] as [(Declaration, Stack)])
  func `by hand: masks that come off linger with the odds that they do`(
    _ declaration: Declaration, _ expected: Stack
  ) {
    var filter = Scene(cast: Scene.chat, hypotheses: ["a b"]).filter
    let odds = DeclarationOdds(push: 0.5, swap: 0.3, stay: 0.2, linger: 0.15)
    let cast = Cast(hardwired: "a", declared: expected, others: ["b"])
    filter.observe(declaration, odds: odds, cast: cast, width: 16)
    #expect(isNear(filter.belief.probability(of: expected), 0.85))
    #expect(isNear(filter.belief.probability(of: "a b"), 0.15))
  }

  @Test func `leaves the odds as they are until something is said`() throws {
    var filter = Scene.corners[0].filter
    filter.observe(
      .putOn("x"), odds: DeclarationOdds(push: 0.5, swap: 0.3, stay: 0.2),
      cast: Cast(hardwired: "a", declared: "a b x", others: ["p", "q"]), width: 64)
    let posterior = try #require(filter.operatorPosterior)
    #expect(isNear([posterior.push, posterior.swap, posterior.stay], [0.5, 0.3, 0.2]))
  }

  @Test(
    arguments: [
      .only("x"), .takeOff("b", leaving: "a"), .clear,
    ] as [Declaration])
  func `other than a mask put on has no push and swap to tell apart`(_ declaration: Declaration) {
    let cast = Cast(hardwired: "a", declared: "a x", others: ["b"])
    var filter = Scene(cast: cast, hypotheses: cast.hypotheses(maximumDepth: 3)).filter
    filter.observe(.putOn("x"), odds: DeclarationOdds(), cast: cast, width: 16)
    #expect(filter.operatorPosterior != nil)
    filter.observe(declaration, odds: DeclarationOdds(), cast: cast, width: 16)
    #expect(filter.operatorPosterior == nil)
  }

  @Test(arguments: UInt64(0)..<6, outcomes.map(\.declaration).uniqued)
  func `moves mass and loses none where there is room`(
    _ seed: UInt64, _ declaration: Declaration
  ) {
    var generator = SeededGenerator(seed: seed, stream: 30)
    let scene = Scene.drawn(count: 8, using: &generator)
    var filter = scene.filter
    filter.predict()
    filter.update(generator.logLikelihoods(sentences: 1, hypotheses: 8)[0])
    let stayed = filter.belief
    let cast = Cast(hardwired: "a", declared: "a b", others: ["p", "q", "x"])
    filter.observe(
      declaration, odds: DeclarationOdds(push: 0.5, swap: 0.3, stay: 0.2, linger: 0.2),
      cast: cast, width: 64)
    #expect(isNear(filter.belief.probabilities.reduce(0, +), 1))
    #expect(isNear(filter.droppedMass, 0))
    for (stack, probability) in zip(stayed.hypotheses, stayed.probabilities) {
      #expect(filter.belief.probability(of: stack) >= 0.2 * probability - 1e-12)
    }
  }

  @Test(arguments: UInt64(0)..<6)
  func `moves the chain that hears nothing as it moves the other`(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed, stream: 31)
    let scene = Scene.drawn(count: 6, using: &generator)
    let cast = Cast(hardwired: "a", declared: "a x", others: ["p", "q", "b"])
    var listening = scene.filter
    var deaf = scene.filter
    for declaration in [.putOn("x"), .takeOff("p", leaving: "a"), .putOn("q")] as [Declaration] {
      listening.predict()
      let heard = generator.logLikelihoods(
        sentences: 1, hypotheses: listening.hypotheses.count, in: -2 ... -1)
      listening.update(heard[0])
      deaf.predict()
      listening.observe(declaration, odds: DeclarationOdds(), cast: cast, width: 64)
      deaf.observe(declaration, odds: DeclarationOdds(), cast: cast, width: 64)
    }
    #expect(listening.hypotheses == deaf.hypotheses)
    #expect(isNear(listening.priorBelief.probabilities, deaf.belief.probabilities))
    #expect(isNear(deaf.priorBelief.probabilities, deaf.belief.probabilities))
  }

  @Test func `survives as odds in JSON unchanged`() throws {
    let odds = DeclarationOdds(push: 0.2, swap: 0.7, stay: 0.1, linger: 0.15)
    #expect(try roundTrip(odds) == odds)
  }
}

extension Array where Element: Hashable {
  /// The elements in order, each once.
  fileprivate var uniqued: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
