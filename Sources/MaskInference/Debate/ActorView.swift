/// The actor under the mask, as a model of the words: `p(x | m) = (1 − ε) p_m(x) + ε p_a(x)` for
/// every sentence, with one lane `a` shared by all masks.
///
/// The actor wears the mask it was told to wear, at most one over its own; a second replaces the
/// first. A mask does not change by itself, only at a declaration, by the filter's odds. How often
/// the actor shows through, ε, is the same for all masks and for the whole dialogue; it is unknown
/// and integrated over.
///
/// A mask may be without a lane in some turn. It is then weighed as those at hand are on average
/// and keeps its weight; so is the actor's own lane. That is an approximation, but each sentence
/// still has a proper probability.
public struct ActorView: Sendable {
  /// The stack whose lane is the actor's.
  public let actor: Stack
  /// How often the actor was thought to show through.
  public let leakPrior: LeakPrior
  /// What the actor may be wearing; see ``costume(for:)``.
  public private(set) var costumes: [Stack]

  /// Masks that count as no costume where they are worn beneath one.
  private let permanent: Set<Mask>
  private let grid: LeakGrid
  /// `[costume][node of ε]`, joint log weights given that somebody is there.
  private var joint: [[Double]]
  /// The log weight of there being nobody this turn.
  private var logVacancy = -Double.infinity
  /// The joint as it was when the turn's listener may have gone.
  private var held: [[Double]] = []

  /// Starts from the belief over the first mask that the other view starts from.
  ///
  /// Each stack counts as its costume, so both views give every outermost mask the same
  /// probability.
  ///
  /// - Parameters:
  ///   - first: who is speaking before a word is said.
  ///   - actor: the stack whose lane is the actor's.
  ///   - hardwired: the mask that fine-tuning made permanent.
  ///   - leakPrior: how often the actor is thought to show through.
  public init(first: Belief, actor: Stack, hardwired: Mask?, leakPrior: LeakPrior = LeakPrior()) {
    self.actor = actor
    self.leakPrior = leakPrior
    permanent = Set(actor.masks + (hardwired.map { [$0] } ?? []))
    let grid = LeakGrid(leakPrior)
    self.grid = grid
    costumes = []
    joint = []
    for (stack, probability) in zip(first.hypotheses, first.probabilities) {
      let logProbability = LogSpace.log(probability)
      add(grid.logPrior.map { $0 + logProbability }, to: costume(for: stack))
    }
  }

  /// What the actor wears where it is told to be `stack`: the outermost mask, over those that are
  /// always there.
  ///
  /// The hardwired mask and the actor's own are no costume, so that `assistant ▸ pirate` is one
  /// mask over the actor and both views may tell it from a pirate alone.
  public func costume(for stack: Stack) -> Stack {
    guard let outermost = stack.outermost else { return .bare }
    return Stack(stack.masks.dropLast().filter(permanent.contains) + [outermost])
  }

  /// The probability of each costume, the chance that nobody is there left out.
  public var belief: Belief {
    let weights = logWeights
    let total = LogSpace.sum(weights)
    return Belief(hypotheses: costumes, probabilities: weights.map { LogSpace.exp($0 - total) })
  }

  /// What is known of ε.
  public var leak: LeakPosterior {
    let masses = grid.nodes.indices.map { node in
      let present = LogSpace.sum(joint.map { $0[node] })
      let absent = LogSpace.sum(held.map { $0[node] }) + logVacancy
      return LogSpace.exp(LogSpace.sum(present, absent))
    }
    return LeakPosterior(grid: grid, masses: masses)
  }

  /// Hears a sentence.
  ///
  /// A sentence that this view holds impossible leaves it as it was.
  ///
  /// - Returns: its log predictive probability in nats; `nil` where no lane of this view is at
  ///   hand.
  mutating func hear(_ evidence: DebateEvidence) -> Double? {
    guard let completed = evidence.completed(for: costumes, logWeights: logWeights) else {
      return nil
    }
    let ofActor = evidence.logLikelihood(under: actor) ?? completed.average
    let weighed = zip(joint, completed.logLikelihoods).map { row, ofCostume in
      zip(row, mixture(ofCostume, ofActor)).map { $0 + $1 }
    }
    let bare = evidence.logLikelihood(under: .bare) ?? completed.average
    let weighedVacancy = logVacancy + bare
    let increment = LogSpace.sum(weighed.map { LogSpace.sum($0) } + [weighedVacancy])
    guard increment > -.infinity else { return increment }
    joint = weighed.map { row in row.map { $0 - increment } }
    logVacancy = weighedVacancy - increment
    return increment
  }

  /// Takes a declaration as an observation: it is followed by the filter's own odds.
  mutating func declare(_ declaration: Declaration, odds: DeclarationOdds, maximumDepth: Int) {
    endTurn()
    let shares = odds.shares(of: declaration).map(LogSpace.log)
    let before = zip(costumes, joint)
    costumes = []
    joint = []
    for (costume, row) in before {
      let outcomes = outcomes(of: costume, under: declaration, maximumDepth: maximumDepth)
      for (outcome, share) in zip(outcomes, shares) where share > -.infinity {
        add(row.map { $0 + share }, to: outcome)
      }
    }
  }

  /// Begins a turn in which, with probability `vacancy`, nobody can be inferred and the bare model
  /// speaks; that is the filter's rule and no part of the debate.
  mutating func beginTurn(vacancy: Double) {
    endTurn()
    guard vacancy > 0 else { return }
    let absent = vacancy < 1 ? vacancy : 1 - 1e-12
    held = joint
    let logPresence = LogSpace.log(1 - absent)
    joint = joint.map { row in row.map { $0 + logPresence } }
    logVacancy = LogSpace.log(absent)
  }

  /// Ends the turn: restores the belief held before the suspected absence.
  mutating func endTurn() {
    guard logVacancy > -.infinity else { return }
    for (row, before) in held.enumerated() {
      for node in before.indices {
        joint[row][node] = LogSpace.sum(joint[row][node], before[node] + logVacancy)
      }
    }
    logVacancy = -.infinity
    held = []
  }

  private var logWeights: [Double] { joint.map { LogSpace.sum($0) } }

  /// `log((1 − ε) p_m + ε p_a)` at each node.
  private func mixture(_ ofCostume: Double, _ ofActor: Double) -> [Double] {
    let greater = max(ofCostume, ofActor)
    guard greater > -.infinity else { return grid.nodes.map { _ in greater } }
    let costume = LogSpace.exp(ofCostume - greater)
    let actor = LogSpace.exp(ofActor - greater)
    return grid.nodes.map { greater + LogSpace.log((1 - $0) * costume + $0 * actor) }
  }

  /// The costume that `costume` becomes under each operator, in the order push, swap, stay.
  private func outcomes(
    of costume: Stack, under declaration: Declaration, maximumDepth: Int
  ) -> [Stack] {
    if case .takeOff(let mask, let rest) = declaration, costume.outermost == mask {
      // What the mask had replaced is worn again, which the costume itself does not remember.
      let left = self.costume(for: rest)
      return [left, left, costume]
    }
    return declaration.outcomes(of: costume, maximumDepth: maximumDepth).map(self.costume(for:))
  }

  private mutating func add(_ row: [Double], to costume: Stack) {
    if let index = costumes.firstIndex(of: costume) {
      joint[index] = zip(joint[index], row).map { LogSpace.sum($0, $1) }
    } else {
      costumes.append(costume)
      joint.append(row)
    }
  }
}
