/// The plain sticky chain: `P(j | i) = κ·[i = j] + (1 − κ)·target[j]`.
///
/// Where it changes, it draws anew from `target`, the same hypothesis again included; so the
/// probability of going on with hypothesis i is `κ + (1 − κ)·target[i]`, a little above κ. It
/// starts from `target`, which no transition alters.
public struct StickyChain: Hashable, Sendable {
  /// κ: the probability that nothing is drawn; in [0, 1].
  public let persistence: Double
  /// The probability of each hypothesis where one is drawn; sums to one.
  public let target: [Double]

  /// Creates a chain.
  ///
  /// - Throws: `SmootherError.notAPersistence` where κ lies outside [0, 1], and `notADistribution`
  ///   where `target` has a negative number or its sum is further than 1e-9 from one.
  public init(persistence: Double, target: [Double]) throws(SmootherError) {
    guard (0...1).contains(persistence) else { throw .notAPersistence(found: persistence) }
    try SmootherError.check(target, at: .target, count: target.count)
    self.init(persistence, checked: target)
  }

  /// Creates a chain from numbers that are known to be probabilities.
  init(_ persistence: Double, checked target: [Double]) {
    self.persistence = persistence
    self.target = target
  }

  /// The transition with every probability written out.
  ///
  /// - Complexity: O(hypotheses²).
  public var matrix: TransitionMatrix {
    TransitionMatrix(
      stochastic: target.indices.map { source in
        target.indices.map { (1 - persistence) * target[$0] + ($0 == source ? persistence : 0) }
      })
  }

  /// The smoother of the chain.
  public var smoother: Smoother {
    Smoother(normalised: target.map(LogSpace.log), transition: matrix)
  }

  /// The log probability of a transcript, in nats: what `smoother` finds, without the smoothing.
  ///
  /// - Throws: `SmootherError.wrongCount`, `notALogWeight` and `notAnExponent`, as
  ///   `Smoother.smooth` does.
  /// - Complexity: O(sentences · hypotheses).
  public func logEvidence(
    of logLikelihoods: [[Double]], exponent: Double = 1
  ) throws(SmootherError) -> Double {
    logEvidence(
      weighed: try SmootherError.evidence(
        logLikelihoods, count: target.count, exponent: exponent))
  }

  /// The log probability of likelihoods that are known to be usable and already have their
  /// exponent.
  func logEvidence(weighed evidence: [[Double]]) -> Double {
    let logPersistence = LogSpace.log(persistence)
    let logChange = LogSpace.log(1 - persistence)
    let logTarget = target.map(LogSpace.log)
    var logWeights = logTarget
    var logEvidence = 0.0
    for sentence in evidence {
      let predicted = logWeights.indices.map {
        LogSpace.sum(logPersistence + logWeights[$0], logChange + logTarget[$0])
      }
      let weighed = zip(predicted, sentence).map { $0 + $1 }
      let increment = LogSpace.sum(weighed)
      if increment > -.infinity {
        logWeights = weighed.map { $0 - increment }
        logEvidence += increment
      } else {
        logWeights = predicted
      }
    }
    return logEvidence
  }
}

/// The persistence under which some transcripts are most probable.
///
/// Nothing says that the evidence has a single maximum in κ, so the unit interval is first looked
/// over at twenty places; a golden-section search between the neighbours of the best then finds κ
/// to within 1e-6. It never tries 0 or 1 themselves: at 1 a change of speaker would be impossible
/// and ignored instead of counting against it.
public struct StickyChainFit: Hashable, Sendable {
  /// The chain with the κ found.
  public let chain: StickyChain
  /// The log probability of all transcripts under it, in nats.
  public let logEvidence: Double

  /// Fits the persistence to transcripts that each start anew from `target`.
  ///
  /// Where the evidence is the same whatever κ is, as with a single hypothesis, κ is arbitrary.
  ///
  /// - Parameters:
  ///   - transcripts: `[transcript][sentence][hypothesis]`, log likelihoods in nats.
  ///   - target: the probability of each hypothesis where one is drawn.
  ///   - exponent: what the likelihoods are multiplied by (β).
  /// - Throws: `SmootherError.notADistribution` for `target`; `wrongCount`, `notALogWeight` and
  ///   `notAnExponent` as `Smoother.smooth` does; `nothingToFit` where no sentence is possible.
  /// - Complexity: O(sentences · hypotheses), some fifty times over.
  public init(
    to transcripts: [[[Double]]], target: [Double], exponent: Double = 1
  ) throws(SmootherError) {
    try SmootherError.check(target, at: .target, count: target.count)
    var evidence: [[[Double]]] = []
    for transcript in transcripts {
      evidence.append(
        try SmootherError.evidence(transcript, count: target.count, exponent: exponent))
    }
    let isPossible = evidence.contains { transcript in
      transcript.contains { sentence in
        zip(sentence, target).contains { $0 > -.infinity && $1 > 0 }
      }
    }
    guard isPossible else { throw .nothingToFit }

    func logEvidence(_ persistence: Double) -> Double {
      let chain = StickyChain(persistence, checked: target)
      return evidence.reduce(0) { $0 + chain.logEvidence(weighed: $1) }
    }
    let places = 20
    let looks = (0..<places).map { logEvidence((Double($0) + 0.5) / Double(places)) }
    let best = looks.indices.max { looks[$0] < looks[$1] } ?? 0
    var lower = max(0, (Double(best) - 0.5) / Double(places))
    var upper = min(1, (Double(best) + 1.5) / Double(places))

    let ratio = (5.0.squareRoot() - 1) / 2
    var left = (place: upper - ratio * (upper - lower), value: 0.0)
    var right = (place: lower + ratio * (upper - lower), value: 0.0)
    left.value = logEvidence(left.place)
    right.value = logEvidence(right.place)
    while upper - lower > 1e-6 {
      if left.value > right.value {
        upper = right.place
        right = left
        left.place = upper - ratio * (upper - lower)
        left.value = logEvidence(left.place)
      } else {
        lower = left.place
        left = right
        right.place = lower + ratio * (upper - lower)
        right.value = logEvidence(right.place)
      }
    }
    let found = left.value > right.value ? left : right
    chain = StickyChain(found.place, checked: target)
    self.logEvidence = found.value
  }
}
