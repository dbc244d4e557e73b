package import Attribution
package import MaskInference
import Scoring

/// How good the judgements of a transcript are, as `identify --json` prints it after the lines.
package struct AssessmentJSON: Encodable, Sendable {
  /// The figures of one kind of posterior.
  private struct Figures: Encodable {
    let accuracy: Double
    let pooled5: Double?
    let logLoss: Double
    let brier: Double
    let ece: Double

    init(_ scores: Scores) {
      accuracy = scores.accuracy.value
      pooled5 = scores.pooledAccuracy?.value
      logLoss = scores.logLoss.value
      brier = scores.brier.value
      ece = scores.calibrationError.value
    }
  }

  private enum Key: String, CodingKey {
    case summary, lines, scored, beta, accuracy, pooled5, logLoss, brier, ece, intervals, filtered
    case smoothed, depthAUC, unknownTruths, voices, model
  }

  private let assessment: Assessment
  private let voices: [Stack]
  private let beta: Double?
  private let strangers: [String: Int]
  private let model: String

  /// Summarises judgements.
  ///
  /// - Parameters:
  ///   - assessment: how good they are.
  ///   - judgements: the judgements.
  ///   - voices: the voices, in the order of the judgements' lists.
  ///   - strangers: the lines whose truth is none of the voices, by its name.
  ///   - model: the hash of the language model.
  package init(
    _ assessment: Assessment, judgements: [Judgement], voices: [Stack],
    strangers: [String: Int] = [:], model: String
  ) {
    self.assessment = assessment
    self.voices = voices
    self.strangers = strangers
    self.model = model
    beta =
      judgements.isEmpty
      ? nil : judgements.reduce(0) { $0 + $1.exponent } / Double(judgements.count)
  }

  /// Writes every key, `null` where there is nothing to say.
  ///
  /// - Throws: `EncodingError` when the encoder refuses a number.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(true, forKey: .summary)
    try container.encode(assessment.lines, forKey: .lines)
    try container.encode(assessment.scored, forKey: .scored)
    try container.encode(beta, forKey: .beta)
    let scores = assessment.scores[.independent]
    let figures = scores.map { Figures($0) }
    try container.encode(figures?.accuracy, forKey: .accuracy)
    try container.encode(figures?.pooled5, forKey: .pooled5)
    try container.encode(figures?.logLoss, forKey: .logLoss)
    try container.encode(figures?.brier, forKey: .brier)
    try container.encode(figures?.ece, forKey: .ece)
    try container.encode(scores.map { Self.intervals($0) }, forKey: .intervals)
    try container.encode(assessment.scores[.filtered].map { Figures($0) }, forKey: .filtered)
    try container.encode(assessment.scores[.smoothed].map { Figures($0) }, forKey: .smoothed)
    try container.encode(depthAreas, forKey: .depthAUC)
    try container.encode(strangers, forKey: .unknownTruths)
    try container.encode(voices.map(\.description), forKey: .voices)
    try container.encode(model, forKey: .model)
  }

  private static func intervals(_ scores: Scores) -> [String: [Double]] {
    var estimates = [
      "accuracy": scores.accuracy, "logLoss": scores.logLoss, "brier": scores.brier,
      "ece": scores.calibrationError,
    ]
    estimates["pooled5"] = scores.pooledAccuracy
    return estimates.mapValues { [$0.lower, $0.upper] }
  }

  private var depthAreas: [String: Double]? {
    let areas = assessment.depthAreas
    guard let iid = areas[.independent] else { return nil }
    var named = ["iid": iid.value]
    named["filtered"] = areas[.filtered]?.value
    named["smoothed"] = areas[.smoothed]?.value
    return named
  }
}
