import Foundation
import MaskInference
import Support
import Testing

@testable import Attribution

/// Lines of drawn voices whose witnesses are too sure by a known factor.
private struct Trial {
  var testimonies: [Testimony] = []
  var truths: [Int] = []

  /// Each voice's evidence is a normal log likelihood ratio of size `size`, which counts `1/beta`
  /// times too much; the style witness says nothing.
  init(lines: Int, voices: Int, size: Double, beta: Double, seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for index in 0..<lines {
      let truth = index % voices
      // Under log ratios N(±s²/2, s²) the posterior at β = 1 is calibrated.
      let evidence = (0..<voices).map { voice in
        (voice == truth ? size * size / 2 : -size * size / 2) / 2
          + size / 2.0.squareRoot() * generator.normal()
      }
      testimonies.append(
        Testimony(
          tokens: 20, evidence: evidence.map { $0 / beta },
          style: [Double](repeating: -log(Double(voices)), count: voices)))
      truths.append(truth)
    }
  }
}

extension SeededGenerator {
  /// A standard normal number (Box & Muller 1958).
  fileprivate mutating func normal() -> Double {
    let radius = (-2 * log(Double.random(in: Double.ulpOfOne..<1, using: &self))).squareRoot()
    return radius * cos(2 * .pi * Double.random(in: 0..<1, using: &self))
  }
}

@Suite struct `What evidence counts is fitted` {
  private func fit(_ trial: Trial) -> Calibration {
    CalibrationFit(
      trial.testimonies, truths: trial.truths, persistence: 0.9, model: "m"
    ).calibration
  }

  // The standard error of β over 800 lines is about .03; a miss of .1 has probability below 1e-3.
  @Test(arguments: [0.25, 0.5, 1], [UInt64(1), 2])
  func `so that evidence too sure by a factor counts less by it`(_ beta: Double, _ seed: UInt64) {
    let calibration = fit(Trial(lines: 800, voices: 4, size: 2, beta: beta, seed: seed))
    #expect(abs(calibration.exponent(tokens: 20) - beta) < 0.1)
  }

  @Test(arguments: UInt64(1)...5)
  func `so that nothing counts where the truths are shuffled`(_ seed: UInt64) {
    var trial = Trial(lines: 240, voices: 8, size: 3, beta: 0.4, seed: seed)
    var generator = SeededGenerator(seed: seed, stream: 1)
    trial.truths.shuffle(using: &generator)
    let calibration = fit(trial)
    trial.truths.shuffle(using: &generator)
    var loss = 0.0
    for (testimony, truth) in zip(trial.testimonies, trial.truths) {
      loss -= log(calibration.posterior(testimony)[truth]) / Double(trial.truths.count)
    }
    #expect(loss <= log(8) + 0.02)
  }

  @Test func `and scores better than a guess where the voices differ`() {
    let calibration = fit(Trial(lines: 80, voices: 8, size: 3, beta: 0.4, seed: 1))
    #expect((calibration.logScore ?? 0) > (calibration.uniformLogScore ?? 0) + 0.3)
    #expect(!calibration.isBlind && calibration.lines == 80)
  }

  @Test func `and is kept as JSON without loss`() throws {
    let calibration = fit(Trial(lines: 80, voices: 3, size: 3, beta: 0.4, seed: 1))
    let copy = try JSONDecoder().decode(
      Calibration.self, from: JSONEncoder().encode(calibration))
    #expect(copy == calibration)
  }

  @Test(arguments: [0, 1, 10, 100, 10_000])
  func `and coarsened evidence saturates`(_ tokens: Int) {
    let calibration = Calibration(exponent: 0.5, cap: 20, style: 0)
    #expect(calibration.exponent(tokens: tokens) * Double(tokens) <= 0.5 * 20)
  }
}
