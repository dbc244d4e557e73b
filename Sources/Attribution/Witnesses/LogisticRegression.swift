import Foundation

/// Multinomial logistic regression on sparse vectors, with a Gaussian prior on the weights.
///
/// It minimises `C · Σ cᵢ · −ln p(yᵢ | xᵢ) + ½‖W‖²`; the intercepts are free, and `cᵢ` makes every
/// class count the same in all. The minimum is unique but for the intercepts' common level, and is
/// found by L-BFGS (Liu & Nocedal 1989).
package struct LogisticRegression {
  /// A line as the places of its vector that are not zero.
  package typealias Vector = [(index: Int, value: Double)]

  /// `[place * classes + class]`, the intercepts after the last place.
  private let weights: [Double]
  private let classes: Int
  private let width: Int

  /// Learns to tell `classes` apart.
  ///
  /// - Parameters:
  ///   - vectors: one for each example.
  ///   - labels: the class of each example, from zero.
  ///   - classes: how many classes there are.
  ///   - width: how many places a vector has.
  ///   - strength: C, how much the examples count against the prior.
  ///   - steps: the most steps of the minimiser.
  /// - Complexity: O(steps · (non-zero places + width) · classes).
  init(
    _ vectors: [Vector], labels: [Int], classes: Int, width: Int, strength: Double = 20,
    steps: Int = 200
  ) {
    self.classes = classes
    self.width = width
    var counts = [Double](repeating: 0, count: classes)
    for label in labels { counts[label] += 1 }
    let present = Double(counts.count { $0 > 0 })
    let balance = labels.map { strength * Double(labels.count) / (present * counts[$0]) }
    weights = Minimiser(steps: steps).minimum(
      from: [Double](repeating: 0, count: (width + 1) * classes)
    ) { point, gradient in
      var value = 0.0
      for index in 0..<width * classes {
        value += 0.5 * point[index] * point[index]
        gradient[index] = point[index]
      }
      for index in width * classes..<(width + 1) * classes { gradient[index] = 0 }
      for (example, vector) in vectors.enumerated() {
        var scores = Self.scores(vector, point, classes: classes, width: width)
        Self.normalise(&scores)
        value -= balance[example] * scores[labels[example]]
        for place in 0..<classes {
          let error =
            balance[example] * (exp(scores[place]) - (place == labels[example] ? 1 : 0))
          for entry in vector { gradient[entry.index * classes + place] += error * entry.value }
          gradient[width * classes + place] += error
        }
      }
      return value
    }
  }

  /// The log probability of each class, in nats.
  func logProbabilities(_ vector: Vector) -> [Double] {
    var scores = Self.scores(vector, weights, classes: classes, width: width)
    Self.normalise(&scores)
    return scores
  }

  private static func scores(
    _ vector: Vector, _ weights: [Double], classes: Int, width: Int
  ) -> [Double] {
    var scores = Array(weights[width * classes..<(width + 1) * classes])
    for entry in vector {
      let start = entry.index * classes
      for place in 0..<classes { scores[place] += entry.value * weights[start + place] }
    }
    return scores
  }

  private static func normalise(_ scores: inout [Double]) {
    let maximum = scores.max() ?? 0
    let total = maximum + log(scores.reduce(0) { $0 + exp($1 - maximum) })
    for index in scores.indices { scores[index] -= total }
  }
}
