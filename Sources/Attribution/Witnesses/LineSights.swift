package import LanguageModels

/// Every line as the style witness sees it.
struct LineSights {
  let exemplars: [[StyleWitness.Sight]]
  let lines: [StyleWitness.Sight]

  init(
    exemplars: [[String]], lines: [String], model: any LanguageModel
  ) throws(LanguageModelError) {
    let sights = try StyleWitness.sights(of: exemplars.flatMap { $0 } + lines, by: model)
    var start = 0
    self.exemplars = exemplars.map { lines in
      defer { start += lines.count }
      return Array(sights[start..<start + lines.count])
    }
    self.lines = Array(sights[start...])
  }

  /// A witness that has seen these lines of each voice; `nil` where a voice has none.
  func witness(of ranges: [Range<Int>]) -> StyleWitness? {
    guard ranges.allSatisfy({ !$0.isEmpty }) else { return nil }
    var seen: [StyleWitness.Sight] = []
    var labels: [Int] = []
    for (voice, range) in ranges.enumerated() {
      seen += exemplars[voice][range]
      labels += range.map { _ in voice }
    }
    return StyleWitness(seen, labels: labels, voices: ranges.count)
  }
}

extension StyleWitness {
  /// The lines as a witness sees them, with the hidden states of `model` where it has them.
  ///
  /// - Throws: `LanguageModelError` when the model fails.
  /// - Complexity: one pass of the model over all lines.
  package static func sights(
    of lines: [String], by model: any LanguageModel
  ) throws(LanguageModelError) -> [Sight] {
    let impressions = try model.impressions(
      of: lines.map { model.promptTemplate.bareOpening + model.tokens(of: $0 + "\n") })
    return lines.indices.map {
      Sight(lines[$0], impression: impressions.isEmpty ? [] : impressions[$0])
    }
  }
}

extension StyleWitness.Sight {
  /// The log probability of each voice, in nats; zero for all where there is no witness.
  func heard(by witness: StyleWitness?, voices: Int) -> [Double] {
    witness?.logProbabilities(self) ?? [Double](repeating: 0, count: voices)
  }
}
