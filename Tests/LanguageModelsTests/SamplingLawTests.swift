import Foundation
import LanguageModels
import Testing
import Understudy

@Suite struct SamplingLawTests {
  let model = UnderstudyCast.understudy()

  static let laws = [
    SamplingLaw(), .plain, SamplingLaw(temperature: 0.3), SamplingLaw(temperature: 2),
    SamplingLaw(minimumShare: 0), SamplingLaw(minimumShare: 0.5, softness: 0.05),
    SamplingLaw(repetition: RepetitionPenalty(presence: 1, loop: 2, window: 8)),
  ]

  private var unspoken: [Token] { model.controlTokens }

  private func logits(seed: UInt64, scale: Double = 2) -> [Float] {
    var numbers = FixedNumbers(seed: seed)
    return (0..<model.vocabularySize).map { _ in
      // Steep enough that the best few words hold most of the mass.
      let steps = -log(Double.random(in: 1e-9..<1, using: &numbers))
      return Float(scale * steps)
    }
  }

  /// The law as it is defined, in double precision over the whole vocabulary.
  private func expected(
    _ law: SamplingLaw, logits: [Float], said: [Token], silent: [Token]
  ) -> [Double] {
    var scores = logits.map { Double($0) }
    for (token, loss) in law.repetition.losses(after: said[...]) { scores[Int(token)] -= loss }
    for token in silent { scores[Int(token)] = -.infinity }
    let best = scores.max() ?? 0
    let weights = scores.map { score in
      let gap = score - best
      let keep =
        law.minimumShare == 0
        ? 1 : 1 / (1 + exp(-(gap - log(law.minimumShare)) / law.softness))
      return exp(gap / law.temperature) * keep
    }
    let total = weights.reduce(0, +)
    return weights.map { $0 / total }
  }

  @Test(arguments: laws)
  func `the probabilities of all words sum to one`(law: SamplingLaw) {
    var distribution = SamplingDistribution(law, for: model, unspoken: unspoken)
    let logits = logits(seed: 1)
    let said = model.tokens(of: UnderstudyCast.baker.lines[0])
    let total = (0..<Token(model.vocabularySize)).reduce(0.0) { total, token in
      total + exp(distribution.logProbability(of: token, in: .dense(logits.span), said: said[...]))
    }
    #expect(abs(total - 1) < 1e-9)
  }

  @Test(arguments: laws)
  func `every word has the probability that the law defines`(law: SamplingLaw) {
    var distribution = SamplingDistribution(law, for: model, unspoken: unspoken)
    let logits = logits(seed: 2)
    let said = model.tokens(of: UnderstudyCast.baker.lines[1])
    let expected = expected(law, logits: logits, said: said, silent: unspoken)
    for (token, probability) in expected.enumerated() where probability > 1e-12 {
      let measured = distribution.logProbability(
        of: Token(token), in: .dense(logits.span), said: said[...])
      #expect(abs(measured - log(probability)) < 1e-4)
    }
  }

  @Test func `tokens that are no words have probability zero`() {
    var distribution = SamplingDistribution(.plain, for: model, unspoken: unspoken)
    for token in unspoken {
      let measured = distribution.logProbability(
        of: token, in: .dense(logits(seed: 3).span), said: [])
      #expect(measured == -.infinity)
    }
  }

  @Test(arguments: [laws[0], laws[1], laws[6]])
  func `words are drawn as often as they are scored`(law: SamplingLaw) {
    var distribution = SamplingDistribution(law, for: model, unspoken: unspoken)
    let logits = logits(seed: 4, scale: 0.5)
    let said = model.tokens(of: UnderstudyCast.knight.lines[0])
    let expected = expected(law, logits: logits, said: said, silent: unspoken)
    var numbers = FixedNumbers(seed: 5)
    let draws = 4000
    var counts = [Int](repeating: 0, count: logits.count)
    for _ in 0..<draws {
      let token = distribution.draw(from: .dense(logits.span), said: said[...], using: &numbers)
      counts[Int(token)] += 1
    }
    // Pearson's statistic over the words expected five times or more, the others together.
    var statistic = 0.0
    var bins = 0
    var rest = (count: 0, expected: 0.0)
    for (count, probability) in zip(counts, expected) {
      let mean = probability * Double(draws)
      if mean >= 5 {
        statistic += (Double(count) - mean) * (Double(count) - mean) / mean
        bins += 1
      } else {
        rest = (rest.count + count, rest.expected + mean)
      }
    }
    let gap = Double(rest.count) - rest.expected
    if rest.expected >= 5 { statistic += gap * gap / rest.expected }
    #expect(bins > 5)
    // Five standard deviations above the mean of chi-squared.
    #expect(statistic < Double(bins) + 5 * (2 * Double(bins)).squareRoot())
  }

  @Test func `a draw never gives a token that is no word`() {
    var distribution = SamplingDistribution(.plain, for: model, unspoken: unspoken)
    var logits = logits(seed: 6)
    for token in unspoken { logits[Int(token)] = 50 }
    var numbers = FixedNumbers(seed: 7)
    for _ in 0..<200 {
      let token = distribution.draw(from: .dense(logits.span), said: [], using: &numbers)
      #expect(!unspoken.contains(token))
    }
  }

  @Test(arguments: laws)
  func `a turn ends with the probability of its ends, were they words`(law: SamplingLaw) {
    var distribution = SamplingDistribution(law, for: model, unspoken: unspoken)
    var logits = logits(seed: 8)
    let ends = model.endTokens + model.promptTemplate.bareBreak
    for token in ends { logits[Int(token)] = (logits.max() ?? 0) - 0.2 }
    let silent = unspoken.filter { !ends.contains($0) }
    let expected = expected(law, logits: logits, said: [], silent: silent)
    let measured = distribution.probability(ofAny: ends, in: .dense(logits.span), said: [])
    #expect(abs(measured - ends.reduce(0) { $0 + expected[Int($1)] }) < 1e-6)
    #expect(measured > 0.01)
  }

  @Test(arguments: [laws[0], laws[2], laws[3], laws[4], laws[5]])
  func `a little noise in the logits moves log probabilities a little`(law: SamplingLaw) {
    // The law is Lipschitz: the weight of a word moves by at most 1/T + 1/s per nat of its gap to
    // the best, a gap by twice the noise, and the normaliser by no more than the weights do.
    let noise: Float = 1e-3
    let slope = 1 / law.temperature + (law.minimumShare > 0 ? 1 / law.softness : 0)
    let bound = 2 * 2 * slope * Double(noise)
    var distribution = SamplingDistribution(law, for: model, unspoken: unspoken)
    var logits = [Float](repeating: 0, count: model.vocabularySize)
    // A ladder from the best word across the edge of min-p and far below it.
    for index in logits.indices { logits[index] = -Float(index) * 12 / Float(logits.count) }
    var numbers = FixedNumbers(seed: 9)
    let noisy = logits.map { $0 + Float.random(in: -noise...noise, using: &numbers) }
    for token in Token(unspoken.count)..<Token(model.vocabularySize) {
      let clean = distribution.logProbability(of: token, in: .dense(logits.span), said: [])
      let moved = distribution.logProbability(of: token, in: .dense(noisy.span), said: [])
      #expect(abs(clean - moved) < bound)
    }
  }

  @Test func `adding a constant to all logits changes nothing`() {
    var distribution = SamplingDistribution(SamplingLaw(), for: model, unspoken: unspoken)
    let logits = logits(seed: 10)
    let shifted = logits.map { $0 + 64 }
    for token in Token(20)..<60 {
      let plain = distribution.logProbability(of: token, in: .dense(logits.span), said: [])
      let moved = distribution.logProbability(of: token, in: .dense(shifted.span), said: [])
      #expect(abs(plain - moved) < 1e-4)
    }
  }
}
