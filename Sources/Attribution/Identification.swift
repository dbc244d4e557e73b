package import MaskInference

/// Whose voice each line of a transcript is.
package struct Identification: Sendable {
  /// The voices considered, in the order of every list.
  package var voices: [Stack]
  /// What is believed of each line.
  package var lines: [Judgement]
  /// What the witnesses counted.
  package var calibration: Calibration
  /// Exemplars left out because a line says the same.
  package var exemplarsLeftOut: Int
}
