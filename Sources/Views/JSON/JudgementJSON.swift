package import Attribution
package import MaskInference

/// A line and whose voice it is, as `identify --json` prints it: one object on one line.
package struct JudgementJSON: Encodable, Sendable {
  /// The posterior over depth, from no mask to the most of any voice.
  struct Depth: Encodable, Sendable {
    let iid: [Double]
    let filtered: [Double]
    let smoothed: [Double]
  }

  let line: Int
  let text: String
  let truth: String?
  let best: String
  let tokens: Int
  let beta: Double
  let evidence: [String: Double]
  let iid: [String: Double]
  let filtered: [String: Double]
  let smoothed: [String: Double]
  let depth: Depth

  /// Puts a judgement into words.
  ///
  /// - Parameters:
  ///   - judgement: what is believed of the line.
  ///   - number: its place in the transcript, counted from 1.
  ///   - voices: the voices, in the order of the judgement's lists.
  package init(_ judgement: Judgement, number: Int, voices: [Stack]) {
    func named(_ values: [Double]) -> [String: Double] {
      Dictionary(zip(voices.map(\.description), values), uniquingKeysWith: { first, _ in first })
    }
    line = number
    text = judgement.text
    truth = judgement.truth?.description
    best = judgement.ranked(.independent).first.map { voices[$0].description } ?? ""
    tokens = judgement.tokens
    beta = judgement.exponent
    // JSON has no word for what is impossible.
    evidence = named(judgement.evidence.map { max($0, -.greatestFiniteMagnitude) })
    iid = named(judgement.independent)
    filtered = named(judgement.filtered)
    smoothed = named(judgement.smoothed)
    depth = Depth(
      iid: judgement.depth(.independent, among: voices),
      filtered: judgement.depth(.filtered, among: voices),
      smoothed: judgement.depth(.smoothed, among: voices))
  }
}

extension Judgement {
  /// The voices by their posterior, the most probable first; of equals the first comes first.
  func ranked(_ hindsight: Assessment.Hindsight) -> [Int] {
    let posterior = posterior(hindsight)
    return posterior.indices.sorted {
      posterior[$0] == posterior[$1] ? $0 < $1 : posterior[$0] > posterior[$1]
    }
  }
}
