import Engine
import Foundation
import LanguageModels
import MaskInference
import TestSupport
import Testing

@Suite struct `The lane that speaks` {
  /// What `filter` believes the next sentence will be spoken from, by the weights after the last.
  private static func predicted(_ weights: [Double], by filter: MaskFilter) -> Belief {
    let kernel = TransitionKernel(
      filter.transition, hypotheses: filter.hypotheses, prior: filter.prior, cast: filter.cast)
    return Belief(
      hypotheses: filter.hypotheses,
      probabilities: kernel.predict(weights.map { log($0) }).map { exp($0) })
  }

  /// The turns of a chat in which Ann is asked to be Bob, and the belief before each sentence.
  private static func chat(
    _ mode: Settings.BlendMode
  ) throws -> [(speaker: Stack?, before: Belief)] {
    var stage = try ToyStage.masked(
      settings: ToyStage.settings {
        $0.blend = mode
        $0.odds = DeclarationOdds(push: 0.1, swap: 0.1, stay: 0.8)
      })
    var result: [(speaker: Stack?, before: Belief)] = []
    for seed in 0..<12 as Range<UInt64> {
      var weights = stage.filter.belief.probabilities
      let turn = try stage.play("no", as: .sampled(seed: seed))
      for sentence in turn.sentences {
        result.append(
          (sentence.speaker.map { turn.hypotheses[$0] }, predicted(weights, by: stage.filter)))
        weights = sentence.belief
      }
    }
    return result
  }

  @Test func `is always the declared one under declared`() throws {
    let declared = Stack([ToyStage.ann, ToyStage.bob])
    let chat = try Self.chat(.declared)
    #expect(chat.allSatisfy { $0.speaker == declared })
    #expect(chat.contains { $0.before.mostProbable != declared })
  }

  @Test func `is always the most probable one under top`() throws {
    let chat = try Self.chat(.top)
    #expect(chat.allSatisfy { $0.speaker == $0.before.mostProbable })
    #expect(chat[0].before.mostProbable == Stack([ToyStage.ann]))
  }

  @Test func `is drawn under sample`() throws {
    let speakers = Set(try Self.chat(.sample).map(\.speaker))
    #expect(speakers.count > 1)
    #expect(!speakers.contains(nil))
  }

  @Test func `is none under pool`() throws {
    #expect(try Self.chat(.pool).allSatisfy { $0.speaker == nil })
  }
}
