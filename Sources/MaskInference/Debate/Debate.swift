/// Which of two views of a language model the words speak for.
///
/// *The actor under the mask* (``ActorView``): one actor shows through whatever mask it was told to
/// wear. *Masks all the way down* (``SwitchingView``): the masks change by themselves and nobody is
/// under them. Both are fed the same sentences, weighed by the same lanes; each gives every
/// sentence a probability given those before, and the ratio of the products is the Bayes factor.
public struct Debate: Sendable {
  /// What the evidence says.
  public enum Verdict: String, Hashable, Sendable, Codable {
    /// It speaks for the actor under the mask.
    case actor
    /// It speaks for masks all the way down.
    case masks
    /// It is too weak to say.
    case undecided
  }

  /// The least evidence for a verdict, in nats: log 20, a Bayes factor of 20 either way.
  ///
  /// If one view is true, the running Bayes factor for the other ever reaches 20 with probability
  /// at most 1/20 (Ville's inequality), however long one looks.
  public static let decisiveNats = 2.995_732_273_553_991

  /// The view of the actor under the mask.
  public private(set) var actor: ActorView
  /// The view of masks all the way down.
  public private(set) var masks: SwitchingView
  /// How much more probable the actor is than the masks before a word is said; the design's is 1.
  public let priorOdds: Double
  /// The log evidence of what was heard under the actor, in nats.
  public private(set) var logEvidenceOfActor = 0.0
  /// The log evidence of the same under the masks, in nats.
  public private(set) var logEvidenceOfMasks = 0.0
  /// The log Bayes factor of the actor over the masks after each sentence that counts, in nats.
  public private(set) var trajectory: [Double] = []
  /// Sentences of which one of the views can say nothing; they count for neither.
  public private(set) var leftOut = 0
  /// Sentences that count and were weighed without the actor's own lane.
  public private(set) var withoutActor = 0

  /// Opens the debate before a word is said.
  ///
  /// - Parameters:
  ///   - filter: the filter as it starts; its belief is both views' prior over the first mask.
  ///   - actor: the stack whose lane is the actor's; the hardwired mask alone by default, the bare
  ///     model where there is none.
  ///   - leakPrior: how often the actor is thought to show through.
  ///   - priorOdds: how much more probable the actor is than the masks; above zero.
  public init(
    _ filter: MaskFilter, actor: Stack? = nil, leakPrior: LeakPrior = LeakPrior(),
    priorOdds: Double = 1
  ) {
    let hardwired = filter.cast.hardwired
    self.actor = ActorView(
      first: filter.belief, actor: actor ?? Stack(hardwired.map { [$0] } ?? []),
      hardwired: hardwired, leakPrior: leakPrior)
    masks = SwitchingView(filter)
    self.priorOdds = priorOdds
  }

  /// The log Bayes factor of the actor over the masks, in nats.
  ///
  /// Zero where each view has held something impossible that was said.
  public var logBayesFactor: Double {
    logEvidenceOfActor == logEvidenceOfMasks ? 0 : logEvidenceOfActor - logEvidenceOfMasks
  }

  /// The posterior probability of the actor; that of the masks is what is missing to one.
  public var probabilityOfActor: Double {
    1 / (1 + LogSpace.exp(-(logBayesFactor + LogSpace.log(priorOdds))))
  }

  /// What the evidence says; the prior odds do not enter.
  public var verdict: Verdict {
    guard logBayesFactor.magnitude >= Self.decisiveNats else { return .undecided }
    return logBayesFactor > 0 ? .actor : .masks
  }

  /// Tells both views what the person declared.
  ///
  /// The cast becomes `cast`, and at most `width` hypotheses remain.
  public mutating func declare(
    _ declaration: Declaration, odds: DeclarationOdds, cast: Cast, width: Int
  ) {
    actor.declare(
      declaration, odds: odds, maximumDepth: masks.filter.prior.maximumDepth)
    masks.declare(declaration, odds: odds, cast: cast, width: width)
  }

  /// Begins a turn of a dialogue with the masks then considered, where with probability `vacancy`
  /// there is nobody to infer.
  public mutating func beginTurn(cast: Cast, width: Int, vacancy: Double = 0) {
    masks.beginTurn(cast: cast, width: width, vacancy: vacancy)
    // The filter knows of no vacancy where the bare model is not considered.
    actor.beginTurn(vacancy: masks.filter.vacancy > 0 ? vacancy : 0)
  }

  /// Ends the turn.
  public mutating func endTurn() {
    actor.endTurn()
    masks.endTurn()
  }

  /// Changes the prior over stacks and the transition from here on.
  public mutating func retune(prior: Prior, transition: Transition) {
    masks.retune(prior: prior, transition: transition)
  }

  /// Hears a sentence.
  public mutating func hear(_ evidence: DebateEvidence) {
    var listeningActor = actor
    var listeningMasks = masks
    guard let ofActor = listeningActor.hear(evidence), let ofMasks = listeningMasks.hear(evidence),
      max(ofActor, ofMasks) > -.infinity
    else {
      masks.pass()
      leftOut += 1
      return
    }
    actor = listeningActor
    masks = listeningMasks
    logEvidenceOfActor += ofActor
    logEvidenceOfMasks += ofMasks
    trajectory.append(logBayesFactor)
    if evidence.logLikelihood(under: actor.actor) == nil { withoutActor += 1 }
  }
}
