import MaskInference
import Support

/// A cast, some hypotheses and the parameters, on which a property is checked.
///
/// The parameters are stated here, so that tuning the program's own leaves the tests as they are.
struct Scene: Sendable, CustomStringConvertible {
  var cast: Cast
  var hypotheses: [Stack]
  var prior = Scene.prior
  var transition = Scene.transition

  var description: String { "\(hypotheses) hardwired \(cast.hardwired?.name ?? "none")" }

  /// The kernel under test.
  var kernel: TransitionKernel {
    TransitionKernel(transition, hypotheses: hypotheses, prior: prior, cast: cast)
  }

  /// The transition written straight from the formula.
  var reference: DenseTransition {
    DenseTransition(transition, hypotheses: hypotheses, prior: prior, cast: cast)
  }

  /// The prior over the hypotheses.
  var initial: [Double] { prior.probabilities(of: hypotheses, cast: cast) }

  /// The filter before a word is said.
  var filter: MaskFilter {
    MaskFilter(cast: cast, hypotheses: hypotheses, prior: prior, transition: transition)
  }

  /// Lists chosen for their corners: missing inner parts, no bare model, one stack, masks outside
  /// the cast, no declared stack, every stack of three masks.
  static let corners: [Scene] = [
    Scene(cast: chat, hypotheses: chat.hypotheses(maximumDepth: 3)),
    Scene(cast: chat, hypotheses: ["", "a b", "a p", "q b"]),
    Scene(cast: chat, hypotheses: ["a", "b", "p", "a b"]),
    Scene(cast: chat, hypotheses: [""]),
    Scene(cast: chat, hypotheses: ["a b p"]),
    Scene(cast: chat, hypotheses: ["q", "", "p", "p x", "x"]),
    Scene(cast: Cast(hardwired: nil, declared: "", others: ["p", "q"]), hypotheses: everyStack),
    Scene(
      cast: Cast(hardwired: "a", declared: "q"), hypotheses: everyStack,
      transition: Transition(persistence: 0, push: 0.1, pop: 0.6, swap: 0.3, redraw: 0)),
    Scene(
      cast: chat, hypotheses: chat.hypotheses(maximumDepth: 2),
      prior: Prior(depthDecay: 1, declaredShare: 0.99, hardwiredReward: 5),
      transition: Transition(persistence: 1)),
  ]

  /// A random list of `count` stacks over four masks with random parameters, the bare model first.
  static func drawn(count: Int, using generator: inout SeededGenerator) -> Scene {
    let shares = (0..<4).map { _ in Double.random(in: 0.05...1, using: &generator) }
    let total = shares.reduce(0, +)
    return Scene(
      cast: chat,
      hypotheses: [""]
        + everyStack.filter { $0 != .bare }.shuffled(using: &generator).prefix(count - 1),
      prior: Prior(
        depthDecay: Double.random(in: 0.1...1, using: &generator),
        declaredShare: Double.random(in: 0.3...0.9, using: &generator),
        hardwiredReward: Double.random(in: -1...2, using: &generator)),
      transition: Transition(
        persistence: Double.random(in: 0.3...0.95, using: &generator), push: shares[0] / total,
        pop: shares[1] / total, swap: shares[2] / total, redraw: shares[3] / total))
  }

  /// A prior, stated in full.
  static let prior = Prior(
    depthDecay: 0.4, maximumDepth: 3, declaredShare: 0.8, hardwiredReward: 0.7)

  /// A transition, stated in full.
  static let transition = Transition(
    persistence: 0.9, push: 0.3, pop: 0.1, swap: 0.4, redraw: 0.2)

  /// A chat: `a` is hardwired, `b` is put on over it, `p` and `q` stand by.
  static let chat = Cast(hardwired: "a", declared: "a b", others: ["p", "q"])

  /// Every stack of at most two of the masks a, p, q.
  static let everyStack: [Stack] = [
    "", "a", "p", "q", "a p", "a q", "p a", "p q", "q a", "q p",
  ]
}

extension RandomNumberGenerator {
  /// Log likelihoods of some sentences under some hypotheses, in nats.
  mutating func logLikelihoods(
    sentences: Int, hypotheses: Int, in range: ClosedRange<Double> = -4 ... -0.01
  ) -> [[Double]] {
    (0..<sentences).map { _ in
      (0..<hypotheses).map { _ in Double.random(in: range, using: &self) }
    }
  }
}
