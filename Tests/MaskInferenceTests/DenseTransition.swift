import MaskInference

/// The transition as a matrix, each entry written straight from the design's formula.
///
/// Slow and plain on purpose: it is what the kernel's grouped sums are held against.
struct DenseTransition {
  /// `[from][to]`.
  let rows: [[Double]]

  init(_ transition: Transition, hypotheses: [Stack], prior: Prior, cast: Cast) {
    let pi = prior.maskProbabilities(cast: cast)
    let fresh = prior.probabilities(of: hypotheses, cast: cast)
    rows = hypotheses.indices.map { source in
      let stack = hypotheses[source]
      let change = 1 - transition.persistence
      var row = fresh.map { change * transition.redraw * $0 }
      row[source] += transition.persistence

      /// Moves a share of the changes to `target`; where that is no stack of the list, it stays.
      func move(_ share: Double, to target: Stack?) {
        row[target.flatMap(hypotheses.firstIndex(of:)) ?? source] += change * share
      }
      for mask in cast.masks {
        let isWorn = stack.masks.contains(mask)
        let inner = Array(stack.masks.dropLast())
        let probability = pi[mask] ?? 0
        move(transition.push * probability, to: isWorn ? nil : Stack(stack.masks + [mask]))
        move(
          transition.swap * probability,
          to: isWorn || stack.depth == 0 ? nil : Stack(inner + [mask]))
      }
      move(transition.pop, to: stack.depth == 0 ? nil : Stack(Array(stack.masks.dropLast())))
      return row
    }
  }

  /// `Pᵀ belief`, without logarithms.
  func predict(_ belief: [Double]) -> [Double] {
    belief.indices.map { target in
      belief.indices.reduce(0) { $0 + belief[$1] * rows[$1][target] }
    }
  }
}
