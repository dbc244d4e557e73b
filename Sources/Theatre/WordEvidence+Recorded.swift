import MaskInference

extension WordEvidence {
  /// The same to a thousandth of a nat, which is more than anybody sees; a word that one of the two finds
  /// impossible tells a thousand nats, since JSON has no infinity.
  var recorded: WordEvidence {
    WordEvidence(
      first: first, second: second,
      words: words.map { word in
        let nats = min(max(word.nats, -1000), 1000)
        return Word(text: word.text, nats: (nats * 1000).rounded() / 1000)
      }, exponent: exponent)
  }
}

extension WordEvidence: Codable {
  private enum Key: String, CodingKey { case first, second, words, nats, exponent }

  /// Reads the words from one list and what they told from another.
  ///
  /// - Throws: `DecodingError` naming the key that is missing or wrong, or `nats` where the lists are not
  ///   equally long.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let texts = try container.decode([String].self, forKey: .words)
    let nats = try container.decode([Double].self, forKey: .nats)
    guard texts.count == nats.count else {
      throw DecodingError.dataCorruptedError(
        forKey: .nats, in: container,
        debugDescription: "\(nats.count) numbers for \(texts.count) words")
    }
    self.init(
      first: try container.decode(Stack.self, forKey: .first),
      second: try container.decode(Stack.self, forKey: .second),
      words: zip(texts, nats).map { Word(text: $0, nats: $1) },
      exponent: try container.decodeIfPresent(Double.self, forKey: .exponent))
  }

  /// Writes the words in one list and what they told in another, which is shorter than one of pairs.
  ///
  /// - Throws: `EncodingError` when the encoder refuses.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(first, forKey: .first)
    try container.encode(second, forKey: .second)
    try container.encode(words.map(\.text), forKey: .words)
    try container.encode(words.map(\.nats), forKey: .nats)
    try container.encodeIfPresent(exponent, forKey: .exponent)
  }
}
