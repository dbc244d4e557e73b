import LanguageModels

extension Turn.Sentence: Codable {
  private enum CodingKeys: String, CodingKey {
    case text, tokens, speaker, exponent, logLikelihoods, disagreement, blendLogOdds, belief, asleep
  }

  /// Reads a sentence, which has either a `speaker` or an `exponent`.
  ///
  /// - Throws: `DecodingError` naming the key that is missing, wrong or one too many.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let speaker = try container.decodeIfPresent(Int.self, forKey: .speaker)
    let exponent = try container.decodeIfPresent(Double.self, forKey: .exponent)
    switch (speaker, exponent) {
    case (let speaker?, nil): voice = .sampled(speaker: speaker)
    case (nil, let exponent?): voice = .foreign(exponent: exponent)
    case (nil, nil):
      throw DecodingError.keyNotFound(
        CodingKeys.speaker,
        DecodingError.Context(
          codingPath: container.codingPath,
          debugDescription: "a sentence has neither a speaker nor an exponent"))
    case (_?, _?):
      throw DecodingError.dataCorruptedError(
        forKey: .exponent, in: container,
        debugDescription: "a sentence has both a speaker and an exponent")
    }
    text = try container.decode(String.self, forKey: .text)
    tokens = try container.decode([Token].self, forKey: .tokens)
    logLikelihoods = try container.decode([Double].self, forKey: .logLikelihoods)
    disagreement = try container.decodeIfPresent(Double.self, forKey: .disagreement)
    blendLogOdds = try container.decodeIfPresent(Double.self, forKey: .blendLogOdds)
    belief = try container.decode([Double].self, forKey: .belief)
    asleep = try container.decodeIfPresent([Int].self, forKey: .asleep)
  }

  /// Writes the sentence with its `speaker` or its `exponent`.
  ///
  /// - Throws: `EncodingError` when the encoder refuses.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(text, forKey: .text)
    try container.encode(tokens, forKey: .tokens)
    switch voice {
    case .sampled(let speaker): try container.encode(speaker, forKey: .speaker)
    case .foreign(let exponent): try container.encode(exponent, forKey: .exponent)
    }
    try container.encode(logLikelihoods, forKey: .logLikelihoods)
    try container.encodeIfPresent(disagreement, forKey: .disagreement)
    try container.encodeIfPresent(blendLogOdds, forKey: .blendLogOdds)
    try container.encode(belief, forKey: .belief)
    try container.encodeIfPresent(asleep, forKey: .asleep)
  }
}
