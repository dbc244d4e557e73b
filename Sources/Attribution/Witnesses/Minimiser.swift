/// The minimum of a smooth function of many numbers, by L-BFGS (Liu & Nocedal 1989) with a
/// backtracking line search.
package struct Minimiser {
  /// The most steps taken.
  private let steps: Int
  /// How many earlier steps shape the next.
  private let memory: Int
  /// It is done when no slope is steeper than this.
  private let tolerance: Double

  /// Prepares to go downhill.
  package init(steps: Int = 200, memory: Int = 8, tolerance: Double = 1e-4) {
    self.steps = steps
    self.memory = memory
    self.tolerance = tolerance
  }

  /// Goes downhill from `start`.
  ///
  /// - Parameters:
  ///   - start: where it begins.
  ///   - function: gives the value at a point and writes the gradient there.
  /// - Returns: the lowest point found.
  package func minimum(
    from start: [Double], of function: (_ point: [Double], _ gradient: inout [Double]) -> Double
  ) -> [Double] {
    var point = start
    var gradient = start.map { _ in 0.0 }
    var value = function(point, &gradient)
    var history: [(step: [Double], change: [Double], scale: Double)] = []
    for _ in 0..<steps {
      guard gradient.contains(where: { abs($0) > tolerance }) else { break }
      var direction = descent(gradient, history)
      var slope = dot(direction, gradient)
      if slope >= 0 {
        history = []
        direction = gradient.map { -$0 }
        slope = -dot(gradient, gradient)
      }
      var length = history.isEmpty ? min(1, 1 / (-slope).squareRoot()) : 1
      var next = point
      var nextGradient = gradient
      var nextValue = value
      var isLower = false
      for _ in 0..<40 {
        for index in point.indices { next[index] = point[index] + length * direction[index] }
        nextValue = function(next, &nextGradient)
        if nextValue <= value + 1e-4 * length * slope {
          isLower = true
          break
        }
        length /= 2
      }
      guard isLower else { break }
      let step = zip(next, point).map { $0 - $1 }
      let change = zip(nextGradient, gradient).map { $0 - $1 }
      let curvature = dot(step, change)
      if curvature > 1e-12 {
        history.append((step, change, 1 / curvature))
        if history.count > memory { history.removeFirst() }
      }
      point = next
      gradient = nextGradient
      value = nextValue
    }
    return point
  }

  /// Where the inverse of the curvature seen so far turns the steepest way down.
  private func descent(
    _ gradient: [Double], _ history: [(step: [Double], change: [Double], scale: Double)]
  ) -> [Double] {
    var direction = gradient.map { -$0 }
    var shares: [Double] = []
    for item in history.reversed() {
      let share = item.scale * dot(item.step, direction)
      shares.append(share)
      for index in direction.indices { direction[index] -= share * item.change[index] }
    }
    if let last = history.last {
      let factor = 1 / (last.scale * dot(last.change, last.change))
      for index in direction.indices { direction[index] *= factor }
    }
    for (item, share) in zip(history, shares.reversed()) {
      let correction = share - item.scale * dot(item.change, direction)
      for index in direction.indices { direction[index] += correction * item.step[index] }
    }
    return direction
  }

  private func dot(_ left: [Double], _ right: [Double]) -> Double {
    var sum = 0.0
    for index in left.indices { sum += left[index] * right[index] }
    return sum
  }
}
