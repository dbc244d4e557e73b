package import MaskInference
package import Scoring

/// How good the judgements of a transcript are, as far as its truths are known.
package struct Assessment: Sendable {
  /// How a line may be judged: with more and more of the transcript beside it.
  package enum Hindsight: String, CaseIterable, Sendable {
    /// From the line alone.
    case independent
    /// From the line and those before it.
    case filtered
    /// From every line.
    case smoothed
  }

  /// The number of lines.
  package let lines: Int
  /// The number of lines whose truth is one of the voices.
  package let scored: Int
  /// The scores of each kind of posterior; empty where no truth is known.
  package let scores: [Hindsight: Scores]
  /// How well the probability of the deeper of two depths tells the deeper lines from the others:
  /// the area under the receiver operating characteristic.
  ///
  /// Empty where the voices have not exactly two depths, or no truth has one of them.
  package let depthAreas: [Hindsight: Estimate]

  /// Assesses judgements.
  ///
  /// - Parameters:
  ///   - judgements: the lines in their order.
  ///   - voices: the voices, in the order of the judgements' lists.
  ///   - poolSize: consecutive lines that are pooled.
  ///   - bootstrap: what the intervals come from.
  /// - Throws: `ScoreError.notADistribution` and `differentClasses` where a judgement is not one of
  ///   these voices.
  /// - Complexity: O(lines · (voices + resamples + log lines)).
  package init(
    _ judgements: [Judgement], voices: [Stack], poolSize: Int = 5,
    bootstrap: Bootstrap = Bootstrap()
  ) throws(ScoreError) {
    let known: [(judgement: Judgement, truth: Int)] = judgements.compactMap { judgement in
      judgement.truth.flatMap { voices.firstIndex(of: $0) }.map { (judgement, $0) }
    }
    lines = judgements.count
    scored = known.count
    var scores: [Hindsight: Scores] = [:]
    var depthAreas: [Hindsight: Estimate] = [:]
    let depths = Set(voices.map(\.depth)).sorted()
    for hindsight in Hindsight.allCases where !known.isEmpty {
      var forecasts: [Forecast] = []
      for (judgement, truth) in known {
        forecasts.append(
          try Forecast(probabilities: judgement.posterior(hindsight), truth: truth))
      }
      scores[hindsight] = try Scores(forecasts, poolSize: poolSize, bootstrap: bootstrap)
      guard depths.count == 2 else { continue }
      let ranking = try BinaryRanking(
        known.map { $0.judgement.depth(hindsight, among: voices)[depths[1]] },
        positives: known.map { voices[$0.truth].depth == depths[1] })
      depthAreas[hindsight] = ranking.area(bootstrap)
    }
    self.scores = scores
    self.depthAreas = depthAreas
  }
}

extension Judgement {
  /// `[voice]`, the posterior with so much of the transcript beside the line.
  package func posterior(_ hindsight: Assessment.Hindsight) -> [Double] {
    switch hindsight {
    case .independent: independent
    case .filtered: filtered
    case .smoothed: smoothed
    }
  }

  /// `[depth]`, the posterior over the number of masks, from none to the most of any voice.
  ///
  /// - Parameters:
  ///   - hindsight: how much of the transcript counts.
  ///   - voices: the voices, in the order of the posterior.
  /// - Returns: probabilities that sum to one.
  package func depth(
    _ hindsight: Assessment.Hindsight, among voices: [Stack]
  ) -> [Double] {
    var depth = [Double](repeating: 0, count: (voices.map(\.depth).max() ?? 0) + 1)
    for (voice, probability) in zip(voices, posterior(hindsight)) {
      depth[voice.depth] += probability
    }
    return depth
  }
}
