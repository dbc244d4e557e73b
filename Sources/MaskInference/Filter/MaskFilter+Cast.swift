extension MaskFilter {
  /// Changes the masks considered: stacks of the new cast come in, and the least probable leave
  /// where there are more than `width`, their mass given in `droppedMass`.
  ///
  /// The bare model, the hardwired mask alone and the declared stack always stay, even where the
  /// width or the greatest depth would not let them. A newcomer has no mass until the next
  /// transition.
  public mutating func recast(to cast: Cast, width: Int) {
    endTurn()
    // In most turns nobody comes and nobody goes.
    if !isFamily || cast != self.cast || width < hypotheses.count {
      regroup(to: cast, width: width)
    }
    normalise()
  }

  /// Changes the masks considered, and the stacks to just those listed, whatever their weights: how
  /// an account of the same talk by another filter is followed.
  ///
  /// - Parameters:
  ///   - cast: the masks considered.
  ///   - kept: the stacks, each once.
  public mutating func recast(to cast: Cast, keeping kept: [Stack]) {
    endTurn()
    if kept != hypotheses || cast != self.cast {
      carry(to: kept, cast: cast)
      isFamily = false
    }
    normalise()
  }

  private mutating func normalise() {
    let remaining = LogSpace.sum(joint.map { LogSpace.sum($0) })
    if remaining > -.infinity {
      droppedMass = max(0, 1 - LogSpace.exp(remaining))
      joint = joint.map { row in row.map { $0 - remaining } }
    } else {
      droppedMass = 1
      joint = [prior.probabilities(of: hypotheses, cast: cast).map(LogSpace.log)]
    }
    let unheardTotal = LogSpace.sum(unheard)
    unheard =
      unheardTotal > -.infinity
      ? unheard.map { $0 - unheardTotal }
      : prior.probabilities(of: hypotheses, cast: cast).map(LogSpace.log)
  }

  /// Has the stacks of `cast` come in and the least probable leave, with their weights.
  private mutating func regroup(to cast: Cast, width: Int) {
    var family = cast.hypotheses(maximumDepth: prior.maximumDepth)
    if !family.contains(cast.declared) { family.append(cast.declared) }
    let members = Set(family)
    let known = Set(cast.masks)
    let old = logWeights
    var oldIndex: [Stack: Int] = [:]
    for (index, stack) in hypotheses.enumerated() { oldIndex[stack] = index }
    let candidates =
      family
      + zip(hypotheses, old).lazy.filter { stack, weight in
        weight > LogSpace.log(1e-6) && !members.contains(stack)
          && stack.masks.allSatisfy(known.contains)
      }.map(\.0)
    let kept = best(of: candidates, cast: cast, width: width) {
      oldIndex[$0].map { old[$0] } ?? -.infinity
    }
    carry(to: kept, cast: cast)
    isFamily = kept == family
  }

  /// Has exactly the stacks of `kept` stay or come in, with their weights.
  private mutating func carry(to kept: [Stack], cast: Cast) {
    var oldIndex: [Stack: Int] = [:]
    for (index, stack) in hypotheses.enumerated() { oldIndex[stack] = index }
    let sources = kept.map { oldIndex[$0] }
    func carried(_ row: [Double]) -> [Double] {
      sources.map { $0.map { row[$0] } ?? -.infinity }
    }
    joint = joint.map(carried)
    unheard = carried(unheard)
    hypotheses = kept
    self.cast = cast
    if !kernel.fits(kept, cast: cast) {
      kernel = TransitionKernel(transition, hypotheses: kept, prior: prior, cast: cast)
    }
  }

  /// The `width` most probable of `candidates` and those that always stay, in their order.
  ///
  /// A newcomer has no log weight yet, so all are ranked by what the next transition would give
  /// them.
  private func best(
    of candidates: [Stack], cast: Cast, width: Int, logWeight: (Stack) -> Double
  ) -> [Stack] {
    var protected: Set<Stack> = [.bare, cast.declared]
    if let hardwired = cast.hardwired { protected.insert(Stack([hardwired])) }
    let room = max(width, protected.count)
    guard candidates.count > room else { return candidates }
    let kernel = TransitionKernel(transition, hypotheses: candidates, prior: prior, cast: cast)
    let predicted = kernel.predict(candidates.map(logWeight))
    let isProtected = candidates.map(protected.contains)
    let ranked = candidates.indices.sorted { left, right in
      guard isProtected[left] == isProtected[right] else { return isProtected[left] }
      return (predicted[right], left) < (predicted[left], right)
    }
    return ranked.prefix(room).sorted().map { candidates[$0] }
  }
}
