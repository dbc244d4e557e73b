import Attribution
import MaskInference

/// A speech of a role and whether its mask is on, as the bench prints it: one object on one line.
package struct DisguiseLineJSON: Encodable, Sendable {
  private enum Key: String, CodingKey {
    case line, role, index, text, truth, tokens, beta, evidence, iid, filtered, smoothed, chain
  }

  private let number: Int
  private let role: String
  private let index: Int?
  private let judgement: Judgement
  private let voices: [String]
  private let chain: Double

  /// The speeches of a role, in their order.
  ///
  /// - Parameters:
  ///   - identification: what is believed of the role.
  ///   - first: the number of its first speech, counted from 1.
  /// - Returns: a line for each speech.
  package static func lines(
    of identification: DisguiseIdentification, first: Int = 1
  ) -> [DisguiseLineJSON] {
    identification.judgements.enumerated().map { offset, judgement in
      DisguiseLineJSON(
        number: first + offset, role: identification.who.name,
        index: identification.places?[offset], judgement: judgement,
        voices: identification.voices.map(\.description), chain: identification.chain[offset])
    }
  }

  /// Writes the speech, its role and its place (`null` where that is not known), what is believed
  /// of it, and the probability that the mask is on by the chain alone.
  ///
  /// - Throws: `EncodingError` when the encoder refuses a number.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(number, forKey: .line)
    try container.encode(role, forKey: .role)
    try container.encode(index, forKey: .index)
    try container.encode(judgement.text, forKey: .text)
    try container.encode(judgement.truth?.description, forKey: .truth)
    try container.encode(judgement.tokens, forKey: .tokens)
    try container.encode(judgement.exponent, forKey: .beta)
    // JSON has no word for what is impossible.
    try container.encode(
      named(judgement.evidence.map { max($0, -.greatestFiniteMagnitude) }), forKey: .evidence)
    try container.encode(named(judgement.independent), forKey: .iid)
    try container.encode(named(judgement.filtered), forKey: .filtered)
    try container.encode(named(judgement.smoothed), forKey: .smoothed)
    try container.encode(chain, forKey: .chain)
  }

  private func named(_ values: [Double]) -> [String: Double] {
    Dictionary(zip(voices, values), uniquingKeysWith: { first, _ in first })
  }
}

/// How well it was told whether roles wear their masks, as the bench prints it after the speeches.
package struct DisguiseSummaryJSON: Encodable, Sendable {
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
