import Foundation
import LanguageModels
import MaskInference
import Support
import Testing
import Understudy

@testable import Attribution
@testable import DisguiseStudy

/// Roles whose speeches are drawn from words of their own.
private struct SimulatedRoles {
  private static let common = ["the", "day", "is", "long", "and", "we", "go", "on", "to", "town"]
  private static let bare = ["love", "heart", "sigh", "tear", "cousin", "father"]
  private static let masked = ["sir", "youth", "wit", "sword", "shepherd", "master"]
  private var generator = SeededGenerator(seed: 7)

  /// A speech of ten words, two in ten of which are of the state.
  mutating func speech(isMasked: Bool) -> String {
    var words: [String] = []
    for _ in 0..<10 {
      let own = isMasked ? Self.masked : Self.bare
      let source = Int.random(in: 0..<10, using: &generator) < 2 ? own : Self.common
      words.append(source[Int.random(in: 0..<source.count, using: &generator)])
    }
    return words.joined(separator: " ") + "."
  }

  /// A role whose mask is on in the runs of speeches given, off and on by turns, beginning with
  /// off.
  mutating func role(_ name: String, runs: [Int]) -> DepthFile.Role {
    let bare = Stack([Mask(name)])
    let disguised = Stack([Mask(name), Mask("other")])
    var speeches: [TranscriptLine] = []
    for (number, length) in runs.enumerated() {
      for _ in 0..<length {
        let isMasked = !number.isMultiple(of: 2)
        speeches.append(
          TranscriptLine(text: speech(isMasked: isMasked), truth: isMasked ? disguised : bare))
      }
    }
    return DepthFile.Role(play: "play", who: Mask(name), speeches: speeches, places: nil)
  }
}

@Suite struct `A disguise identifier` {
  /// Without hidden states; what it learns by is words and runs.
  private static var identifier: DisguiseIdentifier {
    DisguiseIdentifier(model: Understudy(voices: [], hash: ""))
  }

  @Test func `tells a simulated role's speeches apart, and better with what stands around them`()
    throws
  {
    var simulated = SimulatedRoles()
    let roles = [
      simulated.role("ann", runs: [20, 20, 40, 20, 20]),
      simulated.role("bea", runs: [16, 16, 32, 16, 16]),
    ]
    let assessment = try DisguiseAssessment(try Self.identifier.identify(roles))
    let alone = try #require(assessment.meanAreas[.independent])
    let smoothed = try #require(assessment.meanAreas[.smoothed])
    let chain = try #require(assessment.meanAreas[.chain])
    #expect(alone > 0.6)
    #expect(smoothed > alone)
    #expect(smoothed > chain + 0.1)
    let loss = try #require(assessment.meanLogLosses[.smoothed])
    #expect(loss < (try #require(assessment.meanLogLosses[.chain])))
    #expect(loss < (try #require(assessment.meanBaseRateLogLoss)))
  }

  @Test func `judges a role never heard under its mask by what others change`() throws {
    var simulated = SimulatedRoles()
    let roles = [
      simulated.role("ann", runs: [12, 12, 12, 12, 1]), simulated.role("bea", runs: [20, 10, 10]),
    ]
    let answer = try #require(try Self.identifier.identify(roles).last)
    #expect(answer.voices == [Stack([Mask("bea")]), Stack([Mask("bea"), Mask("other")])])
    let area = try DisguiseAssessment([answer]).meanAreas[.independent]
    #expect(try #require(area) > 0.6)
  }

  @Test func `that has never heard a mask says what the chain says`() throws {
    var simulated = SimulatedRoles()
    let answer = try #require(
      try Self.identifier.identify([simulated.role("ann", runs: [8, 4, 4])]).first)
    #expect(answer.judgements.allSatisfy { $0.independent == [0.5, 0.5] })
    #expect(answer.masked(.filtered) == answer.chain)
    #expect(answer.masked(.smoothed) == answer.chain)
    #expect(zip(answer.chain, answer.chain.dropFirst()).allSatisfy { $0 < $1 })
  }

  @Test func `is told nothing by the truths that it is asked for`() throws {
    var simulated = SimulatedRoles()
    let role = simulated.role("ann", runs: [10, 10, 10, 10])
    let bare = Stack([role.who])
    let blank = DepthFile.Role(
      play: role.play, who: role.who,
      speeches: role.known + role.asked.map { TranscriptLine(text: $0.text, truth: bare) },
      places: role.places)
    let told = try #require(try Self.identifier.identify([role]).first)
    var untold = try #require(try Self.identifier.identify([blank]).first)
    #expect(told != untold)
    for index in untold.judgements.indices {
      untold.judgements[index].truth = told.judgements[index].truth
    }
    #expect(told == untold)
  }

  @Test func `of no roles has no answers`() throws {
    #expect(try Self.identifier.identify([]).isEmpty)
  }

  @Test func `of a role with one speech has nothing to say`() throws {
    var simulated = SimulatedRoles()
    let answers = try Self.identifier.identify([simulated.role("ann", runs: [1])])
    #expect(answers.map(\.judgements) == [[]])
  }
}

@Suite struct `A drifting chain` {
  private static let chain = DriftChain(
    scale: DisguiseScale(middle: 0.2, distance: 0.5, deviation: 0.3))

  /// The probabilities by the sum over every path and every drift.
  private static func enumerated(
    _ scores: [Double], _ hazards: [Double], _ start: Double
  ) -> (joint: Double, masked: [Double]) {
    var joint = 0.0
    var masked = scores.map { _ in 0.0 }
    for point in -7...7 {
      let steps = Double(point) / 7 * 2.2
      for path in 0..<(1 << scores.count) {
        var weight = exp(-steps * steps / 2)
        var on = start
        for speech in scores.indices {
          let isOn = path >> speech & 1 == 1
          let before = on * (1 - hazards[speech]) + (1 - on) * hazards[speech]
          weight *= isOn ? before : 1 - before
          let mean = 0.2 + (isOn ? 0.25 : -0.25) + steps * 2 * 0.3
          let gap = scores[speech] - mean
          weight *= exp(-gap * gap / (2 * 0.3 * 0.3 / 0.25))
          on = isOn ? 1 : 0
        }
        joint += weight
        for speech in scores.indices where path >> speech & 1 == 1 { masked[speech] += weight }
      }
    }
    return (joint, masked.map { $0 / joint })
  }

  @Test(
    arguments: [
      ([0.3, -0.4, 1.1, 0.9, 0.2], [0.1, 0.3, 0.05, 0.2, 0.4], 0),
      ([2.5, 2.0, 1.0], [0, 0.5, 1], 1),
      ([-6, 0.1, 0.4, 0.7], [0.2, 0.2, 0.2, 0.2], 0.5),
    ] as [([Double], [Double], Double)])
  func `believes what the sum over all paths and drifts says`(
    _ scores: [Double], _ hazards: [Double], _ start: Double
  ) {
    let belief = Self.chain.belief(scores, hazards: hazards, start: start)
    let all = Self.enumerated(scores, hazards, start).masked
    for speech in scores.indices {
      #expect(abs(belief.smoothed[speech] - all[speech]) < 1e-9)
      let past = Self.enumerated(
        Array(scores[...speech]), Array(hazards[...speech]), start
      ).masked
      #expect(abs(belief.filtered[speech] - past[speech]) < 1e-9)
      let alone = Self.enumerated([scores[speech]], [0.5], 0).masked
      #expect(abs(belief.independent[speech] - alone[0]) < 1e-9)
    }
  }

  @Test func `tells a role simulated from it, the better the more it has heard`() throws {
    let chain = DriftChain(scale: DisguiseScale(middle: 0.2, distance: 1.5, deviation: 0.3))
    var generator = SeededGenerator(seed: 3)
    func normal() -> Double {
      let radius = (-2 * log(1 - Double.random(in: 0..<1, using: &generator))).squareRoot()
      return radius * cos(2 * .pi * Double.random(in: 0..<1, using: &generator))
    }
    var losses = [String: Double]()
    for _ in 0..<40 {
      let drift = normal() * DriftChain.drift * 0.3
      let hazards = [Double](repeating: 0.1, count: 60)
      var isOn = false
      var truths: [Bool] = []
      let scores = hazards.map { hazard in
        if Double.random(in: 0..<1, using: &generator) < hazard { isOn.toggle() }
        truths.append(isOn)
        let spread = 0.3 / DriftChain.exponent.squareRoot()
        return 0.2 + (isOn ? 0.75 : -0.75) + drift + spread * normal()
      }
      let belief = chain.belief(scores, hazards: hazards, start: 0)
      let answers = [
        "alone": belief.independent, "filtered": belief.filtered, "smoothed": belief.smoothed,
        "chain": DriftChain.belief(withoutScores: hazards, start: 0),
      ]
      for (name, masked) in answers {
        for (on, truth) in zip(masked, truths) {
          losses[name, default: 0] -= log(truth ? on : 1 - on)
        }
      }
    }
    let smoothed = try #require(losses["smoothed"])
    let filtered = try #require(losses["filtered"])
    #expect(smoothed < 0.8 * filtered)
    #expect(filtered < 0.8 * (try #require(losses["alone"])))
    #expect(filtered < 0.8 * (try #require(losses["chain"])))
  }

  @Test func `without scores is the chain alone`() {
    let alone = DriftChain.belief(withoutScores: [0.25, 0.5, 0.1], start: 1)
    #expect(alone.count == 3)
    #expect(zip(alone, [0.75, 0.5, 0.5]).allSatisfy { abs($0 - $1) < 1e-12 })
  }
}

@Suite struct `What a disguise is known by` {
  @Test func `is a rate of change for each gap, of all gaps where places are not known`() {
    let hazard = DisguiseHazard([
      ([false, false, true, true], [1, 3, 12, 22]), ([true, false], nil),
    ])
    #expect(hazard.rate(gap: 1) == 0.25)
    #expect(hazard.rate(gap: 2) == 0.25)
    #expect(hazard.rate(gap: 3) == 0.75)
    #expect(hazard.rate(gap: 9) == 0.75)
    #expect(hazard.rate(gap: 10) == 0.25)
    #expect(hazard.rate(gap: nil) == 0.5)
  }

  @Test func `is a scale by the mean over the roles heard both ways`() {
    func example(_ role: Int, _ isMasked: Bool) -> DisguiseWitness.Example {
      DisguiseWitness.Example(role: role, isMasked: isMasked)
    }
    let scale = DisguiseScale(
      [0, 2, 3, 5, 7, nil],
      of: [
        example(0, false), example(0, false), example(0, true), example(0, true),
        example(1, false), example(1, true),
      ])
    #expect(scale == DisguiseScale(middle: 2.5, distance: 3, deviation: 1))
    #expect(DisguiseScale([1, 2], of: [example(0, false), example(0, false)]) == .unfitted)
  }

  @Test func `counts both kinds of speech the same and a role by the root of its speeches`() {
    let examples =
      [(0, false), (0, false), (0, false), (0, false), (1, false), (1, true)].map {
        DisguiseWitness.Example(role: $0.0, isMasked: $0.1)
      }
    let weights = DisguiseWitness.weights(of: examples)
    let expected = [0.5, 0.5, 0.5, 0.5, 1, 3]
    #expect(zip(weights, expected).allSatisfy { abs($0 - $1) < 1e-12 })
  }

  @Test func `are the scores that the same regression has in its features`() throws {
    let lines: [[Double]] = [[1, 0], [0.8, 0.3], [0.1, 1], [-0.2, 0.7], [0.6, 0.6]]
    let vectors = lines.map { $0.enumerated().map { (index: $0.offset, value: $0.element) } }
    let kernel = KernelMatrix(vectors, columns: 4, width: 2)
    let regression = try #require(
      KernelRegression(
        kernel, examples: [0, 1, 2, 3], positives: [true, true, false, false],
        weights: [1, 1, 1, 1], strength: 20))
    // Two classes' weights are opposite: the prior is half of what it is for one difference of
    // them.
    let direct = LogisticRegression(
      Array(vectors.prefix(4)), labels: [1, 1, 0, 0], classes: 2, width: 2, strength: 10)
    for row in lines.indices {
      let logs = direct.logProbabilities(vectors[row])
      #expect(abs(regression.score(row, of: kernel) - (logs[1] - logs[0])) < 1e-2)
    }
  }
}
