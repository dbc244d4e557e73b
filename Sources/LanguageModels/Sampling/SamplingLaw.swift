import Foundation

/// The exact distribution that words are drawn from, and therefore the one they are scored by.
///
/// The model's logits, less a repetition penalty that depends on the text alone, give `log p`; the
/// law is `p^(1/T)` times a soft min-p, `1 / (1 + exp(−(log p − log p_max − log m) / s))`,
/// renormalised over the words. Nothing is cut off hard: a token kept when decoded alone and cut
/// when rescored in a batch would cost the lane that spoke it all its credit. The law is continuous
/// in the logits. Control tokens are no words and have probability zero.
package struct SamplingLaw: Hashable, Sendable, Codable {
  /// T: below one sharpens; above zero.
  package var temperature: Double
  /// m: how probable a token must be beside the best one to be kept in full; zero turns it off.
  package var minimumShare: Double
  /// s: the softness of the min-p edge, in nats; above zero.
  package var softness: Double
  /// What words lose for repeating what was just said.
  package var repetition: RepetitionPenalty

  /// Creates a law with the program's defaults.
  package init(
    temperature: Double = 0.7, minimumShare: Double = 0.05, softness: Double = 0.3,
    repetition: RepetitionPenalty = RepetitionPenalty()
  ) {
    self.temperature = temperature
    self.minimumShare = minimumShare
    self.softness = softness
    self.repetition = repetition
  }

  /// The model's own distribution, unchanged.
  package static let plain = SamplingLaw(
    temperature: 1, minimumShare: 0, repetition: .none)
}
