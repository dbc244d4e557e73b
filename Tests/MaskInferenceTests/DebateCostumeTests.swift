import TestSupport
import Testing

@testable import MaskInference

@Suite struct `The actor wears` {
  struct Case: Sendable, CustomTestStringConvertible {
    let told: Stack
    let costume: Stack
    var testDescription: String { "\(told)" }
  }

  @Test(arguments: [
    Case(told: "", costume: ""), Case(told: "a", costume: "a"), Case(told: "p", costume: "p"),
    Case(told: "a p", costume: "a p"), Case(told: "p q", costume: "q"),
    Case(told: "a p q", costume: "a q"), Case(told: "p a", costume: "a"),
  ])
  func `one mask at most over what is always there`(_ example: Case) {
    let view = ActorView(
      first: Belief(hypotheses: [""], probabilities: [1]), actor: "a", hardwired: "a")
    #expect(view.costume(for: example.told) == example.costume)
  }

  @Test func `its own mask beneath others without counting it`() {
    let view = ActorView(
      first: Belief(hypotheses: [""], probabilities: [1]), actor: "p", hardwired: "a")
    #expect(view.costume(for: "a p q") == "a p q")
    #expect(view.costume(for: "a q x") == "a x")
  }

  @Test func `each mask with the prior probability that the masks give it`() {
    let filter = MaskFilter(
      cast: Cast(hardwired: "a", declared: "a b p", others: ["q"]), prior: Scene.prior,
      transition: Scene.transition)
    let debate = Debate(filter)
    let blend = debate.actor.belief.blend
    for (mask, weight) in filter.belief.blend.weights {
      #expect(isNear(blend.weights[mask] ?? 0, weight))
    }
    #expect(isNear(blend.bare, filter.belief.blend.bare))
  }

  @Test func `what it was told to, whatever is said, until it is told otherwise`() {
    var view = ActorView(
      first: Belief(hypotheses: ["a"], probabilities: [1]), actor: "a", hardwired: "a")
    view.declare(.only("p"), odds: DeclarationOdds(linger: 0), maximumDepth: 3)
    for _ in 0..<10 {
      _ = view.hear(
        DebateEvidence(hypotheses: ["", "a", "p", "q"], logLikelihoods: [-1, -9, -9, -1]))
    }
    #expect(view.belief.probability(of: "p") == 1)
    view.declare(.takeOff("p", leaving: "a"), odds: DeclarationOdds(linger: 0), maximumDepth: 3)
    #expect(isNear(view.belief.probability(of: "a"), 1))
  }

  @Test func `the mask that another had replaced once that is taken off`() {
    var view = ActorView(
      first: Belief(hypotheses: ["a"], probabilities: [1]), actor: "a", hardwired: "a")
    let certain = DeclarationOdds(push: 1, swap: 0, stay: 0, linger: 0)
    view.declare(.putOn("p"), odds: certain, maximumDepth: 3)
    view.declare(.putOn("q"), odds: certain, maximumDepth: 3)
    #expect(view.costumes == ["a q"])
    view.declare(.takeOff("q", leaving: "a p"), odds: certain, maximumDepth: 3)
    #expect(view.costumes == ["a p"])
  }
}
