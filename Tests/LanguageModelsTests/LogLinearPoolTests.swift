import Foundation
import LanguageModels
import Testing
import Understudy

@Suite struct `The log-linear pool` {
  /// Everyday laws, and such as have the soft edge in odd places.
  static let laws = [
    SamplingLaw(), .plain, SamplingLaw(temperature: 0.05), SamplingLaw(minimumShare: 0),
    SamplingLaw(minimumShare: 0.5, softness: 0.05), SamplingLaw(temperature: 2, softness: 2),
    SamplingLaw(temperature: 0.05, minimumShare: 0.5, softness: 2),
  ]
  static let weights = [0.55, 0.3, 0.149, 0.001]

  let model = UnderstudyCast.understudy()

  /// Logits of as many lanes as there are weights: a common shape and what each makes of it.
  private func lanes(
    seed: UInt64, apart: Float = 4, steepness: Double = 3
  ) -> [[Float]] {
    var numbers = FixedNumbers(seed: seed)
    let common = (0..<model.vocabularySize).map { _ in
      Float(-steepness * log(Double.random(in: 1e-9..<1, using: &numbers)))
    }
    return Self.weights.map { _ in
      common.map { $0 + Float.random(in: -apart...apart, using: &numbers) }
    }
  }

  private func pool(
    _ lanes: [[Float]], weights: [Double] = weights, law: SamplingLaw
  ) -> LogLinearPool {
    var distribution = SamplingDistribution(law, for: model, unspoken: model.controlTokens)
    var pool = LogLinearPool(vocabularySize: model.vocabularySize)
    for (logits, weight) in zip(lanes, weights) {
      distribution.read(.dense(logits.span), said: [])
      pool.add(distribution, weight: weight)
    }
    return pool
  }

  /// The logarithms of the weighted geometric mean of the laws as they are defined, and of its sum.
  private func expected(
    _ lanes: [[Float]], weights: [Double] = weights, law: SamplingLaw
  ) -> (logMeans: [Double], logSum: Double) {
    let silent = Set(model.controlTokens)
    func logSum(_ values: [Double]) -> Double {
      let best = values.max() ?? 0
      return best + log(values.reduce(0) { $0 + exp($1 - best) })
    }
    var means = [Double](repeating: 0, count: model.vocabularySize)
    for (logits, weight) in zip(lanes, weights) {
      let scores = logits.enumerated().map { index, logit in
        silent.contains(Token(index)) ? -.infinity : Double(logit)
      }
      let best = scores.max() ?? 0
      let logs = scores.map { score in
        let edge = (score - best - log(law.minimumShare)) / law.softness
        let keep = edge > 0 ? -log1p(exp(-edge)) : edge - log1p(exp(edge))
        return (score - best) / law.temperature
          + (law.minimumShare > 0 && score > -.infinity ? keep : 0)
      }
      let total = logSum(logs)
      for index in means.indices { means[index] += weight * (logs[index] - total) }
    }
    return (means, logSum(means))
  }

  @Test(arguments: laws)
  func `gives every word the normalised geometric mean of its probabilities`(law: SamplingLaw) {
    let lanes = lanes(seed: 1)
    let pool = pool(lanes, law: law)
    let expected = expected(lanes, law: law)
    for (token, logMean) in expected.logMeans.enumerated() {
      let measured = pool.logProbability(of: Token(token))
      let stated = logMean - expected.logSum
      #expect(measured == stated || abs(measured - stated) < 1e-9 * max(1, abs(stated)))
    }
    #expect(abs(pool.disagreement + expected.logSum) < 1e-9)
  }

  @Test(arguments: laws)
  func `measures no disagreement where all are of one mind`(law: SamplingLaw) {
    let lane = lanes(seed: 2)[0]
    #expect(pool(Self.weights.map { _ in lane }, law: law).disagreement < 1e-12)
    #expect(pool([lane], weights: [1], law: law).disagreement < 1e-12)
  }

  @Test(arguments: laws, [0, 1e-3, 1, 10] as [Float])
  func `never measures less than no disagreement`(law: SamplingLaw, apart: Float) {
    for seed in 3..<9 as Range<UInt64> {
      let disagreement = pool(lanes(seed: seed, apart: apart), law: law).disagreement
      #expect(disagreement >= 0)
      #expect(apart < 10 || disagreement > 0.01)
    }
  }

  @Test func `measures disagreement without end where no word is possible in all lanes`() {
    var first = SamplingDistribution(.plain, for: model, unspoken: Array(0..<20))
    let others = Array(20..<Token(model.vocabularySize))
    var second = SamplingDistribution(.plain, for: model, unspoken: others)
    let logits = lanes(seed: 1)[0]
    var pool = LogLinearPool(vocabularySize: model.vocabularySize)
    first.read(.dense(logits.span), said: [])
    pool.add(first, weight: 0.5)
    second.read(.dense(logits.span), said: [])
    pool.add(second, weight: 0.5)
    #expect(pool.disagreement == .infinity)
  }

  @Test(arguments: [laws[0], laws[1], laws[5]])
  func `draws words as often as it scores them`(law: SamplingLaw) {
    let pool = pool(lanes(seed: 10, apart: 1, steepness: 0.5), law: law)
    var numbers = FixedNumbers(seed: 11)
    let draws = 4000
    var counts = [Int](repeating: 0, count: model.vocabularySize)
    for _ in 0..<draws { counts[Int(pool.draw(using: &numbers))] += 1 }
    // Pearson's statistic over the words expected five times or more, the others together.
    var statistic = 0.0
    var bins = 0.0
    var rest = (count: Double(draws), expected: Double(draws))
    for (token, count) in counts.enumerated() {
      let mean = Double(draws) * exp(pool.logProbability(of: Token(token)))
      guard mean >= 5 else { continue }
      statistic += (Double(count) - mean) * (Double(count) - mean) / mean
      bins += 1
      rest = (rest.count - Double(count), rest.expected - mean)
    }
    let gap = rest.count - rest.expected
    if rest.expected >= 5 { statistic += gap * gap / rest.expected }
    #expect(bins > 3)
    #expect(statistic < bins + 5 * (2 * bins).squareRoot())
  }

  @Test func `of one lane draws that lane's words from the same numbers`() {
    let lane = lanes(seed: 12)[0]
    let pool = pool([lane], weights: [1], law: SamplingLaw())
    var distribution = SamplingDistribution(
      SamplingLaw(), for: model, unspoken: model.controlTokens)
    var first = FixedNumbers(seed: 13)
    var second = FixedNumbers(seed: 13)
    for _ in 0..<200 {
      let own = distribution.draw(from: .dense(lane.span), said: [], using: &first)
      #expect(pool.draw(using: &second) == own)
    }
  }

  @Test func `is nobody's once it is emptied`() {
    let lanes = lanes(seed: 14)
    var again = pool(lanes.reversed(), law: SamplingLaw())
    again.empty()
    var distribution = SamplingDistribution(
      SamplingLaw(), for: model, unspoken: model.controlTokens)
    for (logits, weight) in zip(lanes, Self.weights) {
      distribution.read(.dense(logits.span), said: [])
      again.add(distribution, weight: weight)
    }
    #expect(again.disagreement == pool(lanes, law: SamplingLaw()).disagreement)
  }
}
