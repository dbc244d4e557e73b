import Foundation
import MaskInference
import Support
import TestSupport
import Testing

// Nothing in these suites is random but the seeded inputs: no false alarms.
@Suite struct `The smoother is indifferent` {
  private func chain(seed: UInt64, stream: UInt64) -> RandomChain {
    var generator = SeededGenerator(seed: seed, stream: stream)
    return RandomChain(count: 5, sentences: 6, using: &generator)
  }

  @Test(arguments: UInt64(0)..<6, [-10_000, -3.5, 700])
  func `to a constant added to every likelihood`(_ seed: UInt64, _ constant: Double) throws {
    let plain = chain(seed: seed, stream: 130)
    var shifted = plain
    shifted.heard = plain.heard.map { $0.map { $0 + constant } }
    let before = try plain.smoothed()
    let after = try shifted.smoothed()
    // Adding 10,000 rounds a likelihood by about 1e-12.
    #expect(isNear(after.smoothed, before.smoothed, within: 1e-10))
    #expect(isNear(after.filtered, before.filtered, within: 1e-10))
    #expect(
      isNear(after.expectedTransitions, before.expectedTransitions, within: 1e-10))
    #expect(isNear(after.logEvidence - before.logEvidence, 6 * constant, within: 1e-9))
  }

  @Test(arguments: UInt64(0)..<6)
  func `to the order of its hypotheses`(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed, stream: 131)
    let plain = chain(seed: seed, stream: 132)
    let order = plain.initial.indices.shuffled(using: &generator)
    func shuffled<Value>(_ values: [Value]) -> [Value] { order.map { values[$0] } }
    var other = plain
    other.initial = shuffled(plain.initial)
    other.rows = shuffled(plain.rows).map(shuffled)
    other.heard = plain.heard.map(shuffled)
    let before = try plain.smoothed()
    let after = try other.smoothed()
    #expect(isNear(after.logEvidence, before.logEvidence))
    #expect(isNear(after.smoothed, before.smoothed.map(shuffled)))
    #expect(
      isNear(after.expectedTransitions, shuffled(before.expectedTransitions).map(shuffled)))
  }

  @Test(arguments: UInt64(0)..<6)
  func `to a hypothesis named twice, which share its weight`(_ seed: UInt64) throws {
    let plain = chain(seed: seed, stream: 133)
    let copied = Int(seed) % 5
    /// The copy comes last; the two share every probability of arriving at the one.
    func split(_ distribution: [Double]) -> [Double] {
      var split = distribution + [distribution[copied] / 2]
      split[copied] /= 2
      return split
    }
    var doubled = plain
    doubled.initial = split(plain.initial)
    doubled.rows = (plain.rows + [plain.rows[copied]]).map(split)
    doubled.heard = plain.heard.map { $0 + [$0[copied]] }
    let before = try plain.smoothed()
    let after = try doubled.smoothed()
    #expect(isNear(after.logEvidence, before.logEvidence))
    #expect(isNear(after.filtered, before.filtered.map(split)))
    #expect(isNear(after.smoothed, before.smoothed.map(split)))
  }

  @Test(arguments: UInt64(0)..<6)
  func `to a sentence that every hypothesis finds as probable, put at the end`(
    _ seed: UInt64
  ) throws {
    let plain = chain(seed: seed, stream: 134)
    var longer = plain
    longer.heard.append([Double](repeating: -40, count: 5))
    let before = try plain.smoothed()
    let after = try longer.smoothed()
    #expect(isNear(Array(after.smoothed.dropLast()), before.smoothed))
    #expect(isNear(after.logEvidence, before.logEvidence - 40))
  }
}

@Suite struct `The smoother withstands` {
  @Test(arguments: UInt64(0)..<6)
  func `sentences that are impossible under some hypotheses`(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed, stream: 135)
    var chain = RandomChain(count: 4, sentences: 6, using: &generator)
    for index in chain.heard.indices { chain.heard[index][(index + Int(seed)) % 4] = -.infinity }
    let result = try chain.smoothed()
    let paths = chain.paths()
    #expect(isNear(result.logEvidence, log(paths.evidence), within: 1e-10))
    #expect(isNear(result.smoothed, paths.smoothed))
    #expect(isNear(result.expectedTransitions, paths.expectedTransitions))
  }

  @Test(arguments: UInt64(0)..<6)
  func `steps that are impossible`(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed, stream: 136)
    var chain = RandomChain(count: 4, sentences: 6, using: &generator)
    // From each hypothesis only itself and the next can be reached.
    for source in 0..<4 {
      chain.rows[source] = (0..<4).map { target in
        target == source ? 0.7 : target == (source + 1) % 4 ? 0.3 : 0
      }
    }
    let result = try chain.smoothed()
    let paths = chain.paths()
    #expect(isNear(result.logEvidence, log(paths.evidence), within: 1e-10))
    #expect(isNear(result.smoothed, paths.smoothed))
    #expect(isNear(result.expectedTransitions, paths.expectedTransitions))
  }

  @Test(arguments: UInt64(0)..<6, [10.0, 1000, 10_000])
  func `gaps of up to ten thousand nats, as every path walked in logarithms says`(
    _ seed: UInt64, _ gap: Double
  ) throws {
    var generator = SeededGenerator(seed: seed, stream: 137)
    let chain = RandomChain(count: 3, sentences: 4, in: -gap...0, using: &generator)
    let paths = (0..<5).reduce([[]]) { paths, _ in
      paths.flatMap { path in (0..<3).map { path + [$0] } }
    }
    let logWeights = paths.map { (path: [Int]) in
      chain.heard.indices.reduce(log(chain.initial[path[0]])) { sum, sentence in
        let (source, target) = (path[sentence], path[sentence + 1])
        return sum + log(chain.rows[source][target]) + chain.heard[sentence][target]
      }
    }
    let best = try #require(logWeights.max())
    let weights = logWeights.map { exp($0 - best) }
    let total = weights.reduce(0, +)
    let smoothed = (1...4).map { place in
      (0..<3).map { speaker in
        zip(paths, weights).reduce(0) { $1.0[place] == speaker ? $0 + $1.1 : $0 } / total
      }
    }
    let result = try chain.smoothed()
    // Numbers near 40,000 are rounded by about 1e-11.
    #expect(isNear(result.logEvidence, best + log(total), within: 1e-10))
    #expect(isNear(result.smoothed, smoothed, within: 1e-10))
  }

  @Test(arguments: UInt64(0)..<6)
  func `gaps of ten thousand nats that later sentences make up for`(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed, stream: 138)
    var chain = RandomChain(count: 4, sentences: 2, in: -10_000...0, using: &generator)
    chain.rows = (0..<4).map { source in (0..<4).map { $0 == source ? 1 : 0 } }
    chain.heard[1] = chain.heard[0].map { -10_000 - $0 }
    let result = try chain.smoothed()
    #expect(isNear(result.smoothed, [chain.initial, chain.initial], within: 1e-9))
    #expect(isNear(result.logEvidence, -10_000, within: 1e-9))
  }

  @Test(arguments: UInt64(0)..<6)
  func `a long transcript of them`(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed, stream: 139)
    let chain = RandomChain(count: 6, sentences: 400, in: -10_000...0, using: &generator)
    let result = try chain.smoothed()
    #expect(result.logEvidence.isFinite)
    for belief in result.smoothed + result.filtered {
      #expect(belief.allSatisfy { $0 >= 0 && $0.isFinite })
      #expect(isNear(belief.reduce(0, +), 1))
    }
    #expect(isNear(result.expectedTransitions.joined().reduce(0, +), 400, within: 1e-9))
  }
}
