/// How the speaker changes from one sentence to the next.
///
/// `P(h' | h) = κ·[h' = h] + (1 − κ)·(a push + b pop + c swap of the outermost + e fresh draw)`: a
/// sticky hidden Markov model (Fox et al. 2011, arXiv 0905.2592). The fresh draw comes from the
/// prior, so no hypothesis ever reaches zero.
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

  /// Creates a transition; the four shares are meant to sum to one.
  public init(
    persistence: Double = 0.9, push: Double = 0.3, pop: Double = 0.1, swap: Double = 0.4,
    redraw: Double = 0.2
  ) {
    self.persistence = persistence
    self.push = push
    self.pop = pop
    self.swap = swap
    self.redraw = redraw
  }
}

/// A transition made ready for one list of hypotheses.
///
/// An edit that leads to no stack of the list leaves the stack as it is, so that each row sums to
/// one. Applying the kernel costs O(hypotheses): stacks that share an inner part are handled
/// together instead of pair by pair.
public struct TransitionKernel: Sendable {
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
    self.transition = transition
    priorProbabilities = prior.probabilities(of: hypotheses, cast: cast)
    let maskProbability = prior.maskProbabilities(cast: cast)
    let weights = hypotheses.map { stack in stack.outermost.flatMap { maskProbability[$0] } ?? 0 }
    outermostWeight = weights
    var indexOf: [Stack: Int] = [:]
    for (index, stack) in hypotheses.enumerated() { indexOf[stack] = index }
    parent = hypotheses.map { $0.popped.flatMap { indexOf[$0] } }
    var groupOf: [Stack: Int] = [:]
    var groups: [Int?] = []
    var sums: [Double] = []
    var parents: [Int?] = []
    for (index, stack) in hypotheses.enumerated() {
      guard let inner = stack.popped else {
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
      groups.append(number)
    }
    group = groups
    groupWeight = sums
    groupParent = parents
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

    var pushInto = [Double](repeating: 0, count: groupWeight.count)
    var hasChildren = [Bool](repeating: false, count: mass.count)
    for (number, parent) in groupParent.enumerated() {
      guard let parent, groupWeight[number] > 0 else { continue }
      hasChildren[parent] = true
      pushInto[number] = mass[parent] * transition.push / groupWeight[number]
    }
    // Mass into a sibling j by a swap is π_j · Σ_{i≠j} b_i / (Π − π_i), Π the group's weight: one
    // sum per group serves all its members.
    var swapInto = [Double](repeating: 0, count: groupWeight.count)
    for index in mass.indices {
      if let number = group[index], let rest = siblingWeight(index, number) {
        swapInto[number] += mass[index] / rest
      }
    }
    var arriving = [Double](repeating: 0, count: mass.count)
    for index in mass.indices {
      var stays = 0.0
      if !hasChildren[index] { stays += transition.push }
      if let parent = parent[index] {
        arriving[parent] += transition.pop * mass[index]
      } else {
        stays += transition.pop
      }
      if let number = group[index] {
        arriving[index] += outermostWeight[index] * pushInto[number]
        let own = siblingWeight(index, number).map { mass[index] / $0 }
        if own == nil { stays += transition.swap }
        let swapped = swapInto[number] - (own ?? 0)
        arriving[index] += transition.swap * outermostWeight[index] * (swapped > 0 ? swapped : 0)
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

  private func siblingWeight(_ index: Int, _ number: Int) -> Double? {
    let rest = groupWeight[number] - outermostWeight[index]
    return rest > 1e-12 ? rest : nil
  }
}
