import Foundation

/// Every path through the hypotheses, walked one by one, without logarithms.
struct PathEnumeration {
  /// The probability of the sentences together with ending in each hypothesis.
  private(set) var joint: [Double]
  /// The probability of the sentences.
  var evidence: Double { joint.reduce(0, +) }
  /// The probability of ending in each hypothesis, given the sentences.
  var posterior: [Double] { joint.map { $0 / evidence } }

  /// Walks every path that starts from `initial` and moves by `rows` before each sentence.
  init(initial: [Double], rows: [[Double]], logLikelihoods: [[Double]], exponent: Double = 1) {
    joint = initial.map { _ in 0 }
    let likelihoods = logLikelihoods.map { $0.map { exp($0 * exponent) } }
    for (start, probability) in initial.enumerated() {
      walk(from: start, probability: probability, sentence: 0, rows, likelihoods)
    }
  }

  private mutating func walk(
    from state: Int, probability: Double, sentence: Int, _ rows: [[Double]],
    _ likelihoods: [[Double]]
  ) {
    guard sentence < likelihoods.count else {
      joint[state] += probability
      return
    }
    for next in rows.indices {
      walk(
        from: next, probability: probability * rows[state][next] * likelihoods[sentence][next],
        sentence: sentence + 1, rows, likelihoods)
    }
  }
}
