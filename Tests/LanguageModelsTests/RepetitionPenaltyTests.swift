import Foundation
import LanguageModels
import Testing
import Understudy

@Suite struct RepetitionPenaltyTests {
  @Test(
    arguments: [
      ([], [:]),
      ([4], [4: 0.5]),
      // Each word lately said, once, however often.
      ([4, 5, 6, 5, 7], [4: 0.5, 5: 0.5, 6: 0.5, 7: 0.5]),
      // "5 6" came before, and then 7: a run of two would go on.
      ([5, 6, 7, 5, 6], [5: 0.5, 6: 0.5, 7: 1.5]),
      // A run of three costs twice.
      ([4, 5, 6, 7, 4, 5, 6], [4: 0.5, 5: 0.5, 6: 0.5, 7: 2.5]),
      // The run is one's own: "4 4 4" is two runs of "4 4".
      ([4, 4, 4], [4: 1.5]),
      // Beyond the window nothing is remembered.
      (
        [9, 9, 1, 2, 3, 4, 5, 6, 7, 8],
        [1: 0.5, 2: 0.5, 3: 0.5, 4: 0.5, 5: 0.5, 6: 0.5, 7: 0.5, 8: 0.5]
      ),
    ] as [([Token], [Token: Double])])
  func `words lose for being said and more for repeating a run`(
    said: [Token], losses: [Token: Double]
  ) {
    let penalty = RepetitionPenalty(presence: 0.5, loop: 1, window: 8)
    #expect(penalty.losses(after: said[...]) == losses)
  }

  @Test(arguments: [RepetitionPenalty.none, RepetitionPenalty(presence: 0, loop: 0, window: 9)])
  func `no penalty takes nothing`(penalty: RepetitionPenalty) {
    #expect(penalty.losses(after: [4, 4, 4, 4]).isEmpty)
  }

  @Test func `a loop loses more at every turn of it`() {
    let penalty = RepetitionPenalty(presence: 0.1, loop: 0.8, window: 256)
    let losses = (2...6).map { turns in
      let said = [[Token]](repeating: [4, 5, 6], count: turns).flatMap(\.self)
      return penalty.losses(after: said[...])[4] ?? 0
    }
    #expect(losses == losses.sorted())
    #expect(Set(losses).count == losses.count)
  }

  @Test(arguments: UInt64(0)..<4)
  func `what a word loses depends on the text and not on the lane`(seed: UInt64) {
    let model = UnderstudyCast.understudy()
    let said: [Token] = [40, 41, 42, 40, 41]
    let penalty = RepetitionPenalty(presence: 0.3, loop: 0.8, window: 64)
    var numbers = FixedNumbers(seed: seed)
    let logits = (0..<model.vocabularySize).map { _ in Float.random(in: -4...0, using: &numbers) }
    func odds(_ law: SamplingLaw, _ token: Token) -> Double {
      var distribution = SamplingDistribution(law, for: model, unspoken: model.controlTokens)
      return distribution.logProbability(of: token, in: .dense(logits.span), said: said[...])
        - distribution.logProbability(of: 50, in: .dense(logits.span), said: said[...])
    }
    let penalised = SamplingLaw(temperature: 1, minimumShare: 0, repetition: penalty)
    for (token, loss) in [(40, 0.3), (41, 0.3), (42, 1.1), (60, 0)] as [(Token, Double)] {
      #expect(abs(odds(.plain, token) - odds(penalised, token) - loss) < 1e-5)
    }
  }
}
