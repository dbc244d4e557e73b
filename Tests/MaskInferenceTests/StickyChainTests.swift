import Foundation
import MaskInference
import Support
import TestSupport
import Testing

// Nothing here is random but the seeded inputs: no false alarms.
@Suite struct `A sticky chain` {
  private static let target = [0.5, 0.3, 0.2]

  @Test func `by hand: stays, or draws from its target`() throws {
    let rows = try StickyChain(persistence: 0.6, target: [0.75, 0.25]).matrix.rows
    #expect(isNear(rows, [[0.9, 0.1], [0.3, 0.7]]))
  }

  @Test(arguments: [0, 0.3, 1])
  func `leaves its target as it is`(_ persistence: Double) throws {
    let matrix = try StickyChain(persistence: persistence, target: Self.target).matrix
    #expect(isNear(matrix.predict(Self.target.map { log($0) }).map { exp($0) }, Self.target))
  }

  @Test func `is the transition of stacks where every change is a fresh draw`() throws {
    let scene = Scene(
      cast: Scene.chat, hypotheses: ["", "a", "b", "a b"],
      transition: Transition(persistence: 0.8, push: 0, pop: 0, swap: 0, redraw: 1))
    let chain = try StickyChain(persistence: 0.8, target: scene.initial)
    #expect(isNear(chain.matrix.rows, scene.reference.rows))
  }

  @Test(arguments: UInt64(0)..<4, [0, 0.4, 1])
  func `finds the evidence that its smoother finds`(
    _ seed: UInt64, _ persistence: Double
  ) throws {
    var generator = SeededGenerator(seed: seed, stream: 150)
    let chain = try StickyChain(persistence: persistence, target: Self.target)
    var heard = generator.logLikelihoods(sentences: 30, hypotheses: 3, in: -40...0)
    heard[4][1] = -.infinity
    heard[9] = [-.infinity, -.infinity, -.infinity]
    for exponent in [0.5, 1] {
      let smoothed = try chain.smoother.smooth(heard, exponent: exponent).logEvidence
      let logEvidence = try chain.logEvidence(of: heard, exponent: exponent)
      #expect(isNear(logEvidence, smoothed, within: 1e-10))
    }
  }

  @Test(
    arguments: [
      (1.5, [0.5, 0.5], .notAPersistence(found: 1.5)),
      (-0.1, [0.5, 0.5], .notAPersistence(found: -0.1)),
      (0.5, [0.5, 0.6], .notADistribution(at: .target, sum: 1.1)),
      (0.5, [], .notADistribution(at: .target, sum: 0)),
    ] as [(Double, [Double], SmootherError)])
  func `says what it cannot be made of`(
    _ persistence: Double, _ target: [Double], _ expected: SmootherError
  ) {
    #expect(throws: expected) { try StickyChain(persistence: persistence, target: target) }
  }
}

@Suite struct `The fit of a sticky chain` {
  private static let target = [0.05, 0.05, 0.1, 0.1, 0.15, 0.15, 0.2, 0.2]

  /// The log likelihoods of a transcript drawn from a chain of eight voices, in nats.
  private func transcript(
    persistence: Double, sentences: Int, using generator: inout SeededGenerator
  ) throws -> [[Double]] {
    let rows = try StickyChain(persistence: persistence, target: Self.target).matrix.rows
    let voices = (0..<8).map { mask in Voice((0..<8).map { $0 == mask ? 6 : 1 }) }
    var speaker = generator.index(drawnFrom: Self.target)
    return (0..<sentences).map { _ in
      speaker = generator.index(drawnFrom: rows[speaker])
      let sentence = voices[speaker].sentence(of: 20, using: &generator)
      return voices.map { $0.logLikelihood(of: sentence) }
    }
  }

  // Even to one who saw the speakers, 200 sentences tell κ with a standard error of about 0.036,
  // 0.023 and 0.013 (κ = 0.7, 0.9, 0.97): one estimate misses by more than 0.05 with probability
  // 0.17, 0.03 and 0.0002. The root mean square of 40 exceeds 0.05 with probability 0.0005 at the
  // most; the seed is fixed.
  @Test(arguments: [0.7, 0.9, 0.97], [UInt64(1)])
  func `finds the persistence within 0.05 from 200 sentences`(
    _ persistence: Double, _ seed: UInt64
  ) throws {
    var generator = SeededGenerator(seed: seed, stream: 110)
    let errors = try (0..<40).map { _ in
      let heard = try transcript(persistence: persistence, sentences: 200, using: &generator)
      return try StickyChainFit(to: [heard], target: Self.target).chain.persistence - persistence
    }
    let square = errors.reduce(0) { $0 + $1 * $1 } / 40
    #expect(square.squareRoot() <= 0.05)
    #expect(abs(errors[0]) <= 0.05)
  }

  // The standard error from 5 · 400 sentences is at most 0.012: one false alarm in 16,000 for each.
  @Test(arguments: [0.2, 0.7, 0.9, 0.97], [UInt64(2)])
  func `learns from several transcripts together`(_ persistence: Double, _ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed, stream: 151)
    let transcripts = try (0..<5).map { _ in
      try transcript(persistence: persistence, sentences: 400, using: &generator)
    }
    let fit = try StickyChainFit(to: transcripts, target: Self.target)
    #expect(abs(fit.chain.persistence - persistence) < 0.05)
    let logEvidence = try transcripts.reduce(0) { try $0 + fit.chain.logEvidence(of: $1) }
    #expect(isNear(fit.logEvidence, logEvidence, within: 1e-9))
  }

  // Whatever was drawn: no false alarms.
  @Test(arguments: UInt64(0)..<4, [0.3, 0.9])
  func `is where no other persistence makes the words more probable`(
    _ seed: UInt64, _ persistence: Double
  ) throws {
    var generator = SeededGenerator(seed: seed, stream: 152)
    let heard = try transcript(persistence: persistence, sentences: 60, using: &generator)
    let fit = try StickyChainFit(to: [heard], target: Self.target)
    for other in stride(from: 0, through: 1, by: 0.01) {
      let chain = try StickyChain(persistence: other, target: Self.target)
      #expect(try chain.logEvidence(of: heard) <= fit.logEvidence + 1e-9)
    }
  }

  /// The persistence that the expected steps of `chain` through `heard` make most probable.
  private func expectation(_ chain: StickyChain, _ heard: [[Double]]) throws -> Double {
    let steps = try chain.smoother.smooth(heard).expectedTransitions
    let stays = chain.target.indices.reduce(0) { sum, index in
      let share = chain.persistence / chain.matrix.rows[index][index]
      return sum + steps[index][index] * share
    }
    return stays / Double(heard.count)
  }

  // Whatever was drawn: no false alarms.
  @Test(arguments: UInt64(0)..<4, [0.3, 0.9])
  func `is where the expected steps of the smoother lead back to it`(
    _ seed: UInt64, _ persistence: Double
  ) throws {
    var generator = SeededGenerator(seed: seed, stream: 153)
    let heard = try transcript(persistence: persistence, sentences: 60, using: &generator)
    let fit = try StickyChainFit(to: [heard], target: Self.target)
    #expect(isNear(try expectation(fit.chain, heard), fit.chain.persistence, within: 1e-5))
    // Expectation-maximisation never loses evidence on its way there.
    var chain = try StickyChain(persistence: 0.5, target: Self.target)
    for _ in 0..<10 {
      let next = try StickyChain(
        persistence: expectation(chain, heard), target: Self.target)
      #expect(try next.logEvidence(of: heard) >= chain.logEvidence(of: heard) - 1e-9)
      chain = next
    }
  }

  @Test func `comes as near to never changing as it looks where one speaks alone`() throws {
    let heard = (0..<50).map { _ in Self.target.indices.map { $0 == 7 ? 0.0 : -40 } }
    let fit = try StickyChainFit(to: [heard], target: Self.target)
    #expect(fit.chain.persistence > 1 - 1e-5)
    #expect(fit.chain.persistence < 1)
    #expect(isNear(fit.logEvidence, log(0.2), within: 1e-3))
  }

  @Test func `counts a change that is certain against never changing`() throws {
    let impossible = -Double.infinity
    let heard = [[0, impossible], [impossible, 0], [impossible, 0], [impossible, 0]]
    let fit = try StickyChainFit(to: [heard], target: [0.5, 0.5])
    // One change in three steps: the probability (1 − κ)/2 · ((1 + κ)/2)² is greatest at κ = 1/3.
    #expect(isNear(fit.chain.persistence, 1.0 / 3, within: 1e-5))
    #expect(isNear(fit.logEvidence, log(0.5 * (1.0 / 3) * (2.0 / 3) * (2.0 / 3)), within: 1e-9))
  }

  @Test(
    arguments: [
      ([], [0.5, 0.5], 1, .nothingToFit),
      ([[]], [0.5, 0.5], 1, .nothingToFit),
      ([[[-.infinity, -.infinity]]], [0.5, 0.5], 1, .nothingToFit),
      ([[[-.infinity, 0]]], [1, 0], 1, .nothingToFit),
      ([[[0, 0]]], [0.5, 0.4], 1, .notADistribution(at: .target, sum: 0.9)),
      ([[[0, 0, 0]]], [0.5, 0.5], 1, .wrongCount(at: .sentence(0), expected: 2, found: 3)),
      ([[[0, 0]]], [0.5, 0.5], -1, .notAnExponent(found: -1)),
    ] as [([[[Double]]], [Double], Double, SmootherError)])
  func `says what it cannot be made to`(
    _ transcripts: [[[Double]]], _ target: [Double], _ exponent: Double,
    _ expected: SmootherError
  ) {
    #expect(throws: expected) {
      try StickyChainFit(to: transcripts, target: target, exponent: exponent)
    }
  }
}
