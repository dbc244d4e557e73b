import Foundation
import MaskInference
import Support
import TestSupport
import Testing

@Suite struct `The surprise` {
  @Test func `by hand: what was said less what was expected, in standard deviations`() {
    var surprise = Surprise()
    surprise.add(surprisal: 3, entropy: 2, variance: 1.5)
    surprise.add(surprisal: 5, entropy: 1, variance: 2.5)
    #expect(surprise.tokens == 2)
    #expect(isNear(surprise.z, (8 - 3) / 2))
    #expect(isNear(surprise.entropyRate, 1.5))
  }

  @Test func `of no text is none`() {
    #expect(Surprise().z == 0)
    #expect(Surprise().entropyRate == 0)
  }

  @Test func `of words that could not have been others is none`() {
    #expect(Voice([1]).surprise(at: [0, 0, 0]).z == 0)
  }

  // With 400 texts the mean of N(0, 1) lies beyond 0.2 and the variance beyond 1 ± 0.28 at four
  // standard errors: one false alarm in 16,000 for each, and the seeds are fixed.
  @Test(arguments: UInt64(0)..<6)
  func `of a voice at its own words is near a standard normal`(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed, stream: 70)
    let voice = Voice(vocabulary: 12, contrast: 2, using: &generator)
    let scores = (0..<400).map { _ in
      voice.surprise(at: voice.sentence(of: 60, using: &generator)).z
    }
    let mean = scores.reduce(0, +) / 400
    let deviations = scores.map { $0 - mean }
    let variance = deviations.reduce(0) { $0 + $1 * $1 } / 399
    #expect(abs(mean) < 0.2)
    #expect(abs(variance - 1) < 0.28)
  }

  @Test(arguments: UInt64(0)..<4)
  func `is far above at the least likely words and far below at the likeliest repeated`(
    _ seed: UInt64
  ) throws {
    var generator = SeededGenerator(seed: seed, stream: 71)
    let voice = Voice(vocabulary: 12, contrast: 2, using: &generator)
    let ranked = voice.probabilities.indices.sorted {
      voice.probabilities[$0] < voice.probabilities[$1]
    }
    let rarest = try #require(ranked.first)
    let likeliest = try #require(ranked.last)
    #expect(voice.surprise(at: Array(repeating: rarest, count: 60)).z > 5)
    #expect(voice.surprise(at: Array(repeating: likeliest, count: 60)).z < -5)
  }

  @Test func `survives JSON unchanged`() throws {
    let surprise = Voice([0.5, 0.3, 0.2]).surprise(at: [0, 2, 1])
    #expect(try roundTrip(surprise) == surprise)
  }
}

@Suite struct `The vacancy test` {
  // Computed independently in Python from the two normal densities.
  @Test(arguments: [
    (0, 0.03, 6, 0.005128205128205128),
    (1, 0.03, 6, 0.008311680510345299),
    (2, 0.03, 6, 0.03477663745101203),
    (3, 0.03, 6, 0.2905203560766366),
    (-3.4, 0.03, 6, 0.5870021960628895),
    (5, 0.03, 6, 0.9989779472704868),
    (-8.4, 0.03, 6, 0.9999999999997536),
    (2, 0.5, 6, 0.5380972600405629),
    (2, 0.03, 2, 0.06481266289806642),
    (3, 0.2, 10, 0.6826810930539953),
  ])
  func `weighs nobody against somebody`(
    _ z: Double, _ prior: Double, _ spread: Double, _ expected: Double
  ) {
    let test = VacancyTest(priorProbability: prior, spread: spread)
    #expect(isNear(test.probability(z: z), expected))
  }

  @Test(arguments: [0.01, 0.03, 0.5], [2.0, 6, 20])
  func `does not mind the sign and grows with the distance`(_ prior: Double, _ spread: Double) {
    let test = VacancyTest(priorProbability: prior, spread: spread)
    let probabilities = stride(from: 0, through: 12, by: 0.25).map { test.probability(z: $0) }
    for (index, probability) in probabilities.enumerated() {
      #expect(test.probability(z: -0.25 * Double(index)) == probability)
      #expect((0...1).contains(probability))
    }
    #expect(zip(probabilities, probabilities.dropFirst()).allSatisfy { $0 <= $1 })
    #expect(probabilities[0] < prior)
  }

  @Test(arguments: [0.0, 1], [0.0, 3, -8])
  func `keeps to a prior that is certain`(_ prior: Double, _ z: Double) {
    #expect(VacancyTest(priorProbability: prior).probability(z: z) == prior)
  }

  @Test(arguments: [-Double.infinity, -1e200, -60, 60, 1e200, .infinity])
  func `is certain of nobody at words beyond all measure`(_ z: Double) {
    #expect(VacancyTest().probability(z: z) == 1)
  }

  @Test(arguments: [-Double.infinity, 1e200])
  func `never finds nobody where it is switched off`(_ z: Double) {
    #expect(VacancyTest(priorProbability: 0).probability(z: z) == 0)
  }

  @Test func `survives JSON unchanged`() throws {
    let test = VacancyTest(priorProbability: 0.1, spread: 4.5)
    #expect(try roundTrip(test) == test)
  }
}
