package import Attribution
import MaskInference

/// A speech of a role and whether its mask is on, as `identify --json` prints it: what it prints of
/// any line, with the role and the speech's place in the play.
package struct DisguiseLine: Encodable, Sendable {
  private enum Key: String, CodingKey {
    case role, index, chain
  }

  private let line: IdentificationLine
  private let role: String
  private let index: Int?
  private let chain: Double

  /// Puts the speeches of a role into words, in their order.
  ///
  /// - Parameters:
  ///   - identification: what is believed of the role.
  ///   - first: the number of its first speech, counted from 1.
  /// - Returns: a line for each speech.
  package static func lines(
    of identification: DisguiseIdentification, first: Int = 1
  ) -> [DisguiseLine] {
    identification.judgements.enumerated().map { offset, judgement in
      DisguiseLine(
        line: IdentificationLine(
          judgement, number: first + offset, voices: identification.voices),
        role: identification.who.name, index: identification.places?[offset],
        chain: identification.chain[offset])
    }
  }

  /// Writes what an identified line has, then the role, the place (`null` where it is not known)
  /// and the probability that the mask is on by the chain alone.
  ///
  /// - Throws: `EncodingError` when the encoder refuses a number.
  package func encode(to encoder: any Encoder) throws {
    try line.encode(to: encoder)
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(role, forKey: .role)
    try container.encode(index, forKey: .index)
    try container.encode(chain, forKey: .chain)
  }
}

/// How well it was told whether roles wear their masks, as `identify --json` prints it after the
/// speeches.
package struct DisguiseSummary: Encodable, Sendable {
  private struct Role: Encodable {
    let who: String
    let auc: [String: Double]
    let logLoss: [String: Double]
  }

  private let summary = true
  private let roles: [Role]
  private let meanAUC: [String: Double]
  private let logLoss: [String: Double]
  private let model: String

  /// Summarises an assessment; `model` is the hash of the language model.
  package init(_ assessment: DisguiseAssessment, model: String) {
    roles = assessment.roles.map {
      Role(
        who: $0.who.name, auc: Self.named($0.areas),
        logLoss: Self.named($0.logLosses, baseRate: $0.baseRateLogLoss))
    }
    meanAUC = Self.named(assessment.meanAreas)
    logLoss = Self.named(assessment.meanLogLosses, baseRate: assessment.meanBaseRateLogLoss)
    self.model = model
  }

  private static func named(
    _ figures: [DisguiseAssessment.Ground: Double], baseRate: Double? = nil
  ) -> [String: Double] {
    var named: [String: Double] = [:]
    for (ground, figure) in figures { named[ground.rawValue] = figure }
    named["baseRate"] = baseRate
    return named
  }
}
