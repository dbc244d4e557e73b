extension MaskFilter {
  /// The fewest hypotheses that leave at most `share` of what is predicted for the next sentence to
  /// the others, the most probable first.
  ///
  /// The others may sleep. Of words drawn from the belief, a hypothesis's posterior has its prior
  /// for expectation (the belief is a martingale: Doob 1949), whatever else is weighed; so what is
  /// believed while hypotheses of weight ε in all are left unweighed is expected to be wrong by no
  /// more than ε.
  ///
  /// - Complexity: O(n log n) in the number of hypotheses.
  public func wakeful(leaving share: Double) -> [Int] {
    var next = self
    next.predict()
    let belief = next.belief
    guard share > 0 else { return belief.ranking }
    var rest = 1.0
    var awake: [Int] = []
    for index in belief.ranking where rest > share || awake.isEmpty {
      awake.append(index)
      rest -= belief.probabilities[index]
    }
    return awake
  }

  /// The probability of each hypothesis in the sentence after one that hypothesis `index` spoke.
  ///
  /// To draw the next speaker from it gives what is said the same distribution as to draw it from
  /// what is predicted: one is the average of the other over who may have spoken.
  ///
  /// - Complexity: O(hypotheses).
  public func successors(of index: Int) -> [Double] {
    var point = [Double](repeating: -.infinity, count: hypotheses.count)
    point[index] = 0
    return kernel.predict(point).map(LogSpace.exp)
  }

  /// Log likelihoods with those filled in that are not known (`nil`).
  ///
  /// A hypothesis that was not asked is taken to find the sentence as likely as those that were and
  /// show the same mask do together, weighed by the belief, since inner masks hardly show. Where
  /// none shows the same mask, all count, less what the hypothesis usually falls short of them;
  /// without a shortfall it keeps the share that was predicted. The belief must have been moved on
  /// to the sentence.
  ///
  /// - Parameters:
  ///   - logLikelihoods: in nats, in the order of `hypotheses`.
  ///   - shortfalls: in nats, in the same order; read only where the likelihood is not known.
  ///   - exponent: what they are multiplied by (β).
  /// - Returns: a log likelihood for each hypothesis, in nats.
  public func completing(
    _ logLikelihoods: [Double?], shortfalls: [Double], exponent: Double = 1
  ) -> [Double] {
    precondition(
      logLikelihoods.count == hypotheses.count,
      "\(logLikelihoods.count) likelihoods for \(hypotheses.count) hypotheses")
    guard logLikelihoods.contains(nil) else { return logLikelihoods.compactMap(\.self) }
    let belief = belief
    let common = belief.mixture(logLikelihoods, exponent: exponent)
    var alike: [Mask?: Double] = [:]
    for mask in Set(hypotheses.map(\.outermost)) {
      let kin = hypotheses.indices.map {
        hypotheses[$0].outermost == mask && belief.probabilities[$0] > 0 ? logLikelihoods[$0] : nil
      }
      if kin.contains(where: { $0 != nil }) {
        alike[mask] = belief.mixture(kin, exponent: exponent)
      }
    }
    return hypotheses.indices.map { index in
      logLikelihoods[index] ?? alike[hypotheses[index].outermost] ?? common - shortfalls[index]
    }
  }
}

extension Belief {
  /// The log likelihood of those hypotheses together whose own is known, weighed by the belief, in
  /// nats; zero where they have no weight.
  ///
  /// - Parameters:
  ///   - logLikelihoods: in nats, in the order of `hypotheses`.
  ///   - exponent: the power to which each is raised before they are averaged, and the root taken
  ///     after.
  /// - Returns: the log likelihood, in nats.
  public func mixture(_ logLikelihoods: [Double?], exponent: Double = 1) -> Double {
    let known = zip(probabilities, logLikelihoods).compactMap { weight, likelihood in
      likelihood.map { (weight: weight, weighed: LogSpace.log(weight) + exponent * $0) }
    }
    let total = known.reduce(0) { $0 + $1.weight }
    guard exponent > 0, total > 0 else { return 0 }
    return (LogSpace.sum(known.map(\.weighed)) - LogSpace.log(total)) / exponent
  }
}
