public import MaskInference

/// Whose voice each line of a transcript is.
public struct Identification: Sendable {
  /// The voices considered, in the order of every list.
  public var voices: [Stack]
  /// What is believed of each line.
  public var lines: [Judgement]
  /// What the witnesses counted.
  public var calibration: Calibration
  /// Exemplars left out because a line says the same.
  public var exemplarsLeftOut: Int
}
