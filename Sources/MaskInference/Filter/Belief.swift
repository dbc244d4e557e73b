/// A probability distribution over stacks.
public struct Belief: Hashable, Sendable {
  /// The stacks considered, each once.
  public let hypotheses: [Stack]
  /// The probability of each hypothesis, in the same order; sums to one.
  public let probabilities: [Double]

  /// Creates a belief; `probabilities` are taken as they are.
  ///
  /// - Precondition: there is one probability for each hypothesis.
  public init(hypotheses: [Stack], probabilities: [Double]) {
    precondition(
      hypotheses.count == probabilities.count,
      "\(probabilities.count) probabilities for \(hypotheses.count) hypotheses")
    self.hypotheses = hypotheses
    self.probabilities = probabilities
  }

  /// The probability of `stack`; zero where it is not considered.
  public func probability(of stack: Stack) -> Double {
    hypotheses.firstIndex(of: stack).map { probabilities[$0] } ?? 0
  }

  /// The hypotheses' indices from the most to the least probable; ties keep their order.
  public var ranking: [Int] {
    hypotheses.indices.sorted {
      (probabilities[$1], $0) < (probabilities[$0], $1)
    }
  }

  /// The most probable stack.
  public var mostProbable: Stack { ranking.first.map { hypotheses[$0] } ?? .bare }

  /// The probability of each depth from 0 to the deepest hypothesis (at least `maximumDepth`).
  public func depthDistribution(maximumDepth: Int = 0) -> [Double] {
    let deepest = hypotheses.reduce(maximumDepth) { max($0, $1.depth) }
    var distribution = [Double](repeating: 0, count: deepest + 1)
    for (stack, probability) in zip(hypotheses, probabilities) {
      distribution[stack.depth] += probability
    }
    return distribution
  }

  /// The mean depth.
  public var meanDepth: Double {
    zip(hypotheses, probabilities).reduce(0) { $0 + Double($1.0.depth) * $1.1 }
  }

  /// The belief summed by outermost mask.
  public var blend: Blend {
    var weights: [Mask: Double] = [:]
    var bare = 0.0
    for (stack, probability) in zip(hypotheses, probabilities) {
      if let mask = stack.outermost {
        weights[mask, default: 0] += probability
      } else {
        bare += probability
      }
    }
    return Blend(weights: weights, bare: bare)
  }
}

/// How the outermost masks share the belief; sums to one with the bare model.
public struct Blend: Hashable, Sendable {
  /// The weight of each mask.
  public let weights: [Mask: Double]
  /// The weight of the bare model.
  public let bare: Double

  /// Creates a blend.
  public init(weights: [Mask: Double], bare: Double) {
    self.weights = weights
    self.bare = bare
  }

  /// The number of eyes there are: every mask that is outermost in some hypothesis, and the bare
  /// model.
  public var eyes: Int { weights.count + 1 }

  /// The entropy of the blend, in nats.
  public var entropy: Double {
    LogSpace.entropy(weights.sorted { $0.key < $1.key }.map(\.value) + [bare])
  }

  /// How many eyes are open: the exponential of the entropy (Hill number of order 1).
  ///
  /// One means one mask for certain, `eyes` means it cannot tell.
  public var openEyes: Double { LogSpace.exp(entropy) }

  /// The masks from the heaviest to the lightest; ties go by name.
  public var ranking: [(mask: Mask, weight: Double)] {
    weights.map { (mask: $0.key, weight: $0.value) }
      .sorted { ($1.weight, $0.mask) < ($0.weight, $1.mask) }
  }
}
