import LanguageModels

/// A sentence as it was spoken, before it is weighed.
struct SpokenSentence {
  /// What the lane that spoke it made of it while it spoke.
  struct Own {
    /// Of each token, in nats.
    var logProbabilities: [Double] = []
    /// One for each token, with the speaker alone in them; none where nobody else is to join.
    var pools: [LogLinearPool]?
  }

  /// Its words.
  var tokens: [Token] = []
  /// The hypothesis whose lane spoke it; `nil` where all spoke in one voice, or somebody else did.
  let speaker: Int?
  /// What the speaker made of it, where its lane need not read it once more.
  var own: Own?
  /// Whether the person stopped it.
  var isStopped = false
}
