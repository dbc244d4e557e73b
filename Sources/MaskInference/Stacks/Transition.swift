/// How the speaker changes from one sentence to the next.
///
/// `P(h' | h) = κ·[h' = h] + (1 − κ)·(a push + b pop + c swap of the outermost + e fresh draw)`: a
/// sticky hidden Markov model (Fox et al. 2011, arXiv 0905.2592). A push and a swap draw the new
/// mask from `π` over the whole cast; where it is worn already, or the stack it would make is not
/// considered, nothing changes. That is what keeps a chat on its declared masks, which have most of
/// `π`. The fresh draw comes from the prior, so no hypothesis ever reaches zero.
public struct Transition: Hashable, Sendable, Codable {
  /// κ: the probability that nothing changes; in [0, 1].
  public var persistence: Double
  /// a: the share of changes that put a mask on.
  public var push: Double
  /// b: the share of changes that take the outermost mask off.
  public var pop: Double
  /// c: the share of changes that replace the outermost mask.
  public var swap: Double
  /// e: the share of changes that draw a new stack from the prior.
  public var redraw: Double

  /// Creates a transition; what counts of the four shares is how they compare.
  public init(
    persistence: Double = 0.9, push: Double = 0.6, pop: Double = 0.03, swap: Double = 0.35,
    redraw: Double = 0.02
  ) {
    self.persistence = persistence
    self.push = push
    self.pop = pop
    self.swap = swap
    self.redraw = redraw
  }

  /// The transition with its four shares brought to a sum of one; where all are zero, all is
  /// redrawn.
  var normalised: Transition {
    let total = push + pop + swap + redraw
    guard total > 0 else {
      return Transition(persistence: persistence, push: 0, pop: 0, swap: 0, redraw: 1)
    }
    return Transition(
      persistence: persistence, push: push / total, pop: pop / total, swap: swap / total,
      redraw: redraw / total)
  }
}

/// A transition made ready for one list of hypotheses.
///
/// An edit that leads to no stack of the list leaves the stack as it is, so each row sums to one.
/// Applying the kernel costs O(hypotheses): stacks that share all but the outermost mask are
/// handled together instead of pair by pair.
public struct TransitionKernel: Sendable {
  private let hypotheses: [Stack]
  private let cast: Cast
  private let transition: Transition
  private let priorProbabilities: [Double]
  /// `π` of the outermost mask, zero for the bare model.
  private let outermostWeight: [Double]
  /// The index of the stack without its outermost mask, where it is in the list.
  private let parent: [Int?]
  /// The group of stacks that share everything but the outermost mask; `nil` for the bare model.
  private let group: [Int?]
  private let groupWeight: [Double]
  private let groupParent: [Int?]

  /// Prepares `transition` for `hypotheses`, whose prior and cast are given.
  public init(_ transition: Transition, hypotheses: [Stack], prior: Prior, cast: Cast) {
    self.hypotheses = hypotheses
    self.cast = cast
    self.transition = transition.normalised
    let maskProbability = prior.maskProbabilities(cast: cast)
    priorProbabilities = prior.probabilities(of: hypotheses, masks: maskProbability)
    let weights = hypotheses.map { stack in stack.outermost.flatMap { maskProbability[$0] } ?? 0 }
    outermostWeight = weights
    var indexOf: [Stack: Int] = [:]
    for (index, stack) in hypotheses.enumerated() { indexOf[stack] = index }
    var ownParents: [Int?] = []
    var groupOf: [Stack: Int] = [:]
    var groups: [Int?] = []
    var sums: [Double] = []
    var parents: [Int?] = []
    for (index, stack) in hypotheses.enumerated() {
      guard let inner = stack.popped else {
        ownParents.append(nil)
        groups.append(nil)
        continue
      }
      let number = groupOf[inner] ?? sums.count
      if number == sums.count {
        groupOf[inner] = number
        sums.append(0)
        parents.append(indexOf[inner])
      }
      sums[number] += weights[index]
      ownParents.append(parents[number])
      groups.append(number)
    }
    parent = ownParents
    group = groups
    groupWeight = sums
    groupParent = parents
  }

  /// Whether the kernel was prepared for these.
  func fits(_ hypotheses: [Stack], cast: Cast) -> Bool {
    self.hypotheses == hypotheses && self.cast == cast
  }

  /// The belief one sentence later, before anything is heard: `Pᵀ belief`, in log space.
  ///
  /// `logWeights` are joint log weights that need not be normalised; the total mass is kept. The
  /// mass that stays is carried in log space, so a hypothesis 10,000 nats behind survives κ = 1.
  ///
  /// - Complexity: O(hypotheses).
  public func predict(_ logWeights: [Double]) -> [Double] {
    let total = LogSpace.sum(logWeights)
    guard total > -.infinity else { return logWeights }
    let mass = logWeights.map { LogSpace.exp($0 - total) }
    let change = 1 - transition.persistence

    // Everything that a group of siblings receives by pushes comes from its parent, and by swaps
    // from the group itself: one sum per group serves all its members.
    var groupMass = [Double](repeating: 0, count: groupWeight.count)
    var childWeight = [Double](repeating: 0, count: mass.count)
    for index in mass.indices {
      if let number = group[index] { groupMass[number] += mass[index] }
    }
    for (number, parent) in groupParent.enumerated() {
      if let parent { childWeight[parent] = groupWeight[number] }
    }
    var arriving = [Double](repeating: 0, count: mass.count)
    for index in mass.indices {
      // A sum of π may be a rounding error above one, and a negative mass has no logarithm.
      var stays = transition.push * max(0, 1 - childWeight[index])
      if let parent = parent[index] {
        arriving[parent] += transition.pop * mass[index]
      } else {
        stays += transition.pop
      }
      if let number = group[index] {
        let weight = outermostWeight[index]
        let pushed = groupParent[number].map { mass[$0] } ?? 0
        arriving[index] += transition.push * weight * pushed
        arriving[index] += transition.swap * weight * (groupMass[number] - mass[index])
        stays += transition.swap * max(0, 1 - (groupWeight[number] - weight))
      } else {
        stays += transition.swap
      }
      arriving[index] += stays * mass[index] + transition.redraw * priorProbabilities[index]
    }
    let logPersistence = LogSpace.log(transition.persistence)
    return mass.indices.map { index in
      LogSpace.sum(
        logPersistence + logWeights[index], LogSpace.log(change * arriving[index]) + total)
    }
  }

  /// The probability of moving from one hypothesis to another.
  ///
  /// - Complexity: O(hypotheses); meant for tests and explanations.
  public func probability(from source: Int, to target: Int) -> Double {
    var point = [Double](repeating: -.infinity, count: priorProbabilities.count)
    point[source] = 0
    return LogSpace.exp(predict(point)[target])
  }
}
