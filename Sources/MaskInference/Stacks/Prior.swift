/// How probable a stack is before a word is said.
///
/// `P(d) ∝ ρ^d` for `0 ≤ d ≤ D`, and given the depth `P(h | d) ∝ Π π(mᵢ)` over the hypotheses of
/// that depth, with `π(m) ∝ π₀(m) · exp(r(m))`. The tilt `r` is fine-tuning as Bayesian inference
/// (Korbak et al. 2022, arXiv 2205.11275, eq. 3): it makes a mask more probable and adds none.
public struct Prior: Hashable, Sendable, Codable {
  /// ρ: the factor by which each further mask is less probable; in (0, 1].
  public var depthDecay: Double

  /// D: the deepest stack considered.
  public var maximumDepth: Int

  /// The share of `π₀` that the declared masks have between them, in (0, 1).
  ///
  /// The outermost has most of it, each one further in ρ times as much as the one over it; the rest
  /// of the cast shares what is left. The instruction is still in the context, so it keeps most of
  /// the mass.
  public var declaredShare: Double

  /// r: the reward of the hardwired mask, in nats.
  public var hardwiredReward: Double

  /// Creates a prior with the design's values.
  public init(
    depthDecay: Double = 0.4, maximumDepth: Int = 3, declaredShare: Double = 0.98,
    hardwiredReward: Double = 0.5
  ) {
    self.depthDecay = depthDecay
    self.maximumDepth = maximumDepth
    self.declaredShare = declaredShare
    self.hardwiredReward = hardwiredReward
  }

  /// The probability of each mask of `cast` when one mask is put on: `π(m)`.
  public func maskProbabilities(cast: Cast) -> [Mask: Double] {
    var share: [Mask: Double] = [:]
    for (distance, mask) in cast.declared.masks.reversed().enumerated() {
      share[mask] = power(depthDecay, distance)
    }
    let declaredTotal = share.values.sorted().reduce(0, +)
    let others = cast.masks.count { share[$0] == nil }
    var weights: [Mask: Double] = [:]
    for mask in cast.masks {
      let base =
        if let part = share[mask] {
          (others > 0 ? declaredShare : 1) * part / declaredTotal
        } else {
          (share.isEmpty ? 1 : 1 - declaredShare) / Double(others)
        }
      weights[mask] = base * LogSpace.exp(mask == cast.hardwired ? hardwiredReward : 0)
    }
    let total = cast.masks.reduce(0) { $0 + (weights[$1] ?? 0) }
    return weights.mapValues { $0 / total }
  }

  /// The probability of each of `hypotheses`, in order; sums to one.
  ///
  /// Depths that no hypothesis has are left out and the rest renormalised.
  public func probabilities(of hypotheses: [Stack], cast: Cast) -> [Double] {
    probabilities(of: hypotheses, masks: maskProbabilities(cast: cast))
  }

  /// The probability of each of `hypotheses`, given that of each mask.
  func probabilities(of hypotheses: [Stack], masks maskProbability: [Mask: Double]) -> [Double] {
    let products = hypotheses.map { stack in
      stack.masks.reduce(1.0) { $0 * (maskProbability[$1] ?? 0) }
    }
    var totalAtDepth: [Int: Double] = [:]
    for (stack, product) in zip(hypotheses, products) {
      totalAtDepth[stack.depth, default: 0] += product
    }
    let weights = zip(hypotheses, products).map { stack, product in
      let total = totalAtDepth[stack.depth] ?? 0
      return total > 0 ? power(depthDecay, stack.depth) * product / total : 0
    }
    let total = weights.reduce(0, +)
    return weights.map { $0 / total }
  }

  private func power(_ base: Double, _ exponent: Int) -> Double {
    (0..<exponent).reduce(1.0) { product, _ in product * base }
  }
}
