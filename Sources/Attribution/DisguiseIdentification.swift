public import MaskInference

/// Whether a role wears its mask, speech by speech, in the half of its speeches that was asked about.
public struct DisguiseIdentification: Hashable, Sendable {
  /// Who it is under the mask.
  public var who: Mask
  /// The role without its mask and with it, in the order of every list.
  public var voices: [Stack]
  /// What is believed of each speech.
  public var judgements: [Judgement]
  /// The places of the speeches in the play, where they are known.
  public var places: [Int]?
  /// `[speech]`, the probability that the mask is on by the chain alone, no speech having been heard:
  /// what any other figure is to be held against.
  public var chain: [Double]
  /// The share of speeches under a mask in the known halves of all roles, `(n + ½) / (N + 1)`.
  public var baseRate: Double

  /// Whether the mask is really on in each speech, where that is known.
  public var truths: [Bool?] { judgements.map { $0.truth.map { $0.depth > 1 } } }
}
