import Foundation
import Support
import TestSupport
import Testing

@testable import MaskInference

/// The actor's view summed over every mask, every leak and every outcome of a declaration, with the
/// integral over ε in closed form.
///
/// No quadrature, no logarithms and none of the program's code: costumes move by tables written
/// here.
private struct LeakEnumeration {
  /// What happens between or in sentences.
  enum Step {
    /// The likelihood of a sentence under each costume, and under the actor.
    case sentence([Stack: Double], actor: Double)
    /// Where each costume goes; who is not named stays.
    case move([Stack: [Stack: Double]])
  }

  var evidence = 0.0
  var leakSum = 0.0
  var costumes: [Stack: Double] = [:]

  init(start: [Stack: Double], steps: [Step], leaks: Int = 1, keeps: Int = 9) {
    for (costume, probability) in start {
      walk(costume, probability, steps[...], leaked: 0, kept: 0, leaks, keeps)
    }
  }

  private mutating func walk(
    _ costume: Stack, _ probability: Double, _ steps: ArraySlice<Step>, leaked: Int, kept: Int,
    _ leaks: Int, _ keeps: Int
  ) {
    guard let step = steps.first else {
      let weight = probability * Self.moment(leaked, kept, leaks, keeps)
      evidence += weight
      leakSum += probability * Self.moment(leaked + 1, kept, leaks, keeps)
      costumes[costume, default: 0] += weight
      return
    }
    let rest = steps.dropFirst()
    switch step {
    case .sentence(let likelihoods, let actor):
      walk(
        costume, probability * actor, rest, leaked: leaked + 1, kept: kept, leaks, keeps)
      walk(
        costume, probability * (likelihoods[costume] ?? 0), rest, leaked: leaked, kept: kept + 1,
        leaks, keeps)
    case .move(let table):
      for (target, share) in table[costume] ?? [costume: 1] {
        walk(target, probability * share, rest, leaked: leaked, kept: kept, leaks, keeps)
      }
    }
  }

  /// The expectation of ε^leaked (1 − ε)^kept under Beta(leaks, keeps).
  private static func moment(_ leaked: Int, _ kept: Int, _ leaks: Int, _ keeps: Int) -> Double {
    func logBeta(_ first: Int, _ second: Int) -> Double {
      lgamma(Double(first)) + lgamma(Double(second)) - lgamma(Double(first + second))
    }
    return exp(logBeta(leaks + leaked, keeps + kept) - logBeta(leaks, keeps))
  }
}

@Suite struct `Walked path by path` {
  private static let pair = Cast(hardwired: "a", declared: "", others: ["p"])
  private static let four: [Stack] = ["", "a", "p", "a p"]

  private func start(of script: DebateScript) -> [Stack: Double] {
    let hypotheses = script.start.hypotheses(maximumDepth: script.prior.maximumDepth)
    let probabilities = script.prior.probabilities(of: hypotheses, cast: script.start)
    return Dictionary(uniqueKeysWithValues: zip(hypotheses, probabilities))
  }

  private func sentence(_ word: Int, _ stacks: [Stack], seed: UInt64) -> LeakEnumeration.Step {
    func likelihood(_ stack: Stack) -> Double {
      DebateScript.voice(of: stack, seed: seed).probabilities[word]
    }
    return .sentence(
      Dictionary(uniqueKeysWithValues: stacks.map { ($0, likelihood($0)) }),
      actor: likelihood("a"))
  }

  private func agree(_ debate: Debate, _ enumeration: LeakEnumeration) {
    #expect(isNear(debate.logEvidenceOfActor, log(enumeration.evidence), within: 1e-10))
    #expect(
      isNear(
        debate.actor.leak.mean, enumeration.leakSum / enumeration.evidence, within: 1e-10))
    for (costume, weight) in enumeration.costumes {
      #expect(
        isNear(
          debate.actor.belief.probability(of: costume), weight / enumeration.evidence,
          within: 1e-10))
    }
  }

  @Test(arguments: UInt64(0)..<6)
  func `the actor's evidence is the same`(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed, stream: 210)
    let text = (0..<9).map { _ in Int.random(in: 0..<3, using: &generator) }
    var script = DebateScript.talk
    script.steps = [.turn(others: ["p"])] + Array(repeating: .sentence(), count: 9)
    agree(
      script.play(text, seed: seed),
      LeakEnumeration(
        start: start(of: script), steps: text.map { sentence($0, Self.four, seed: seed) }))
  }

  @Test(arguments: UInt64(0)..<6)
  func `the actor's evidence is the same where masks go on and come off`(_ seed: UInt64) {
    let text = [0, 2, 1, 1].map { ($0 + Int(seed)) % 3 }
    let all: [Stack] = Self.four + ["q", "a q"]
    let said = text.map { sentence($0, all, seed: seed) }
    // Push, swap and stay are .5, .3 and .2; whoever is told to take a mask off keeps it with .1.
    // One mask at most is worn over the actor, so q takes the place of p.
    let putOn: LeakEnumeration.Step = .move([
      "": ["q": 0.8, "": 0.2], "a": ["a q": 0.5, "q": 0.3, "a": 0.2], "p": ["q": 0.8, "p": 0.2],
      "a p": ["a q": 0.8, "a p": 0.2],
    ])
    let takeOff: LeakEnumeration.Step = .move([
      "q": ["a": 0.9, "q": 0.1], "a q": ["a": 0.9, "a q": 0.1],
    ])
    let script = DebateScript.masking
    agree(
      script.play(text, seed: seed),
      LeakEnumeration(
        start: start(of: script), steps: [said[0], putOn, said[1], said[2], takeOff, said[3]]))
  }

  @Test(arguments: UInt64(0)..<6)
  func `the actor's evidence is the same where nobody may be there`(_ seed: UInt64) {
    let text = [1, 0, 2, 2].map { ($0 + Int(seed)) % 3 }
    let said = text.map { sentence($0, Self.four, seed: seed) }
    let script = DebateScript.vacancy
    let start = start(of: script)
    let present = LeakEnumeration(start: start, steps: said)
    let absent = LeakEnumeration(start: start, steps: [said[0], said[3]])
    let bare = DebateScript.voice(of: "", seed: seed).probabilities
    let nobody = bare[text[1]] * bare[text[2]]
    let evidence = 0.6 * present.evidence + 0.4 * nobody * absent.evidence
    let leak = 0.6 * present.leakSum + 0.4 * nobody * absent.leakSum
    let debate = script.play(text, seed: seed)
    #expect(isNear(debate.logEvidenceOfActor, log(evidence), within: 1e-10))
    #expect(isNear(debate.actor.leak.mean, leak / evidence, within: 1e-10))
  }

  @Test(arguments: UInt64(0)..<6)
  func `the masks' evidence is the same`(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed, stream: 211)
    let text = (0..<6).map { _ in Int.random(in: 0..<3, using: &generator) }
    var script = DebateScript.talk
    script.steps = [.turn(others: ["p"])] + Array(repeating: .sentence(), count: 6)
    let hypotheses = script.start.hypotheses(maximumDepth: 3)
    let paths = PathEnumeration(
      initial: script.prior.probabilities(of: hypotheses, cast: script.start),
      rows: DenseTransition(
        script.transition, hypotheses: hypotheses, prior: script.prior, cast: script.start
      ).rows,
      logLikelihoods: text.map { word in
        hypotheses.map { DebateScript.voice(of: $0, seed: seed).logLikelihood(of: [word]) }
      })
    let debate = script.play(text, seed: seed)
    #expect(isNear(debate.logEvidenceOfMasks, log(paths.evidence), within: 1e-10))
    for (stack, probability) in zip(hypotheses, paths.posterior) {
      #expect(
        isNear(debate.masks.filter.belief.probability(of: stack), probability, within: 1e-10))
    }
  }

  @Test(arguments: UInt64(0)..<6)
  func `a lane that is not at hand is weighed as the rest on average`(_ seed: UInt64) {
    var script = DebateScript.talk
    script.steps = [.turn(others: ["p"]), .sentence(without: ["p"])]
    let start = start(of: script)
    let present = ["", "a", "a p"] as [Stack]
    let mass = present.reduce(0) { $0 + (start[$1] ?? 0) }
    var likelihoods: [Stack: Double] = [:]
    for stack in present {
      likelihoods[stack] = DebateScript.voice(of: stack, seed: seed).probabilities[1]
    }
    likelihoods["p"] = present.reduce(0) { $0 + (start[$1] ?? 0) * (likelihoods[$1] ?? 0) } / mass
    let enumeration = LeakEnumeration(
      start: start, steps: [.sentence(likelihoods, actor: likelihoods["a"] ?? 0)])
    agree(script.play([1], seed: seed), enumeration)
  }
}
