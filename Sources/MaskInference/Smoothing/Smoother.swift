/// Who spoke each sentence, told once the whole transcript is known.
///
/// The filter knows the past of a sentence; the smoother knows its future too (forward-backward
/// algorithm, Rabiner 1989). It means by a chain what `MaskFilter` means: the transition comes
/// before every sentence, the first included, and a sentence that is impossible under every
/// hypothesis still possible tells nothing.
public struct Smoother: Hashable, Sendable {
  /// The log weights before the first transition; normalised.
  public let logWeights: [Double]
  /// How the hypothesis changes before each sentence.
  public let transition: TransitionMatrix

  /// Creates a smoother of a chain.
  ///
  /// - Parameters:
  ///   - logWeights: one for each hypothesis, in nats; they need not be normalised.
  ///   - transition: how the hypothesis changes before each sentence.
  /// - Throws: `SmootherError.wrongCount` where the two differ in size, `notALogWeight` for NaN or
  ///   positive infinity, and `nothingPossible` where no hypothesis has any weight.
  public init(logWeights: [Double], transition: TransitionMatrix) throws(SmootherError) {
    try SmootherError.check(
      logWeights: logWeights, at: .initialWeights, count: transition.count)
    let total = LogSpace.sum(logWeights)
    guard total > -.infinity else { throw .nothingPossible }
    self.init(normalised: logWeights.map { $0 - total }, transition: transition)
  }

  /// Creates a smoother of what comes after the present belief of `filter`, between turns.
  ///
  /// - Complexity: O(hypotheses²).
  public init(_ filter: MaskFilter) {
    let kernel = TransitionKernel(
      filter.transition, hypotheses: filter.hypotheses, prior: filter.prior, cast: filter.cast)
    self.init(
      normalised: filter.logWeights,
      transition: TransitionMatrix(kernel, count: filter.hypotheses.count))
  }

  /// Creates a smoother from log weights that are known to be normalised.
  init(normalised logWeights: [Double], transition: TransitionMatrix) {
    self.logWeights = logWeights
    self.transition = transition
  }

  /// Hears a whole transcript: `logLikelihoods` are `[sentence][hypothesis]` in nats, multiplied by
  /// `exponent` (β).
  ///
  /// - Throws: `SmootherError.wrongCount` where a sentence has not one likelihood for each
  ///   hypothesis, `notALogWeight` for NaN or positive infinity, and `notAnExponent` where β is
  ///   negative or not finite.
  /// - Complexity: O(sentences · hypotheses²) time, O(sentences · hypotheses) memory.
  public func smooth(
    _ logLikelihoods: [[Double]], exponent: Double = 1
  ) throws(SmootherError) -> SmoothedTranscript {
    var evidence = try SmootherError.evidence(
      logLikelihoods, count: transition.count, exponent: exponent)
    // Before the first sentence and after each.
    var filtered = [logWeights]
    var logPredictives: [Double] = []
    for sentence in evidence.indices {
      let predicted = transition.predict(filtered[sentence])
      let weighed = zip(predicted, evidence[sentence]).map { $0 + $1 }
      let increment = LogSpace.sum(weighed)
      logPredictives.append(increment)
      if increment > -.infinity {
        filtered.append(weighed.map { $0 - increment })
      } else {
        // Nor may the past learn anything from it.
        evidence[sentence] = predicted.map { _ in 0 }
        filtered.append(predicted)
      }
    }

    // The log likelihood of everything later, given each hypothesis, up to a constant.
    var later = logWeights.map { _ in 0.0 }
    var smoothed = filtered
    var expectedTransitions = transition.rows.map { $0.map { _ in 0.0 } }
    for sentence in evidence.indices.reversed() {
      smoothed[sentence + 1] = zip(filtered[sentence + 1], later).map { $0 + $1 }
      let ahead = zip(evidence[sentence], later).map { $0 + $1 }
      later = transition.expect(ahead)
      let total = LogSpace.sum(zip(filtered[sentence], later).map { $0 + $1 })
      for (source, row) in transition.logRows.enumerated() {
        for target in row.indices {
          expectedTransitions[source][target] += LogSpace.exp(
            filtered[sentence][source] + row[target] + ahead[target] - total)
        }
      }
      let greatest = later.max() ?? 0
      later = later.map { $0 - greatest }
    }
    return SmoothedTranscript(
      logPredictives: logPredictives,
      filtered: filtered.dropFirst().map { $0.map(LogSpace.exp) },
      smoothed: smoothed.dropFirst().map { weights in
        let total = LogSpace.sum(weights)
        return weights.map { LogSpace.exp($0 - total) }
      },
      expectedTransitions: expectedTransitions)
  }
}

/// A transcript weighed sentence by sentence, with and without hindsight.
public struct SmoothedTranscript: Hashable, Sendable {
  /// The log probability of each sentence given those before it, in nats; `-infinity` where the
  /// sentence was impossible and ignored.
  public let logPredictives: [Double]

  /// `[sentence][hypothesis]`, the belief after each sentence.
  public let filtered: [[Double]]

  /// `[sentence][hypothesis]`, the belief about each sentence once all are heard.
  public let smoothed: [[Double]]

  /// `[from][to]`, how often the hypothesis is expected to have gone from one to the other.
  ///
  /// Each sentence counts once, its transition being the one before it; what stays counts too. The
  /// sum is the number of sentences.
  public let expectedTransitions: [[Double]]

  /// The log probability of all sentences that were not ignored, in nats.
  public var logEvidence: Double {
    logPredictives.reduce(0) { $1 > -.infinity ? $0 + $1 : $0 }
  }
}

extension SmootherError {
  /// Makes sure that `logWeights` are finite or negative infinity, one for each of `count`.
  static func check(
    logWeights: [Double], at place: Place, count: Int
  ) throws(SmootherError) {
    guard logWeights.count == count else {
      throw .wrongCount(at: place, expected: count, found: logWeights.count)
    }
    for (hypothesis, weight) in logWeights.enumerated() where !(weight < .infinity) {
      throw .notALogWeight(at: place, hypothesis: hypothesis, found: weight)
    }
  }

  /// The log likelihoods of a transcript times `exponent`, once they are known to be usable.
  static func evidence(
    _ logLikelihoods: [[Double]], count: Int, exponent: Double
  ) throws(SmootherError) -> [[Double]] {
    guard exponent >= 0, exponent < .infinity else { throw .notAnExponent(found: exponent) }
    for (sentence, weights) in logLikelihoods.enumerated() {
      try check(logWeights: weights, at: .sentence(sentence), count: count)
    }
    // Under an exponent of zero even the impossible tells nothing; 0 · −∞ would be no number.
    return logLikelihoods.map { $0.map { exponent == 0 ? 0 : exponent * $0 } }
  }
}
