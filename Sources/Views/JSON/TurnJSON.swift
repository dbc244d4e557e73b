package import Engine
import Foundation
import MaskInference

/// A turn as `--json` prints it: one object on one line.
package struct TurnJSON: Encodable, Sendable {
  /// The posterior over depth.
  package struct Depth: Encodable, Sendable {
    let posterior: [Double]
    let prior: [Double]
    let mean: Double
  }

  let reply: String
  let ending: Turn.Ending
  let declared: Stack
  let stack: Stack
  let depth: Depth
  let blend: [String: Double]
  let bare: Double
  let openEyes: Double
  let confusion: Double
  let anomaly: Double
  let vacancy: Double
  let entropyRate: Double
  let evidenceRate: Double?
  let `operator`: OperatorPosterior?
  let droppedMass: Double
  let recited: Double?
  let blendLogOdds: Double?
  let disagreement: Double?
  let exponent: Double?
  let asleep: Double?
  let notices: [TurnNotice]

  private enum CodingKeys: String, CodingKey {
    case reply, ending, declared, stack, depth, blend, bare, openEyes, confusion, anomaly, vacancy
    case entropyRate, evidenceRate, `operator`, droppedMass, recited, blendLogOdds, disagreement
    case exponent, asleep, notices
  }

  /// Summarises a turn.
  ///
  /// - Parameters:
  ///   - turn: the turn.
  ///   - notices: what the person is told of it besides what it tells by itself.
  package init(_ turn: Turn, notices: [TurnNotice] = []) {
    let report = turn.report
    reply = turn.reply.trimmingCharacters(in: .whitespacesAndNewlines)
    ending = turn.ending
    declared = report.declared
    stack = report.mostProbable
    depth = Depth(
      posterior: report.depth.posterior, prior: report.depth.prior, mean: report.depth.mean)
    blend = report.blend
    bare = report.bare
    openEyes = report.openEyes
    confusion = report.confusion
    anomaly = report.anomaly.z
    vacancy = report.anomaly.vacancy
    entropyRate = report.anomaly.entropyRate
    evidenceRate = report.evidenceRate?.natsPerToken
    `operator` = report.operatorPosterior
    droppedMass = report.droppedMass
    recited = turn.recited
    let blending = turn.blending
    blendLogOdds = blending.logOdds
    disagreement = blending.disagreement
    exponent = blending.exponent
    asleep = turn.isAsleep ? turn.asleepShare : nil
    self.notices = TurnNotice.all(of: turn) + notices
  }

  /// Writes every key, `null` where there is nothing to say.
  ///
  /// - Throws: `EncodingError` when the encoder refuses a number.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(reply, forKey: .reply)
    try container.encode(ending, forKey: .ending)
    try container.encode(declared, forKey: .declared)
    try container.encode(stack, forKey: .stack)
    try container.encode(depth, forKey: .depth)
    try container.encode(blend, forKey: .blend)
    try container.encode(bare, forKey: .bare)
    try container.encode(openEyes, forKey: .openEyes)
    try container.encode(confusion, forKey: .confusion)
    try container.encode(anomaly, forKey: .anomaly)
    try container.encode(vacancy, forKey: .vacancy)
    try container.encode(entropyRate, forKey: .entropyRate)
    try container.encode(evidenceRate, forKey: .evidenceRate)
    try container.encode(self.`operator`, forKey: .operator)
    try container.encode(droppedMass, forKey: .droppedMass)
    try container.encode(recited, forKey: .recited)
    try container.encode(blendLogOdds, forKey: .blendLogOdds)
    try container.encode(disagreement, forKey: .disagreement)
    try container.encode(exponent, forKey: .exponent)
    try container.encode(asleep, forKey: .asleep)
    try container.encode(notices, forKey: .notices)
  }
}
