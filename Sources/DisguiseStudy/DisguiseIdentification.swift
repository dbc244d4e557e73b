package import Attribution
package import MaskInference

/// Whether a role wears its mask, speech by speech, in the half of its speeches that was asked
/// about.
package struct DisguiseIdentification: Hashable, Sendable {
  /// Who it is under the mask.
  package var who: Mask
  /// The role without its mask and with it, in the order of every list.
  package var voices: [Stack]
  /// What is believed of each speech.
  package var judgements: [Judgement]
  /// The places of the speeches in the play, where they are known.
  package var places: [Int]?
  /// `[speech]`, the probability that the mask is on by the chain alone, no speech having been
  /// heard: what any other figure is to be held against.
  package var chain: [Double]
  /// The share of speeches under a mask in the known halves of all roles, `(n + ½) / (N + 1)`.
  package var baseRate: Double

  /// Whether the mask is really on in each speech, where that is known.
  package var truths: [Bool?] { judgements.map { $0.truth.map { $0.depth > 1 } } }
}
