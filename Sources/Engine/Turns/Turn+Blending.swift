extension Turn {
  /// Blended or switching: whether the words of a turn are one voice made of all lanes or one
  /// lane's after another's.
  package struct Blending: Hashable, Sendable {
    /// The log odds of blended against switching, in nats; `nil` where a sentence has none.
    package var logOdds: Double?
    /// How far the lanes disagreed on the words, in nats per token; zero where they were of one
    /// mind or one had all the weight, `nil` where a sentence does not tell.
    package var disagreement: Double?
    /// β: how much the evidence counted where the lanes spoke in one voice; `nil` where one lane
    /// spoke each sentence.
    package var exponent: Double?

    /// Creates a comparison from its figures.
    package init(logOdds: Double?, disagreement: Double?, exponent: Double?) {
      self.logOdds = logOdds
      self.disagreement = disagreement
      self.exponent = exponent
    }
  }

  /// Blended or switching, over all sentences.
  package var blending: Blending {
    let odds = sentences.compactMap(\.blendLogOdds)
    let disagreements = sentences.compactMap(\.disagreement)
    let tokens = sentences.reduce(0) { $0 + $1.tokens.count }
    return Blending(
      logOdds: odds.count == sentences.count ? odds.reduce(0, +) : nil,
      disagreement: disagreements.count == sentences.count && tokens > 0
        ? disagreements.reduce(0, +) / Double(tokens) : nil,
      exponent: sentences.lazy.compactMap(\.exponent).first)
  }
}
