import Foundation
import MaskInference
import Support
import TestSupport
import Testing

// Nothing here is random but the seeded inputs: no false alarms.
@Suite struct `The smoother` {
  /// A chain of two to four hypotheses and six sentences.
  private func chain(seed: UInt64, stream: UInt64) -> RandomChain {
    var generator = SeededGenerator(seed: seed, stream: stream)
    return RandomChain(count: 2 + Int(seed) % 3, sentences: 6, using: &generator)
  }

  @Test(arguments: UInt64(0)..<9, [0.05, 0.5, 1, 2])
  func `agrees with every path walked one by one`(_ seed: UInt64, _ exponent: Double) throws {
    let chain = chain(seed: seed, stream: 120)
    let result = try chain.smoothed(exponent: exponent)
    let paths = chain.paths(exponent: exponent)
    #expect(isNear(result.logEvidence, log(paths.evidence), within: 1e-10))
    #expect(isNear(result.smoothed, paths.smoothed))
    #expect(isNear(result.filtered[5], paths.posterior))
  }

  @Test(arguments: UInt64(0)..<9)
  func `expects every step as often as the paths make it`(_ seed: UInt64) throws {
    let chain = chain(seed: seed, stream: 121)
    let expected = try chain.smoothed().expectedTransitions
    #expect(isNear(expected, chain.paths().expectedTransitions))
    #expect(isNear(expected.joined().reduce(0, +), 6))
  }

  @Test(arguments: UInt64(0)..<9)
  func `adds up its predictions to the probability of everything heard so far`(
    _ seed: UInt64
  ) throws {
    var chain = chain(seed: seed, stream: 122)
    let result = try chain.smoothed()
    #expect(isNear(result.logPredictives.reduce(0, +), result.logEvidence))
    while !chain.heard.isEmpty {
      let sum = result.logPredictives.prefix(chain.heard.count).reduce(0, +)
      #expect(isNear(sum, log(chain.paths().evidence), within: 1e-10))
      chain.heard.removeLast()
    }
  }

  @Test(arguments: UInt64(0)..<9)
  func `knows no more of the last sentence than the filter, and more of the others`(
    _ seed: UInt64
  ) throws {
    let result = try chain(seed: seed, stream: 123).smoothed()
    #expect(isNear(result.smoothed[5], result.filtered[5]))
    for sentence in 0..<5 {
      #expect(!isNear(result.smoothed[sentence], result.filtered[sentence], within: 1e-6))
    }
  }

  @Test(arguments: UInt64(0)..<10, [0, 0.3, 1])
  func `filters as the filter does`(_ seed: UInt64, _ exponent: Double) throws {
    var generator = SeededGenerator(seed: seed, stream: 124)
    let scene = Scene.drawn(count: 2 + Int(seed) % 9, using: &generator)
    let count = scene.hypotheses.count
    var heard = generator.logLikelihoods(sentences: 8, hypotheses: count)
    // One sentence that the bare model cannot say, and one that nobody can.
    heard[2][0] = -.infinity
    heard[5] = heard[5].map { _ in -.infinity }
    var filter = scene.filter
    let result = try Smoother(filter).smooth(heard, exponent: exponent)
    for (sentence, logLikelihoods) in heard.enumerated() {
      filter.predict()
      let increment = filter.update(logLikelihoods, exponent: exponent)
      #expect(isNear(result.logPredictives[sentence], increment))
      #expect(isNear(result.filtered[sentence], filter.belief.probabilities))
    }
    #expect(isNear(result.logEvidence, filter.logEvidence))
    #expect(isNear(result.smoothed[7], filter.belief.probabilities))
  }

  @Test(arguments: UInt64(0)..<4)
  func `goes on from a filter that has heard something`(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed, stream: 125)
    let scene = Scene.drawn(count: 4, using: &generator)
    let heard = generator.logLikelihoods(sentences: 5, hypotheses: 4)
    var filter = scene.filter
    for sentence in heard.prefix(2) {
      filter.predict()
      filter.update(sentence)
    }
    let whole = try Smoother(scene.filter).smooth(heard)
    let rest = try Smoother(filter).smooth(Array(heard.dropFirst(2)))
    #expect(isNear(rest.smoothed, Array(whole.smoothed.dropFirst(2))))
    #expect(isNear(filter.logEvidence + rest.logEvidence, whole.logEvidence))
  }

  @Test(arguments: UInt64(0)..<6, 0..<6)
  func `learns nothing from an impossible sentence, before it or after`(
    _ seed: UInt64, _ place: Int
  ) throws {
    var impossible = chain(seed: seed, stream: 126)
    var silent = impossible
    impossible.heard[place] = impossible.initial.map { _ in -.infinity }
    silent.heard[place] = silent.initial.map { _ in 0 }
    let result = try impossible.smoothed()
    let paths = silent.paths()
    #expect(result.logPredictives[place] == -.infinity)
    #expect(isNear(result.logEvidence, log(paths.evidence), within: 1e-10))
    #expect(isNear(result.smoothed, paths.smoothed))
    #expect(isNear(result.expectedTransitions, paths.expectedTransitions))
  }

  @Test func `ignores a sentence that only a speaker could say who cannot be there`() throws {
    let smoother = try Smoother(logWeights: [0, -.infinity], transition: .still)
    let result = try smoother.smooth([[-1, -1], [-.infinity, -1], [-2, 0]])
    #expect(result.logPredictives == [-1, -.infinity, -2])
    #expect(result.logEvidence == -3)
    #expect(result.smoothed == [[1, 0], [1, 0], [1, 0]])
  }

  @Test func `hears nothing in an empty transcript`() throws {
    let result = try Smoother(logWeights: [0, 0], transition: .still).smooth([])
    #expect(result.logEvidence == 0)
    #expect(result.smoothed.isEmpty)
    #expect(result.expectedTransitions == [[0, 0], [0, 0]])
  }

  @Test func `by hand: what comes later tells who spoke first`() throws {
    // The start is even and a speaker stays with 3/4; only the second sentence tells them apart,
    // by 1/2 : 1/10. Paths: aa 3/16, ab 1/80, ba 1/16, bb 3/80; their sum is 3/10.
    let transition = try TransitionMatrix(rows: [[0.75, 0.25], [0.25, 0.75]])
    let result = try Smoother(logWeights: [0, 0], transition: transition)
      .smooth([[0, 0], [log(0.5), log(0.1)]])
    #expect(isNear(result.logEvidence, log(0.3)))
    let first: [Double] = [2.0 / 3, 1.0 / 3]
    let second: [Double] = [5.0 / 6, 1.0 / 6]
    #expect(isNear(result.filtered, [[0.5, 0.5], second]))
    #expect(isNear(result.smoothed, [first, second]))
  }

  @Test(
    arguments: [
      ([0], [[-1, -1]], 1, .wrongCount(at: .initialWeights, expected: 2, found: 1)),
      (
        [0, .infinity], [[-1, -1]], 1,
        .notALogWeight(at: .initialWeights, hypothesis: 1, found: .infinity)
      ),
      ([-.infinity, -.infinity], [[-1, -1]], 1, .nothingPossible),
      ([0, 0], [[-1, -1], [-1]], 1, .wrongCount(at: .sentence(1), expected: 2, found: 1)),
      (
        [0, 0], [[.infinity, -1]], 1,
        .notALogWeight(at: .sentence(0), hypothesis: 0, found: .infinity)
      ),
      ([0, 0], [[-1, -1]], -0.5, .notAnExponent(found: -0.5)),
      ([0, 0], [[-1, -1]], .infinity, .notAnExponent(found: .infinity)),
    ] as [([Double], [[Double]], Double, SmootherError)])
  func `says what it cannot compute with`(
    _ logWeights: [Double], _ heard: [[Double]], _ exponent: Double, _ expected: SmootherError
  ) {
    #expect(throws: expected) {
      try Smoother(logWeights: logWeights, transition: .still).smooth(heard, exponent: exponent)
    }
  }

  @Test func `refuses what is not a number`() throws {
    let smoother = try Smoother(logWeights: [0, 0], transition: .still)
    #expect(throws: SmootherError.self) { try smoother.smooth([[.nan, -1]]) }
    #expect(throws: SmootherError.self) { try smoother.smooth([[-1, -1]], exponent: .nan) }
    #expect(throws: SmootherError.self) {
      try Smoother(logWeights: [.nan, 0], transition: .still)
    }
  }
}

extension TransitionMatrix {
  /// Two hypotheses that never change.
  static var still: TransitionMatrix {
    get throws { try TransitionMatrix(rows: [[1, 0], [0, 1]]) }
  }
}
