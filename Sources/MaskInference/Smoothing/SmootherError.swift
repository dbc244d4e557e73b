/// What a chain or a transcript may be that cannot be computed with.
public enum SmootherError: Error, Hashable, Sendable {
  /// Where a list of numbers was given.
  public enum Place: Hashable, Sendable {
    /// The log weights before the first sentence.
    case initialWeights
    /// A row of the transition, counted from zero.
    case row(Int)
    /// The distribution that a sticky chain draws from.
    case target
    /// The log likelihoods of a sentence, counted from zero.
    case sentence(Int)
  }

  /// There are more or fewer numbers than hypotheses.
  case wrongCount(at: Place, expected: Int, found: Int)
  /// A number is not a log weight: it is NaN or positive infinity.
  case notALogWeight(at: Place, hypothesis: Int, found: Double)
  /// Every hypothesis is impossible from the start.
  case nothingPossible
  /// Probabilities are negative or do not sum to one.
  case notADistribution(at: Place, sum: Double)
  /// A persistence lies outside [0, 1].
  case notAPersistence(found: Double)
  /// An exponent is negative or not finite.
  case notAnExponent(found: Double)
  /// There is no sentence to learn from that is possible under any hypothesis.
  case nothingToFit
}

extension SmootherError.Place: CustomStringConvertible {
  /// The place, as it stands in a sentence.
  public var description: String {
    switch self {
    case .initialWeights: "the initial weights"
    case .row(let row): "row \(row) of the transition"
    case .target: "the target"
    case .sentence(let sentence): "sentence \(sentence)"
    }
  }
}

extension SmootherError: CustomStringConvertible {
  /// What is wrong and what to give instead.
  public var description: String {
    switch self {
    case .wrongCount(let place, let expected, let found):
      "\(place) has \(found) numbers for \(expected) hypotheses. Give one for each, in their order."
    case .notALogWeight(let place, let hypothesis, let found):
      "\(place) has \(found) for hypothesis \(hypothesis). Give nats, finite or "
        + "-inf where it is impossible."
    case .nothingPossible:
      "every hypothesis is impossible from the start. Give at least one a finite log weight."
    case .notADistribution(let place, let sum):
      "\(place) sums to \(sum) or has a negative number. Give probabilities that sum to 1."
    case .notAPersistence(let found):
      "a persistence of \(found) is not a probability. Give one from 0 to 1."
    case .notAnExponent(let found):
      "an exponent of \(found) is out of range. Give a finite one, not below 0."
    case .nothingToFit:
      "no sentence is possible under any hypothesis. Give a transcript with words in it."
    }
  }
}
