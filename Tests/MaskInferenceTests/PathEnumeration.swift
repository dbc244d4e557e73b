import Foundation

/// Every path through the hypotheses, walked one by one, without logarithms.
struct PathEnumeration {
  /// The probability of the sentences together with ending in each hypothesis.
  private(set) var joint: [Double]
  /// `[sentence][hypothesis]`, the probability of the sentences together with each speaker of each.
  private var speakers: [[Double]]
  /// `[from][to]`, the probability of the sentences together with each step, over all places.
  private var steps: [[Double]]

  /// The probability of the sentences.
  var evidence: Double { joint.reduce(0, +) }
  /// The probability of ending in each hypothesis, given the sentences.
  var posterior: [Double] { joint.map { $0 / evidence } }
  /// `[sentence][hypothesis]`, the probability of each speaker, given all the sentences.
  var smoothed: [[Double]] { speakers.map { $0.map { $0 / evidence } } }
  /// `[from][to]`, how often each step is made on average, given all the sentences.
  var expectedTransitions: [[Double]] { steps.map { $0.map { $0 / evidence } } }

  /// Walks every path that starts from `initial` and moves by `rows` before each sentence.
  init(initial: [Double], rows: [[Double]], logLikelihoods: [[Double]], exponent: Double = 1) {
    joint = initial.map { _ in 0 }
    speakers = logLikelihoods.map { $0.map { _ in 0 } }
    steps = rows.map { $0.map { _ in 0 } }
    let likelihoods = logLikelihoods.map { $0.map { exp($0 * exponent) } }
    for (start, probability) in initial.enumerated() {
      _ = walk(from: start, probability: probability, sentence: 0, rows, likelihoods)
    }
  }

  /// The probability of every path that goes on from `state`.
  private mutating func walk(
    from state: Int, probability: Double, sentence: Int, _ rows: [[Double]],
    _ likelihoods: [[Double]]
  ) -> Double {
    guard sentence < likelihoods.count else {
      joint[state] += probability
      return probability
    }
    var total = 0.0
    for next in rows.indices {
      let through = walk(
        from: next, probability: probability * rows[state][next] * likelihoods[sentence][next],
        sentence: sentence + 1, rows, likelihoods)
      speakers[sentence][next] += through
      steps[state][next] += through
      total += through
    }
    return total
  }
}
