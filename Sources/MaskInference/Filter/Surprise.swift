/// How surprising a text was beside how surprising it was expected to be.
///
/// Each next-token distribution gives an expected surprisal (its entropy Hᵢ) and a variance of
/// surprisal Varᵢ. Text drawn from the model itself has `z = (Σ −log pᵢ − Σ Hᵢ) / √Σ Varᵢ` near
/// N(0, 1), with nothing to tune: gibberish lies above, endless repetition far below.
public struct Surprise: Hashable, Sendable, Codable {
  /// Tokens measured.
  public private(set) var tokens = 0
  /// Σ −log pᵢ, in nats.
  public private(set) var surprisal = 0.0
  /// Σ Hᵢ, in nats.
  public private(set) var entropy = 0.0
  /// Σ Varᵢ, in nats squared.
  public private(set) var variance = 0.0

  /// Creates an empty measurement.
  public init() {}

  /// Adds a token of the given surprisal, where the distribution it came from had the given entropy
  /// and variance of surprisal.
  public mutating func add(surprisal: Double, entropy: Double, variance: Double) {
    tokens += 1
    self.surprisal += surprisal
    self.entropy += entropy
    self.variance += variance
  }

  /// The standardised surprise; zero for an empty text.
  public var z: Double {
    variance > 0 ? (surprisal - entropy) / variance.squareRoot() : 0
  }

  /// The mean expected surprisal, in nats per token.
  public var entropyRate: Double { tokens > 0 ? entropy / Double(tokens) : 0 }
}

/// The odds that a text of a given surprise was said by nobody.
///
/// Two models of z: N(0, 1) where somebody speaks whom some hypothesis knows, N(0, `spread`²) where
/// nobody does. Two-sided, so it takes both ways of being nobody.
public struct VacancyTest: Hashable, Sendable, Codable {
  /// The prior probability that nobody speaks.
  public var priorProbability: Double
  /// The standard deviation of z where nobody speaks.
  public var spread: Double

  /// Creates the test.
  public init(priorProbability: Double = 0.03, spread: Double = 6) {
    self.priorProbability = priorProbability
    self.spread = spread
  }

  /// The posterior probability that nobody speaks, given the standardised surprise under the
  /// hypothesis that finds the text least surprising.
  public func probability(z: Double) -> Double {
    guard priorProbability > 0 else { return 0 }
    let logOdds =
      LogSpace.log(priorProbability) - LogSpace.log(1 - priorProbability) - LogSpace.log(spread)
      + z * z / 2 * (1 - 1 / (spread * spread))
    return 1 / (1 + LogSpace.exp(-logOdds))
  }
}
