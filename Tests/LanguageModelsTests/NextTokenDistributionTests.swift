import Foundation
import LanguageModels
import Support
import Testing

@Suite struct `What comes next, told in part` {
  private static let size = 40

  /// Log-probabilities of a whole vocabulary, in nats.
  private static func whole(seed: UInt64) -> [Double] {
    var numbers = SeededGenerator(seed: seed)
    let weights = (0..<size).map { _ in exp(Double.random(in: -6...3, using: &numbers)) }
    let total = weights.reduce(0, +)
    return weights.map { log($0 / total) }
  }

  /// The `count` most probable tokens, and the mass of the rest.
  private static func part(_ whole: [Double], of count: Int) -> SparseDistribution {
    let ranked = whole.indices.sorted { whole[$1] < whole[$0] }
    return SparseDistribution(
      ranked.prefix(count).map { (Token($0), whole[$0]) }, vocabularySize: size)
  }

  private static func isSound(_ part: SparseDistribution) -> Bool {
    NextTokenDistribution.sparse(part).isSound
  }

  private static var model: FlawedModel { FlawedModel(vocabularySize: size) { _ in [] } }

  @Test(arguments: UInt64(0)..<20)
  func `gives the numbers of the whole where every token is listed`(seed: UInt64) {
    let whole = Self.whole(seed: seed)
    let logits = whole.map { Float($0) }
    let sparse = NextTokenDistribution.sparse(Self.part(whole, of: Self.size))
    let dense = NextTokenDistribution.dense(logits.span)
    let completed = sparse.logits
    #expect(completed == logits)
    for token in 0..<Token(Self.size) {
      let measured = NextTokenStatistics(of: sparse, token: token)
      let exact = NextTokenStatistics(of: dense, token: token)
      #expect(measured == exact)
    }
    var (first, second) = (SeededGenerator(seed: seed), SeededGenerator(seed: seed))
    var law = SamplingDistribution(SamplingLaw(), for: Self.model, unspoken: [3])
    for _ in 0..<20 {
      let drawn = law.draw(from: sparse, said: [1, 2, 1], using: &first)
      let exact = law.draw(from: dense, said: [1, 2, 1], using: &second)
      #expect(drawn == exact)
      #expect(drawn != 3)
    }
  }

  @Test(arguments: UInt64(0)..<20, [1, 5, 20])
  func `is a distribution whose listed tokens are as probable as they were`(
    seed: UInt64, count: Int
  ) {
    let whole = Self.whole(seed: seed)
    let part = Self.part(whole, of: count)
    let next = NextTokenDistribution.sparse(part)
    let isSound = next.isSound
    let completed = next.logits
    #expect(isSound)
    #expect(abs(completed.reduce(0) { $0 + exp(Double($1)) } - 1) < 1e-5)
    var law = SamplingDistribution(.plain, for: Self.model, unspoken: [])
    for (token, logProbability) in zip(part.tokens, part.logProbabilities) {
      let measured = law.logProbability(of: token, in: next, said: [])
      #expect(abs(measured - logProbability) < 1e-5)
      let surprisal = NextTokenStatistics(of: next, token: token).surprisal
      #expect(abs(surprisal + logProbability) < 1e-5)
    }
  }

  @Test(arguments: UInt64(0)..<20)
  func `is at most as certain as the whole, and a token of the rest as surprising as on average`(
    seed: UInt64
  ) {
    let whole = Self.whole(seed: seed)
    let part = Self.part(whole, of: 10)
    let next = NextTokenDistribution.sparse(part)
    let logits = whole.map { Float($0) }
    let others = (0..<Token(Self.size)).filter { !part.tokens.contains($0) }
    let measured = NextTokenStatistics(of: next, token: others[0])
    let exact = NextTokenStatistics(of: .dense(logits.span), token: others[0])
    #expect(measured.entropy > exact.entropy - 1e-5)
    #expect(abs(measured.surprisal + log(part.rest / Double(others.count))) < 1e-5)
  }

  @Test func `is told from what is none`() {
    let sound: [(Token, Double)] = [(0, log(0.5)), (1, log(0.25))]
    #expect(Self.isSound(SparseDistribution(sound, vocabularySize: 4)))
    let faults: [SparseDistribution] = [
      SparseDistribution(sound, rest: 0.5, vocabularySize: 4),
      SparseDistribution(sound, rest: -0.1, vocabularySize: 4),
      SparseDistribution(sound, rest: .nan, vocabularySize: 4),
      SparseDistribution([(0, .nan)], vocabularySize: 4),
      SparseDistribution([(0, log(2))], vocabularySize: 4),
      SparseDistribution([], rest: 0, vocabularySize: 4),
    ]
    for fault in faults { #expect(!Self.isSound(fault), "\(fault)") }
  }

  @Test func `lists a token once, and none that the vocabulary lacks`() {
    let part = SparseDistribution(
      [(1, log(0.5)), (1, log(0.25)), (9, log(0.1)), (-1, 0)], vocabularySize: 4)
    #expect(part.tokens == [1])
    #expect(abs(part.rest - 0.5) < 1e-12)
  }
}
