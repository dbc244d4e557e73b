import Engine
import Foundation
import LanguageModels
import MaskInference

/// Two versions of one turn, held beside each other.
struct TurnComparison {
  let turn: Int
  let tolerance: Verification.Tolerance
  var differences: [Verification.Difference] = []
  var drift = 0.0

  init(_ recorded: Turn, _ again: Turn, turn: Int, tolerance: Verification.Tolerance) {
    self.turn = turn
    self.tolerance = tolerance
    same("the tokens heard", recorded.heard, again.heard)
    same("the cast", recorded.cast, again.cast)
    same("the hypotheses", recorded.hypotheses, again.hypotheses)
    same("the reply", recorded.reply, again.reply)
    same("the ending", recorded.ending, again.ending)
    same("the notices", recorded.notices, again.notices)
    near("the share recited", recorded.recited ?? -1, again.recited ?? -1)
    for (index, pair) in zip(recorded.sentences, again.sentences).enumerated() {
      let (old, new) = pair
      let place = "sentence \(index + 1)"
      same("\(place)", old.text, new.text)
      same(
        "\(place), the number of likelihoods", old.logLikelihoods.count, new.logLikelihoods.count)
      for (hypothesis, stack) in again.hypotheses.enumerated()
      where old.logLikelihoods.indices.contains(hypothesis) {
        let gap = abs(old.logLikelihoods[hypothesis] - new.logLikelihoods[hypothesis])
        drift = max(drift, gap)
        near(
          "\(place), log likelihood under \(stack)", old.logLikelihoods[hypothesis],
          new.logLikelihoods[hypothesis], within: tolerance.nats)
      }
      near("\(place), belief", old.belief, new.belief)
      compare(old, new, isByAll: recorded.estimates == nil, at: place)
    }
    compareWords(recorded, again)
    compare(recorded.report, again.report)
  }

  /// Compares what a sentence tells of one voice or several.
  private mutating func compare(
    _ old: Turn.Sentence, _ new: Turn.Sentence, isByAll: Bool, at place: String
  ) {
    same("\(place), whether one lane spoke", old.speaker != nil, new.speaker != nil)
    near("\(place), exponent", old.exponent ?? -1, new.exponent ?? -1)
    // Where lanes might sleep, it is by weights that are not recorded.
    guard isByAll else { return }
    // Older recordings do not have these. They follow from all weights and likelihoods together,
    // whose errors add up.
    let limit = 4 * tolerance.nats
    if let old = old.disagreement {
      near("\(place), disagreement", old, new.disagreement ?? .nan, within: limit)
    }
    if let old = old.blendLogOdds {
      near("\(place), blended against switching", old, new.blendLogOdds ?? .nan, within: limit)
    }
  }

  /// Compares what the words told, where it is recorded and of the same two stacks.
  private mutating func compareWords(_ recorded: Turn, _ again: Turn) {
    guard let old = recorded.wordNats, let new = again.wordNats,
      let (first, second) = recorded.report.leadingVoices,
      let (one, other) = again.report.leadingVoices, (first, second) == (one, other)
    else { return }
    same("the number of words", old.count, new.count)
    for (index, pair) in zip(old, new).enumerated() {
      // Two lanes' errors add up.
      near("word \(index + 1), evidence", pair.0, pair.1, within: 2 * tolerance.nats)
    }
  }

  private mutating func compare(_ old: TurnReport, _ new: TurnReport) {
    same("the declared stack", old.declared, new.declared)
    same("the most probable stack", old.mostProbable, new.mostProbable)
    same("the report's hypotheses", old.hypotheses, new.hypotheses)
    near("belief", old.belief, new.belief)
    near("depth", old.depth.posterior, new.depth.posterior)
    near("prior depth", old.depth.prior, new.depth.prior)
    for mask in Set(old.blend.keys).union(new.blend.keys).sorted() {
      near("blend of \(mask)", old.blend[mask] ?? -1, new.blend[mask] ?? -1)
    }
    near("bare", old.bare, new.bare)
    near("open eyes", old.openEyes, new.openEyes, within: 10 * tolerance.probability)
    near("confusion", old.confusion, new.confusion)
    near("anomaly z", old.anomaly.z, new.anomaly.z)
    near("entropy rate", old.anomaly.entropyRate, new.anomaly.entropyRate)
    near("vacancy", old.anomaly.vacancy, new.anomaly.vacancy)
    near("dropped mass", old.droppedMass, new.droppedMass)
    near("push", old.operatorPosterior?.push ?? -1, new.operatorPosterior?.push ?? -1)
    near("swap", old.operatorPosterior?.swap ?? -1, new.operatorPosterior?.swap ?? -1)
    near("stay", old.operatorPosterior?.stay ?? -1, new.operatorPosterior?.stay ?? -1)
    let leaders = [old, new].map { $0.evidenceRate.map { [$0.first, $0.second] } }
    if let old = old.evidenceRate, let new = new.evidenceRate, leaders[0] == leaders[1] {
      near("evidence rate", old.natsPerToken, new.natsPerToken, within: tolerance.nats)
    } else if !areTied(leaders[0], leaders[1], in: new) {
      same("the leading hypotheses", leaders[0], leaders[1])
    }
  }

  /// Whether it is rounding that one list of stacks leads and not the other.
  private func areTied(_ old: [Stack]?, _ new: [Stack]?, in report: TurnReport) -> Bool {
    guard let old, let new else { return false }
    let belief = Belief(hypotheses: report.hypotheses, probabilities: report.belief)
    return zip(old, new).allSatisfy { old, new in
      report.hypotheses.contains(old)
        && abs(belief.probability(of: old) - belief.probability(of: new)) <= tolerance.probability
    }
  }

  private mutating func same<Value: Equatable>(_ what: String, _ old: Value, _ new: Value) {
    guard old != new else { return }
    differences.append(
      Verification.Difference(
        turn: turn, what: what, recorded: String(describing: old),
        recomputed: String(describing: new), isNumber: false))
  }

  private mutating func near(_ what: String, _ old: [Double], _ new: [Double]) {
    guard old.count == new.count else { return same("the length of \(what)", old.count, new.count) }
    for (index, pair) in zip(old, new).enumerated() {
      near("\(what)[\(index)]", pair.0, pair.1)
    }
  }

  private mutating func near(
    _ what: String, _ old: Double, _ new: Double, within limit: Double? = nil
  ) {
    // Written so that a number that is not a number differs.
    guard !(abs(old - new) <= limit ?? tolerance.probability) else { return }
    differences.append(
      Verification.Difference(
        turn: turn, what: what, recorded: String(format: "%.4f", old),
        recomputed: String(format: "%.4f", new), isNumber: true))
  }
}
