import Foundation
import LanguageModels
import Testing

@Suite struct NextTokenStatisticsTests {
  @Test(arguments: [1, 2, 15, 16, 17, 33, 1000, 5003], [0.5, 3, 20])
  func `the moments of surprisal are those of the definition`(count: Int, spread: Double) {
    var numbers = FixedNumbers(seed: UInt64(count))
    let logits = (0..<count).map { _ in
      Float(Double.random(in: -spread...spread, using: &numbers) + 7)
    }
    let total = logits.reduce(0) { $0 + exp(Double($1)) }
    let surprisals = logits.map { log(total) - Double($0) }
    let entropy = surprisals.reduce(0) { $0 + exp(-$1) * $1 }
    let variance = surprisals.reduce(0) { $0 + exp(-$1) * ($1 - entropy) * ($1 - entropy) }
    for token in [0, count / 2, count - 1] {
      let measured = NextTokenStatistics(of: .dense(logits.span), token: Token(token))
      #expect(abs(measured.entropy - entropy) < 1e-5 * (1 + entropy))
      #expect(abs(measured.variance - variance) < 1e-5 * (1 + variance))
      #expect(abs(measured.surprisal - surprisals[token]) < 1e-5 * (1 + surprisals[token]))
    }
  }

  @Test(arguments: [2, 48, 4096])
  func `words alike are all equally surprising`(count: Int) {
    let logits = [Float](repeating: -3, count: count)
    let measured = NextTokenStatistics(of: .dense(logits.span), token: 1)
    #expect(abs(measured.entropy - log(Double(count))) < 1e-5)
    #expect(abs(measured.surprisal - log(Double(count))) < 1e-5)
    #expect(measured.variance < 1e-5)
  }

  @Test func `a certain word is no surprise and an impossible one an endless one`() {
    var logits = [Float](repeating: -.infinity, count: 40)
    logits[3] = 2
    let certain = NextTokenStatistics(of: .dense(logits.span), token: 3)
    #expect(certain == NextTokenStatistics(of: .dense(logits.span), token: 3))
    #expect(abs(certain.surprisal) < 1e-6)
    #expect(certain.entropy < 1e-6)
    #expect(certain.variance < 1e-6)
    #expect(NextTokenStatistics(of: .dense(logits.span), token: 4).surprisal == .infinity)
  }
}
