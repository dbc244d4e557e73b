/// A second witness beside the lanes: tells voices by habits of words, punctuation and spelling,
/// and by how the language model takes a line in.
///
/// The lanes read only as many example lines as their context holds; this one learns from all.
package struct StyleWitness {
  private let words: TermWeights
  private let runs: TermWeights
  private let impressions: ImpressionScale?
  private let regression: LogisticRegression

  /// A line as the witness sees it.
  package struct Sight {
    /// Its words and its runs of characters.
    package let features: LineFeatures
    /// The language model's hidden states, averaged over the line; empty where there are none.
    package let impression: [Float]

    init(_ line: String, impression: [Float] = []) {
      features = LineFeatures(line)
      self.impression = impression
    }
  }

  /// Learns from `lines`, whose voices are `labels` out of `voices`.
  init(_ lines: [Sight], labels: [Int], voices: Int) {
    let words = TermWeights(lines.map(\.features.words))
    let runs = TermWeights(lines.map(\.features.runs))
    let impressions = ImpressionScale(lines.map(\.impression))
    let width = words.count + runs.count + (impressions?.width ?? 0)
    self.words = words
    self.runs = runs
    self.impressions = impressions
    regression = LogisticRegression(
      lines.map { Self.vector($0, words, runs, impressions) }, labels: labels, classes: voices,
      width: width)
  }

  /// The log probability of each voice, in nats.
  func logProbabilities(_ line: Sight) -> [Double] {
    regression.logProbabilities(Self.vector(line, words, runs, impressions))
  }

  private static func vector(
    _ line: Sight, _ words: TermWeights, _ runs: TermWeights, _ impressions: ImpressionScale?
  ) -> LogisticRegression.Vector {
    words.vector(line.features.words, offset: 0)
      + runs.vector(line.features.runs, offset: words.count)
      + (impressions?.vector(line.impression, offset: words.count + runs.count) ?? [])
  }
}

/// Brings averaged hidden states to a common scale: mean zero, variance one, and a length that is
/// one on average, as the terms' vectors have.
package struct ImpressionScale {
  private let mean: [Double]
  private let scale: [Double]

  /// How many numbers a hidden state has.
  package var width: Int { mean.count }

  /// Learns the scale; `nil` where the lines have no hidden states.
  package init?(_ lines: [[Float]]) {
    guard let width = lines.first?.count, width > 0, lines.allSatisfy({ $0.count == width }) else {
      return nil
    }
    var mean = [Double](repeating: 0, count: width)
    for line in lines { for index in 0..<width { mean[index] += Double(line[index]) } }
    for index in 0..<width { mean[index] /= Double(lines.count) }
    var variance = [Double](repeating: 0, count: width)
    for line in lines {
      for index in 0..<width {
        let gap = Double(line[index]) - mean[index]
        variance[index] += gap * gap / Double(lines.count)
      }
    }
    self.mean = mean
    scale = variance.map { 1 / (($0.squareRoot() + 1e-6) * Double(width).squareRoot()) }
  }

  /// A hidden state on the common scale, from place `offset` on; empty where its width is another.
  package func vector(_ line: [Float], offset: Int) -> [(index: Int, value: Double)] {
    guard line.count == width else { return [] }
    return line.indices.map { (offset + $0, (Double(line[$0]) - mean[$0]) * scale[$0]) }
  }
}
