import Foundation

/// Whether the mask is on, speech by speech, when scores drift.
///
/// With the mask on or off the score of a speech is normal around `middle ± distance / 2 + δ`. The
/// drift δ is the role's own and unknown: its later scenes are not its first ones. The chain of two
/// states is run once for each of some values of δ, and each run counts by the prior of its δ and
/// by how probable it makes the scores, those so far for the filter and all for the smoother
/// (Rabiner 1989, doi:10.1109/5.18626, with δ integrated out).
struct DriftChain {
  /// What is believed of each speech: the probability that the mask is on.
  struct Belief: Hashable {
    /// From the speech alone, on and off equally probable before it.
    var independent: [Double] = []
    /// From the speech and those before it.
    var filtered: [Double] = []
    /// From all speeches.
    var smoothed: [Double] = []
  }

  /// What the evidence of a speech is multiplied by: neighbours share their subject.
  ///
  /// Chosen with `drift` by log loss, each of three disguised roles of Shakespeare's left out in
  /// turn.
  static let exponent = 0.25
  /// The standard deviation of δ, in those of a score.
  static let drift = 2.0
  /// How many values of δ are tried.
  static let points = 15
  /// How far they reach on both sides, in standard deviations of δ; 97 % of the prior lies within.
  static let reach = 2.2

  let scale: DisguiseScale

  /// The log likelihood of a score with the mask off and on, in nats, up to a constant and before
  /// the exponent.
  func evidence(_ score: Double, drift: Double = 0) -> [Double] {
    [-0.5, 0.5].map { side in
      let gap = (score - scale.middle - side * scale.distance - drift) / scale.deviation
      return -gap * gap / 2
    }
  }

  /// The values of δ with the logarithms of their prior weights, up to a constant.
  var drifts: [(value: Double, logWeight: Double)] {
    let middle = Double(Self.points - 1) / 2
    return (0..<Self.points).map { point in
      let steps = (Double(point) - middle) / middle * Self.reach
      return (steps * Self.drift * scale.deviation, -steps * steps / 2)
    }
  }

  /// Hears the scores of a role.
  ///
  /// - Parameters:
  ///   - scores: one for each speech, in order.
  ///   - hazards: the probability that the mask is put on or off before each speech.
  ///   - start: the probability that it is on before the first of these.
  /// - Returns: as many probabilities of each kind as there are scores.
  /// - Complexity: O(points · speeches).
  func belief(_ scores: [Double], hazards: [Double], start: Double) -> Belief {
    let drifts = drifts
    let runs = drifts.map { drift in
      Run(
        scores.map { evidence($0, drift: drift.value).map { Self.exponent * $0 } },
        hazards: hazards, start: start)
    }
    var belief = Belief()
    for speech in scores.indices {
      let alone = drifts.map { drift in
        let logs = evidence(scores[speech], drift: drift.value).map { Self.exponent * $0 }
        return (drift.logWeight + logs[0], drift.logWeight + logs[1])
      }
      let peak = alone.reduce(-Double.infinity) { max($0, $1.0, $1.1) }
      let off = alone.reduce(0) { $0 + exp($1.0 - peak) }
      let on = alone.reduce(0) { $0 + exp($1.1 - peak) }
      belief.independent.append(on / (off + on))
      belief.filtered.append(
        Self.mean(
          runs.map { $0.filtered[speech] },
          logWeights: zip(drifts, runs).map { $0.logWeight + $1.logEvidence[speech] }))
      belief.smoothed.append(
        Self.mean(
          runs.map { $0.smoothed[speech] },
          logWeights: zip(drifts, runs).map { $0.logWeight + ($1.logEvidence.last ?? 0) }))
    }
    return belief
  }

  /// What the chain says by itself, without any score: the probability that the mask is on.
  static func belief(withoutScores hazards: [Double], start: Double) -> [Double] {
    Run(hazards.map { _ in [0, 0] }, hazards: hazards, start: start).filtered
  }

  private static func mean(_ values: [Double], logWeights: [Double]) -> Double {
    let peak = logWeights.max() ?? 0
    let weights = logWeights.map { exp($0 - peak) }
    return zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 } / weights.reduce(0, +)
  }
}

extension DriftChain {
  /// The chain for one value of the drift.
  private struct Run {
    /// The probability that the mask is on, given the speeches so far.
    var filtered: [Double] = []
    /// The same given all speeches.
    var smoothed: [Double] = []
    /// The log probability of the speeches so far, in nats, up to a constant for each.
    var logEvidence: [Double] = []

    init(_ evidence: [[Double]], hazards: [Double], start: Double) {
      var on = start
      var total = 0.0
      for (logs, hazard) in zip(evidence, hazards) {
        let before = on * (1 - hazard) + (1 - on) * hazard
        let peak = max(logs[0], logs[1])
        let masked = before * exp(logs[1] - peak)
        let sum = masked + (1 - before) * exp(logs[0] - peak)
        on = masked / sum
        total += peak + log(sum)
        filtered.append(on)
        logEvidence.append(total)
      }
      smoothed = filtered
      // The probability of everything later, with the mask off and on, up to a constant.
      var later = (off: 1.0, on: 1.0)
      for speech in filtered.indices.reversed() {
        let masked = filtered[speech] * later.on
        smoothed[speech] = masked / (masked + (1 - filtered[speech]) * later.off)
        let peak = max(evidence[speech][0], evidence[speech][1])
        let off = exp(evidence[speech][0] - peak) * later.off
        let on = exp(evidence[speech][1] - peak) * later.on
        let hazard = hazards[speech]
        later = (
          ((1 - hazard) * off + hazard * on) / (off + on),
          ((1 - hazard) * on + hazard * off) / (off + on)
        )
      }
    }
  }
}
