import Foundation
import MaskInference
import TestSupport
import Testing

@Suite struct `The weights of a blended voice` {
  @Test(arguments: [
    ([0.5, 0.3, 0.2], [0.5, 0.3, 0.2]), ([0.9995, 0.0005], [1, 0]),
    ([0.5, 0.4995, 0.0005], [0.5 / 0.9995, 0.4995 / 0.9995, 0]),
    ([0.999, 0.001], [0.999, 0.001]), ([1], [1]), ([0, 1, 0], [0, 1, 0]),
  ])
  func `leave out the improbable and sum to one`(_ prediction: [Double], _ shares: [Double]) {
    let pool = PoolWeights(predicting: prediction)
    #expect(isNear(pool.shares, shares))
    #expect(pool.members == shares.indices.filter { shares[$0] > 0 })
    #expect(pool.prediction == prediction)
  }

  @Test func `give the sentence the geometric mean over its sum`() {
    let pool = PoolWeights(predicting: [0.6, 0.4])
    // Two lanes, one token of two: (1/2, 1/2) and (1/5, 4/5).
    let sum = pow(0.5, 0.6) * pow(0.2, 0.4) + pow(0.5, 0.6) * pow(0.8, 0.4)
    let logLikelihood = pool.logLikelihood([log(0.5), log(0.2)], disagreement: -log(sum))
    #expect(isNear(logLikelihood, log(pow(0.5, 0.6) * pow(0.2, 0.4) / sum)))
    let odds = pool.logOdds([log(0.5), log(0.2)], disagreement: -log(sum))
    #expect(isNear(odds ?? .nan, logLikelihood - log(0.6 * 0.5 + 0.4 * 0.2)))
  }

  @Test func `give no odds where one has all the weight`() {
    let pool = PoolWeights(predicting: [0, 1])
    #expect(pool.logOdds([-3, -40], disagreement: 0) == 0)
  }

  @Test(arguments: [0.0, 0.5])
  func `weigh those left out where voices switch`(_ gap: Double) {
    let pool = PoolWeights(predicting: [0.9995, 0.0005])
    let switching = log(0.9995 * exp(-9) + 0.0005 * exp(-9 + gap))
    #expect(isNear(pool.logOdds([-9, -9 + gap], disagreement: 0) ?? .nan, -9 - switching))
  }

  @Test func `give no odds for what somebody in the pool cannot say`() {
    let pool = PoolWeights(predicting: [0.5, 0.5, 0])
    #expect(pool.logOdds([-1, -.infinity, -1], disagreement: 2) == nil)
    #expect(pool.logOdds([-1, -1, -.infinity], disagreement: 2) != nil)
    #expect(pool.logOdds([-1, -1, -1], disagreement: .infinity) == nil)
  }
}
