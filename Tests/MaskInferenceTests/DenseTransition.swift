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

      /// Shares an edit out among its targets by π; where there is none, the stack stays.
      func edit(_ share: Double, to targets: [Int]) {
        let weights = targets.map { target in
          hypotheses[target].outermost.flatMap { pi[$0] } ?? 0
        }
        let total = weights.reduce(0, +)
        guard total > 0 else {
          row[source] += change * share
          return
        }
        for (target, weight) in zip(targets, weights) {
          row[target] += change * share * weight / total
        }
      }
      let inner = stack.masks.dropLast()
      edit(
        transition.push,
        to: hypotheses.indices.filter { target in
          hypotheses[target].depth == stack.depth + 1
            && Array(hypotheses[target].masks.dropLast()) == stack.masks
        })
      edit(
        transition.swap,
        to: hypotheses.indices.filter { target in
          target != source && stack.depth > 0 && hypotheses[target].depth == stack.depth
            && hypotheses[target].masks.dropLast() == inner
        })
      let below = hypotheses.indices.filter {
        stack.depth > 0 && hypotheses[$0].masks == Array(inner)
      }
      row[below.first ?? source] += change * transition.pop
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
