/// Who is really talking, as it is told after a turn.
public struct TurnReport: Hashable, Sendable, Codable {
  /// The posterior over depth beside what the prior alone would say.
  public struct Depth: Hashable, Sendable, Codable {
    /// The probability of each depth from zero.
    public var posterior: [Double]
    /// The same without any evidence from words.
    public var prior: [Double]
    /// The posterior mean.
    public var mean: Double { TurnReport.mean(posterior) }
    /// The mean without evidence.
    public var priorMean: Double { TurnReport.mean(prior) }
  }

  /// How fast the words of the turn tell the two leading hypotheses apart.
  public struct EvidenceRate: Hashable, Sendable, Codable {
    /// The most probable stack.
    public var first: Stack
    /// The runner-up.
    public var second: Stack
    /// Log likelihood of the first over the second, in nats per token of the reply.
    public var natsPerToken: Double
  }

  /// How surprising the user's words were.
  public struct Anomaly: Hashable, Sendable, Codable {
    /// The standardised surprise under the hypothesis that knows the words best.
    public var z: Double
    /// The expected surprisal under it, in nats per token.
    public var entropyRate: Double
    /// The probability that nobody can be inferred from the words.
    public var vacancy: Double

    /// Creates an anomaly.
    public init(z: Double, entropyRate: Double, vacancy: Double) {
      self.z = z
      self.entropyRate = entropyRate
      self.vacancy = vacancy
    }
  }

  /// The stack the person put on.
  public var declared: Stack
  /// The stacks considered.
  public var hypotheses: [Stack]
  /// The probability of each.
  public var belief: [Double]
  /// The most probable stack.
  public var mostProbable: Stack
  /// The depth of the stack.
  public var depth: Depth
  /// The weight of each mask as the outermost one.
  public var blend: [String: Double]
  /// The weight of the bare model.
  public var bare: Double
  /// The exponential of the entropy of the blend.
  public var openEyes: Double
  /// The entropy of the blend over its greatest possible value, raised by anomaly; in [0, 1].
  public var confusion: Double
  /// What became of the last `:mask`.
  public var operatorPosterior: OperatorPosterior?
  /// The evidence rate of the reply, where two hypotheses were weighed.
  public var evidenceRate: EvidenceRate?
  /// The anomaly of the user's words.
  public var anomaly: Anomaly
  /// The mass of hypotheses dropped at the last change of cast.
  public var droppedMass: Double

  /// Reads the report off the filter at the end of a turn.
  ///
  /// - Parameters:
  ///   - filter: the belief after the last sentence.
  ///   - logLikelihoods: the reply's log likelihood under each hypothesis, in nats.
  ///   - replyTokens: the tokens of the reply.
  ///   - anomaly: how surprising the user's words were.
  public init(
    filter: MaskFilter, logLikelihoods: [Double], replyTokens: Int, anomaly: Anomaly
  ) {
    let belief = filter.belief
    let blend = belief.blend
    let maximumDepth = filter.prior.maximumDepth
    declared = filter.cast.declared
    hypotheses = belief.hypotheses
    self.belief = belief.probabilities
    mostProbable = belief.mostProbable
    depth = Depth(
      posterior: belief.depthDistribution(maximumDepth: maximumDepth),
      prior: filter.priorBelief.depthDistribution(maximumDepth: maximumDepth))
    self.blend = [:]
    for (mask, weight) in blend.weights { self.blend[mask.name] = weight }
    bare = blend.bare
    openEyes = blend.openEyes
    // Rounding can take the entropy a little above its greatest possible value.
    let spread = blend.eyes > 1 ? min(1, blend.entropy / LogSpace.log(Double(blend.eyes))) : 0
    confusion = 1 - (1 - spread) * (1 - anomaly.vacancy)
    operatorPosterior = filter.operatorPosterior
    let ranking = belief.ranking
    if ranking.count > 1, replyTokens > 0 {
      let lead = logLikelihoods[ranking[0]] - logLikelihoods[ranking[1]]
      // Where one of the two finds the reply impossible there is no rate, and JSON has no infinity.
      if lead.isFinite {
        evidenceRate = EvidenceRate(
          first: belief.hypotheses[ranking[0]], second: belief.hypotheses[ranking[1]],
          natsPerToken: lead / Double(replyTokens))
      }
    }
    self.anomaly = anomaly
    droppedMass = filter.droppedMass
  }

  /// Whether the most probable stack is another than the declared one.
  public var differsFromDeclared: Bool { mostProbable != declared }

  private static func mean(_ distribution: [Double]) -> Double {
    distribution.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element }
  }
}
