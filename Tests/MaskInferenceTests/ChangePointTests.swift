import Foundation
import MaskInference
import Support
import Testing

/// A change of speaker needs `log[κ(K − 1)/(1 − κ)]` nats, where κ is the probability that one of K
/// goes on.
@Suite struct `The filter finds out` {
  /// `count` masks, all as probable, each of which goes on with probability `staying`.
  private func scene(_ count: Int, staying: Double) -> Scene {
    let masks = (0..<count).map { Mask("m\($0)") }
    let others = Double(count - 1)
    // A fresh draw may be of the same mask again.
    return Scene(
      cast: Cast(hardwired: nil, declared: .bare, others: masks),
      hypotheses: masks.map { Stack([$0]) },
      transition: Transition(
        persistence: (staying * Double(count) - 1) / others, push: 0, pop: 0, swap: 0, redraw: 1))
  }

  /// The nats that a change needs.
  private func nats(_ count: Int, staying: Double) -> Double {
    log(staying * Double(count - 1) / (1 - staying))
  }

  /// A filter that is certain of the first mask.
  private func settled(_ count: Int, staying: Double) -> MaskFilter {
    var filter = scene(count, staying: staying).filter
    filter.update((0..<count).map { $0 == 0 ? 0 : -80 })
    return filter
  }

  // Nothing is random: no false alarms.
  @Test(arguments: [2, 4, 8, 16], [0.6, 0.9, 0.97])
  func `a change of speaker at once from as many nats as the formula says, and no fewer`(
    _ masks: Int, _ staying: Double
  ) {
    let needed = nats(masks, staying: staying)
    for surplus in [-1e-6, 1e-6] {
      var filter = settled(masks, staying: staying)
      filter.predict()
      filter.update((0..<masks).map { $0 == 1 ? 0 : -needed - surplus })
      #expect((filter.belief.mostProbable == "m1") == (surplus > 0))
    }
  }

  // With less than a nat a sentence the belief never settles, and a change comes earlier than the
  // formula says. Nothing is random: no false alarms.
  @Test(arguments: [2, 4, 8], [0.7, 0.9, 0.97])
  func `a change of speaker after as many sentences as the formula says, within one`(
    _ masks: Int, _ staying: Double
  ) {
    for evidence in [1, 1.5, 3, 6] {
      var filter = settled(masks, staying: staying)
      func hear(_ speaker: Int) {
        filter.predict()
        filter.update((0..<masks).map { $0 == speaker ? 0 : -evidence })
      }
      for _ in 0..<50 { hear(0) }
      var delay = 0
      while filter.belief.mostProbable == "m0", delay < 100 {
        hear(1)
        delay += 1
      }
      let predicted = nats(masks, staying: staying) / evidence
      #expect(abs(Double(delay) - predicted) <= 1)
    }
  }

  // The means of 400 lie six of their standard errors or more inside the bounds: false alarms are
  // beyond all chance; the seed is fixed.
  @Test(
    arguments: [(2, 0.9), (2, 0.97), (4, 0.9), (4, 0.97), (8, 0.9), (8, 0.97)], [UInt64(1)])
  func `a change of speaker in drawn words after as many on average, within one`(
    _ chain: (masks: Int, staying: Double), _ seed: UInt64
  ) {
    let (masks, staying) = chain
    for tokens in [4, 8] {
      var generator = SeededGenerator(seed: seed, stream: 111)
      let voices = (0..<masks).map { mask in Voice((0..<masks).map { $0 == mask ? 4 : 1 }) }
      let divergence = zip(voices[1].probabilities, voices[0].probabilities).reduce(0) {
        $0 + $1.0 * log($1.0 / $1.1)
      }
      var delays = Sample()
      for _ in 0..<400 {
        var filter = settled(masks, staying: staying)
        func hear(_ speaker: Int) {
          let sentence = voices[speaker].sentence(of: tokens, using: &generator)
          filter.predict()
          filter.update(voices.map { $0.logLikelihood(of: sentence) })
        }
        for _ in 0..<20 { hear(0) }
        var delay = 0.0
        while filter.belief.probability(of: "m1") <= filter.belief.probability(of: "m0"),
          delay < 100
        {
          hear(1)
          delay += 1
        }
        delays.add(delay)
      }
      let predicted = nats(masks, staying: staying) / (Double(tokens) * divergence)
      #expect(abs(delays.mean - predicted) <= 1)
    }
  }
}
