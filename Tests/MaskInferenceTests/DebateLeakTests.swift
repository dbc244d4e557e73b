import Foundation
import Scoring
import Support
import TestSupport
import Testing

@testable import MaskInference

@Suite struct `The leak` {
  struct Shape: Sendable, CustomTestStringConvertible {
    let leaks: Int
    let keeps: Int
    var prior: LeakPrior { LeakPrior(leaks: leaks, keeps: keeps) }
    var testDescription: String { "Beta(\(leaks), \(keeps))" }
  }

  static let shapes = [
    Shape(leaks: 1, keeps: 9), Shape(leaks: 1, keeps: 1), Shape(leaks: 2, keeps: 5),
    Shape(leaks: 7, keeps: 3),
  ]

  @Test(arguments: shapes, [0, 1, 5, 40, 100])
  func `is integrated exactly over a hundred sentences`(_ shape: Shape, _ degree: Int) {
    let grid = LeakGrid(shape.prior)
    let moment = zip(grid.nodes, grid.logPrior).reduce(0) {
      $0 + pow(1 - $1.0, Double(degree)) * exp($1.1)
    }
    // E (1 − ε)^n is the product of (β + i) / (α + β + i).
    let exact = (0..<degree).reduce(1.0) {
      $0 * Double(shape.keeps + $1) / Double(shape.leaks + shape.keeps + $1)
    }
    #expect(isNear(moment / exact, 1, within: 1e-12))
  }

  @Test func `is integrated to a millionth over a thousand sentences without one`() {
    let grid = LeakGrid(LeakPrior())
    let moment = zip(grid.nodes, grid.logPrior).reduce(0) {
      $0 + pow(1 - $1.0, 1000) * exp($1.1)
    }
    #expect(isNear(moment * 1009 / 9, 1, within: 1e-6))
  }

  @Test func `has cells that part the unit interval, a node in each`() {
    let grid = LeakGrid(LeakPrior())
    var start = 0.0
    for (node, cell) in zip(grid.nodes, grid.cells) {
      #expect(start < node && node < start + cell)
      #expect(cell < 0.025)
      start += cell
    }
    #expect(isNear(start, 1))
  }

  @Test(arguments: shapes)
  func `has the mean of its prior before a word is said`(_ shape: Shape) {
    let mean = Double(shape.leaks) / Double(shape.leaks + shape.keeps)
    #expect(isNear(shape.prior.beforeEvidence.mean, mean))
  }

  @Test(arguments: [0.001, 0.01, 0.05, 0.1, 0.3, 0.9])
  func `has the distribution of its prior before a word is said`(_ value: Double) {
    let prior = LeakPrior().beforeEvidence
    let below = 1 - pow(1 - value, 9)
    #expect(isNear(prior.cumulative(value), below, within: 2e-3))
    #expect(isNear(prior.quantile(prior.cumulative(value)), value, within: 1e-9))
  }

  @Test func `has an interval of the given probability`() {
    let prior = LeakPrior().beforeEvidence
    let interval = prior.interval(0.9)
    #expect(
      isNear(
        prior.cumulative(interval.upperBound) - prior.cumulative(interval.lowerBound), 0.9))
    #expect(isNear(prior.cumulative(interval.lowerBound), 0.05))
    #expect(prior.cumulative(0) == 0)
    #expect(isNear(prior.cumulative(1), 1))
  }

  // χ² with 19 degrees of freedom exceeds 50.8 with probability 1e-4; the seeds are fixed.
  @Test(arguments: shapes)
  func `is drawn as its prior says`(_ shape: Shape) {
    var generator = SeededGenerator(seed: 1, stream: 230)
    let prior = shape.prior.beforeEvidence
    let ranks = (0..<2000).map { _ in prior.cumulative(shape.prior.draw(using: &generator)) }
    #expect(unevenness(ranks) < 50.8)
  }

  /// Dialogues of the actor's in which ε can be told.
  private static let dialogues: [DebateSimulation.Dialogue] = {
    var simulation = DebateSimulation()
    simulation.sentences = 20
    // Masks alone: their voices are far apart, so that a leak can be heard.
    simulation.prior.maximumDepth = 1
    simulation.prior.depthDecay = 1
    return simulation.dialogues(500, from: .actor, seed: 3)
  }()

  @Test func `has a calibrated posterior: the true one has every rank equally often`() {
    #expect(unevenness(Self.dialogues.map { $0.debate.actor.leak.cumulative($0.leak) }) < 50.8)
  }

  @Test func `of another dialogue has not`() {
    let others = Self.dialogues.dropFirst() + Self.dialogues.prefix(1)
    let ranks = zip(Self.dialogues, others).map { $0.debate.actor.leak.cumulative($1.leak) }
    #expect(unevenness(ranks) > 50.8)
  }

  @Test func `lies in its interval of nine tenths nine times out of ten`() {
    let held = Self.dialogues.count { $0.debate.actor.leak.interval(0.9).contains($0.leak) }
    // The standard deviation of the count is 6.7.
    #expect(abs(held - 450) < 27)
  }

  /// χ² of ranks over 20 bins.
  private func unevenness(_ ranks: [Double]) -> Double {
    var bins = [Double](repeating: 0, count: 20)
    for rank in ranks { bins[min(19, Int(rank * 20))] += 1 }
    let expected = Double(ranks.count) / 20
    return bins.reduce(0) { $0 + ($1 - expected) * ($1 - expected) / expected }
  }
}
