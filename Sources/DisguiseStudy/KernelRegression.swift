import Attribution
import Foundation

/// Logistic regression of two classes in the coefficients of its examples.
///
/// The score of a line is `f = Σ aⱼ K(line, j) + b`, and a, b minimise `C · Σ cᵢ ln(1 + exp(∓fᵢ)) +
/// ½ aᵀKa`: the minimum of `LogisticRegression` for two classes over as many numbers as there are
/// examples (kernel logistic regression, Zhu & Hastie 2005, doi:10.1198/106186005X25619). The
/// intercept is free.
struct KernelRegression {
  private let examples: [Int]
  private let coefficients: [Double]
  private let intercept: Double

  /// Learns to tell the true examples from the others; `nil` where they are all of one class.
  ///
  /// - Parameters:
  ///   - kernel: the products of the lines.
  ///   - examples: the columns of the kernel to learn from.
  ///   - positives: for each of `examples`, whether it is true.
  ///   - weights: for each of `examples`, cᵢ: what it counts; at least 0.
  ///   - strength: C, how much the examples count against the prior.
  ///   - steps: the most steps of the minimiser.
  /// - Complexity: O(steps · examples²).
  init?(
    _ kernel: KernelMatrix, examples: [Int], positives: [Bool], weights: [Double],
    strength: Double = 1, steps: Int = 400
  ) {
    guard positives.contains(true), positives.contains(false) else { return nil }
    let count = examples.count
    var square: [Double] = []
    square.reserveCapacity(count * count)
    for row in examples { for column in examples { square.append(kernel[row, column]) } }
    func products(_ vector: [Double]) -> [Double] {
      (0..<count).map { row in
        var sum = 0.0
        for column in 0..<count { sum += square[row * count + column] * vector[column] }
        return sum
      }
    }
    let point = Minimiser(steps: steps).minimum(
      from: [Double](repeating: 0, count: count + 1)
    ) { point, gradient in
      let coefficients = Array(point[..<count])
      let raw = products(coefficients)
      var value = 0.0
      var slopes = coefficients
      gradient[count] = 0
      for place in 0..<count {
        let score = raw[place] + point[count]
        let sign = positives[place] ? 1.0 : -1.0
        let weight = strength * weights[place]
        value += 0.5 * coefficients[place] * raw[place] + weight * Self.loss(sign * score)
        let slope = -sign * weight / (1 + exp(sign * score))
        slopes[place] += slope
        gradient[count] += slope
      }
      gradient.replaceSubrange(..<count, with: products(slopes))
      return value
    }
    self.examples = examples
    coefficients = Array(point[..<count])
    intercept = point[count]
  }

  /// The log odds that line `row` of `kernel` is true, in nats.
  func score(_ row: Int, of kernel: KernelMatrix) -> Double {
    zip(examples, coefficients).reduce(intercept) { $0 + $1.1 * kernel[row, $1.0] }
  }

  /// `ln(1 + exp(−margin))`, exact for margins of any size.
  private static func loss(_ margin: Double) -> Double {
    max(0, -margin) + log1p(exp(-abs(margin)))
  }
}
