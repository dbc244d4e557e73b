import MaskInference

extension Turn {
  /// What each word of the reply told of the two voices that led after it, as it was recorded.
  ///
  /// It is `nil` where nothing was recorded, and where there are not as many numbers as words:
  /// somebody changed the record.
  package var wordEvidence: WordEvidence? {
    guard let wordNats, let voices = report.leadingVoices else { return nil }
    let texts = WordEvidence.words(of: reply)
    guard texts.count == wordNats.count else { return nil }
    return WordEvidence(
      first: voices.first, second: voices.second,
      words: zip(texts, wordNats).map { WordEvidence.Word(text: $0, nats: $1) },
      exponent: blending.exponent)
  }
}

extension WordEvidence {
  /// What is recorded of the words, to a thousandth of a nat, which is more than anybody sees.
  ///
  /// A word that one of the two finds impossible tells a thousand nats, since JSON has no infinity.
  var recordedNats: [Double] {
    words.map { (min(max($0.nats, -1000), 1000) * 1000).rounded() / 1000 }
  }
}
