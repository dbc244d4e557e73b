/// The recursion that keeps the belief: predict, hear, update.
///
/// `belief' ∝ (Pᵀ belief) · exp(β ℓ)` in log space (Rabiner 1989, forward algorithm). Everything it
/// does is linear in the joint weights, so a `:mask` observation is kept apart as three joint
/// vectors (push, swap, stay) that later evidence weighs against one another. A second chain
/// without evidence runs beside it: what the prior alone would say.
public struct MaskFilter: Sendable {
  /// The masks considered.
  public internal(set) var cast: Cast
  /// The stacks considered.
  public internal(set) var hypotheses: [Stack]
  /// The log evidence of everything heard so far, in nats.
  public private(set) var logEvidence = 0.0
  /// The mass lost at the last change of hypotheses because no more than the width are kept.
  public internal(set) var droppedMass = 0.0
  /// How the speaker changes between sentences.
  public private(set) var transition: Transition
  /// How probable a stack is before a word is said.
  public private(set) var prior: Prior

  /// `[operator][hypothesis]`, the joint log weights given that somebody is there.
  ///
  /// One row before any `:mask`, three (push, swap, stay) after one.
  var joint: [[Double]]
  /// The log weight of there being nobody this turn.
  private var logVacancy = -Double.infinity
  /// The joint as it was when the turn's listener may have gone: it is what remains afterwards.
  private var held: [[Double]] = []
  /// `[hypothesis]`, the log weights of the chain that hears nothing.
  var unheard: [Double]
  var kernel: TransitionKernel
  /// Whether `hypotheses` are those of the cast, all of them and no others.
  var isFamily = false

  /// Starts from the prior over the cast's hypotheses.
  public init(cast: Cast, prior: Prior, transition: Transition, width: Int = 16) {
    self.init(
      cast: cast, hypotheses: cast.hypotheses(maximumDepth: prior.maximumDepth), prior: prior,
      transition: transition)
    recast(to: cast, width: width)
  }

  /// Starts from the prior over `hypotheses`.
  public init(cast: Cast, hypotheses: [Stack], prior: Prior, transition: Transition) {
    self.cast = cast
    self.hypotheses = hypotheses
    self.prior = prior
    self.transition = transition
    kernel = TransitionKernel(transition, hypotheses: hypotheses, prior: prior, cast: cast)
    unheard = prior.probabilities(of: hypotheses, cast: cast).map(LogSpace.log)
    joint = [unheard]
  }

  /// The belief as it stands, the chance that nobody is there counted as bare.
  public var belief: Belief {
    Belief(hypotheses: hypotheses, probabilities: logWeights.map(LogSpace.exp))
  }

  /// The belief's log weights, normalised, in the order of `hypotheses`.
  public var logWeights: [Double] {
    hypotheses.indices.map { index in
      let present = LogSpace.sum(joint.map { $0[index] })
      return hypotheses[index] == .bare ? LogSpace.sum(present, logVacancy) : present
    }
  }

  /// What the prior, the transitions and the declarations say without any evidence.
  public var priorBelief: Belief {
    Belief(hypotheses: hypotheses, probabilities: unheard.map(LogSpace.exp))
  }

  /// The probability that there is nobody to infer this turn.
  public var vacancy: Double { LogSpace.exp(logVacancy) }

  /// The posterior probability that the last `:mask` was pushed, swapped in or ignored; `nil`
  /// before the first.
  public var operatorPosterior: OperatorPosterior? {
    guard joint.count == 3 else { return nil }
    var masses = joint.map { LogSpace.sum($0) }
    if logVacancy > -.infinity {
      // Where nobody was there, what was known of the operators before the turn is still true.
      for row in masses.indices {
        masses[row] = LogSpace.sum(masses[row], LogSpace.sum(held[row]) + logVacancy)
      }
    }
    let total = LogSpace.sum(masses)
    guard total > -.infinity else { return nil }
    let shares = masses.map { LogSpace.exp($0 - total) }
    return OperatorPosterior(push: shares[0], swap: shares[1], stay: shares[2])
  }

  /// Moves one sentence on: the transition, before anything is heard.
  ///
  /// - Complexity: O(hypotheses).
  public mutating func predict() {
    joint = joint.map { kernel.predict($0) }
    unheard = kernel.predict(unheard)
  }

  /// Weighs a sentence: `logLikelihoods` are in nats, in the order of `hypotheses`, multiplied by
  /// `exponent` (β).
  ///
  /// A sentence that is impossible under every hypothesis tells nothing and is ignored.
  ///
  /// - Returns: the log predictive probability of the sentence, in nats.
  @discardableResult
  public mutating func update(_ logLikelihoods: [Double], exponent: Double = 1) -> Double {
    precondition(
      logLikelihoods.count == hypotheses.count,
      "\(logLikelihoods.count) likelihoods for \(hypotheses.count) hypotheses")
    // Under an exponent of zero even the impossible tells nothing; 0 · −∞ would be no number.
    let evidence = logLikelihoods.map { exponent == 0 ? 0 : exponent * $0 }
    var weighed = joint.map { row in zip(row, evidence).map { $0 + $1 } }
    var weighedVacancy = logVacancy
    if logVacancy > -.infinity, let bare = hypotheses.firstIndex(of: .bare) {
      weighedVacancy += evidence[bare]
    }
    let increment = LogSpace.sum(weighed.map { LogSpace.sum($0) } + [weighedVacancy])
    guard increment > -.infinity else { return increment }
    for row in weighed.indices {
      for column in weighed[row].indices { weighed[row][column] -= increment }
    }
    joint = weighed
    logVacancy = weighedVacancy - increment
    logEvidence += increment
    return increment
  }

  /// Begins a turn in which, with probability `vacancy`, nobody can be inferred: the words then
  /// come from the bare model and say nothing about who was there before.
  public mutating func beginTurn(vacancy: Double) {
    endTurn()
    guard vacancy > 0, hypotheses.contains(.bare) else { return }
    let absent = vacancy < 1 ? vacancy : 1 - 1e-12
    held = joint
    let logPresence = LogSpace.log(1 - absent)
    joint = joint.map { row in row.map { $0 + logPresence } }
    logVacancy = LogSpace.log(absent)
  }

  /// Ends the turn: restores the belief held before the suspected absence.
  public mutating func endTurn() {
    guard logVacancy > -.infinity else { return }
    for row in joint.indices {
      for column in joint[row].indices {
        joint[row][column] = LogSpace.sum(
          joint[row][column], held[row][column] + logVacancy)
      }
    }
    logVacancy = -.infinity
    held = []
  }

  /// Takes a declaration as an observation: mass moves as `odds` say, and the operators are kept
  /// apart until the next one.
  ///
  /// The cast becomes `cast`, and at most `width` hypotheses remain.
  public mutating func observe(
    _ declaration: Declaration, odds: DeclarationOdds, cast: Cast, width: Int
  ) {
    endTurn()
    let merged = hypotheses.indices.map { index in LogSpace.sum(joint.map { $0[index] }) }
    let shares = odds.shares(of: declaration).map(LogSpace.log)
    let outcomes = hypotheses.map {
      declaration.outcomes(of: $0, maximumDepth: prior.maximumDepth)
    }
    var position: [Stack: Int] = [:]
    var reached: [Stack] = []
    for stack in hypotheses + outcomes.flatMap({ $0 }) where position[stack] == nil {
      position[stack] = reached.count
      reached.append(stack)
    }
    func moved(_ weights: [Double], by choice: Int) -> [Double] {
      var result = [Double](repeating: -.infinity, count: reached.count)
      for (index, weight) in weights.enumerated() {
        guard let target = position[outcomes[index][choice]] else { continue }
        result[target] = LogSpace.sum(result[target], weight + shares[choice])
      }
      return result
    }
    joint = shares.indices.map { moved(merged, by: $0) }
    let unheardMoves = shares.indices.map { moved(unheard, by: $0) }
    unheard = reached.indices.map { index in LogSpace.sum(unheardMoves.map { $0[index] }) }
    hypotheses = reached
    isFamily = false
    if case .putOn = declaration {
    } else {
      joint = [reached.indices.map { index in LogSpace.sum(joint.map { $0[index] }) }]
    }
    recast(to: cast, width: width)
  }

  /// Changes the prior and the transition from here on; the belief stays as it is.
  public mutating func retune(prior: Prior, transition: Transition) {
    if prior.maximumDepth != self.prior.maximumDepth { isFamily = false }
    self.prior = prior
    self.transition = transition
    kernel = TransitionKernel(transition, hypotheses: hypotheses, prior: prior, cast: cast)
  }
}
