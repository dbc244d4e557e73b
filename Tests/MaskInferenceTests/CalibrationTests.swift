import Foundation
import MaskInference
import Support
import Testing

/// Simulation-based calibration: 1000 chats drawn from the model itself, and what is believed of
/// who spoke in them.
@Suite struct `The belief is calibrated` {
  private static let chats = 1000

  private func troupe(seed: UInt64, stream: UInt64) -> (Troupe, SeededGenerator) {
    var generator = SeededGenerator(seed: seed, stream: stream)
    return (Troupe(using: &generator), generator)
  }

  /// The ranks of the last speaker by number, in chats of three sentences.
  private func ranks(seed: UInt64, exponent: Double) -> RankHistogram {
    var (troupe, generator) = troupe(seed: seed, stream: 102)
    var ranks = RankHistogram()
    for _ in 0..<Self.chats {
      let (speakers, heard) = troupe.chat(sentences: 3, tokens: 3, using: &generator)
      ranks.add(
        truth: speakers[2], by: [0, 1, 2, 3],
        weights: troupe.filter(hearing: heard, exponent: exponent).belief.probabilities,
        using: &generator)
    }
    return ranks
  }

  // One false alarm in 100 for each seed; the seeds are fixed.
  @Test(arguments: UInt64(0)..<3)
  func `so that the true stack has every rank equally often`(_ seed: UInt64) {
    #expect(ranks(seed: seed, exponent: 1).unevenness < RankHistogram.onePercent)
  }

  // One in 100 for each seed of an even histogram that looks uneven.
  @Test(arguments: UInt64(0)..<3)
  func `and has not where the evidence counts four times over`(_ seed: UInt64) {
    #expect(ranks(seed: seed, exponent: 4).unevenness > RankHistogram.onePercent)
  }

  // One false alarm in 100 for each seed and place; the seeds are fixed.
  @Test(arguments: UInt64(0)..<3, 0..<4)
  func `in hindsight too, for every sentence`(_ seed: UInt64, _ place: Int) throws {
    var (troupe, generator) = troupe(seed: seed, stream: 104)
    let smoother = Smoother(troupe.scene.filter)
    var ranks = RankHistogram()
    for _ in 0..<Self.chats {
      let (speakers, heard) = troupe.chat(sentences: 4, tokens: 3, using: &generator)
      ranks.add(
        truth: speakers[place], by: [0, 1, 2, 3],
        weights: try smoother.smooth(heard).smoothed[place], using: &generator)
    }
    #expect(ranks.unevenness < RankHistogram.onePercent)
  }

  /// The ranks of the last speaker by the joint log likelihood of all that was heard, where
  /// `believe` says what is believed.
  ///
  /// A quantity that depends on the data (Modrák et al. 2023, arXiv 2211.02383), worked out path by
  /// path and not by the filter.
  private func ranksByLikelihood(
    seed: UInt64, believe: (MaskFilter) -> Belief
  ) -> RankHistogram {
    var (troupe, generator) = troupe(seed: seed, stream: 105)
    let prior = troupe.prior(ofSentence: 3)
    var ranks = RankHistogram()
    for _ in 0..<Self.chats {
      let (speakers, heard) = troupe.chat(sentences: 3, tokens: 3, using: &generator)
      let paths = PathEnumeration(
        initial: troupe.initial, rows: troupe.rows, logLikelihoods: heard)
      ranks.add(
        truth: speakers[2], by: zip(paths.joint, prior).map { log($0 / $1) },
        weights: believe(troupe.filter(hearing: heard)).probabilities, using: &generator)
    }
    return ranks
  }

  // One false alarm in 100 for each seed; the seeds are fixed.
  @Test(arguments: UInt64(0)..<3)
  func `so that the likelihood of the true stack has every rank equally often`(_ seed: UInt64) {
    let ranks = ranksByLikelihood(seed: seed) { $0.belief }
    #expect(ranks.unevenness < RankHistogram.onePercent)
  }

  // The stack's own ranks would not notice. One in 100 for each seed of an even histogram that
  // looks uneven.
  @Test(arguments: UInt64(0)..<3)
  func `and has not where nothing is heard`(_ seed: UInt64) {
    let ranks = ranksByLikelihood(seed: seed) { $0.priorBelief }
    #expect(ranks.unevenness > RankHistogram.onePercent)
  }

  // |z| of a mean exceeds 3 with probability 0.0027: one false alarm in 31 for the 12 of them; the
  // seeds are fixed.
  @Test(arguments: UInt64(0)..<3)
  func `so that on average over chats it is the prior`(_ seed: UInt64) {
    var (troupe, generator) = troupe(seed: seed, stream: 106)
    var beliefs = [Sample](repeating: Sample(), count: 4)
    for _ in 0..<Self.chats {
      let heard = troupe.chat(sentences: 3, tokens: 3, using: &generator).heard
      for (index, weight) in troupe.filter(hearing: heard).belief.probabilities.enumerated() {
        beliefs[index].add(weight)
      }
    }
    for (belief, prior) in zip(beliefs, troupe.prior(ofSentence: 3)) {
      #expect(abs(belief.z(from: prior)) < 3)
    }
  }
}
