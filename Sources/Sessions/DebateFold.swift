package import MaskInference
package import Theatre

/// A recorded chat, up to where it is, folded into the debate of the two views.
///
/// It needs the document alone: the recorded evidence is heard again, as ``Stage/recall`` does, and
/// no language model is asked.
package struct DebateFold: Sendable {
  /// The debate after a turn.
  package struct Step: Hashable, Sendable {
    /// The number of the turn, branches that were left counted.
    package let turn: Int
    /// The log Bayes factor of the actor over the masks so far, in nats.
    package let logBayesFactor: Double
  }

  /// The debate after the last event.
  package private(set) var debate: Debate
  /// The debate after each turn.
  package private(set) var steps: [Step] = []
  /// Every stack that was among the hypotheses of some turn, in the order in which they came.
  package private(set) var lanes: [Stack] = []
  /// The settings after the last event.
  package private(set) var settings: Settings
  /// Whether the prior over stacks or the transition was changed on the way.
  package private(set) var isRetuned = false
  /// Sentences drawn from the belief, which is to say from the masks' own model.
  package private(set) var sampled = 0
  /// Those of them that another mask spoke than the outermost one declared.
  package private(set) var slipped = 0

  /// Sentences whose evidence counts less than in full, because no single lane spoke them.
  package private(set) var tempered = 0

  private let hardwired: Mask?
  private var declared: Stack

  /// Folds `document`.
  ///
  /// - Parameters:
  ///   - document: the recorded chat.
  ///   - actor: the stack whose lane is the actor's; the hardwired mask alone by default, the bare
  ///     model where there is none.
  ///   - leakPrior: how often the actor is thought to show through.
  ///   - priorOdds: how much more probable the actor is than the masks; above zero.
  package init(
    _ document: SessionDocument, actor: Stack? = nil, leakPrior: LeakPrior = LeakPrior(),
    priorOdds: Double = 1
  ) {
    settings = document.opening.settings
    hardwired = document.opening.hardwired
    declared = Stack(hardwired.map { [$0] } ?? [])
    debate = Debate(
      MaskFilter(
        cast: Cast(hardwired: hardwired, declared: .bare), prior: settings.prior,
        transition: settings.transition, width: settings.width),
      actor: actor, leakPrior: leakPrior, priorOdds: priorOdds)
    if let hardwired {
      // The chat template puts the hardwired mask on, for certain.
      declare(.only(hardwired), odds: DeclarationOdds(linger: 0))
    }
    for place in document.tree.path(to: document.tree.head) {
      switch document.entries[place - 1].event {
      case .mask(let edit): take(edit)
      case .setting(let name, let value): change(name, to: value)
      case .reply(let turn):
        hear(turn)
        let number = document.number(ofTurnAt: place) ?? steps.count + 1
        steps.append(Step(turn: number, logBayesFactor: debate.logBayesFactor))
      case .seed, .model, .utterance, .branch, .goTo: break
      }
    }
  }

  private mutating func take(_ edit: StackEdit) {
    let before = declared
    switch edit {
    case .putOn(let mask):
      declared = before.pushing(mask) ?? before
      declare(.putOn(mask))
    case .only(let mask):
      declared = Stack([mask])
      declare(.only(mask))
    case .takeOff(let mask): takeOff(mask)
    case .pop: if let mask = before.outermost { takeOff(mask) }
    case .clear:
      declared = .bare
      declare(.clear)
    }
  }

  private mutating func takeOff(_ mask: Mask) {
    declared = declared.removing(mask)
    declare(.takeOff(mask, leaving: declared))
  }

  private mutating func declare(_ declaration: Declaration, odds: DeclarationOdds? = nil) {
    let others = debate.masks.filter.cast.masks.filter { !declared.contains($0) }
    debate.declare(
      declaration, odds: odds ?? settings.odds,
      cast: Cast(hardwired: hardwired, declared: declared, others: others), width: settings.width)
  }

  private mutating func change(_ name: String, to value: String) {
    let before = settings
    guard let row = Settings.table.first(where: { $0.name == name }), row.write(value, &settings)
    else { return }
    debate.retune(prior: settings.prior, transition: settings.transition)
    if before.prior != settings.prior || before.transition != settings.transition {
      isRetuned = true
    }
  }

  private mutating func hear(_ turn: Turn) {
    let cast = Cast(hardwired: hardwired, declared: declared, others: turn.cast)
    debate.beginTurn(cast: cast, width: settings.width, vacancy: turn.report.anomaly.vacancy)
    for sentence in turn.sentences {
      debate.hear(
        DebateEvidence(
          hypotheses: turn.hypotheses, logLikelihoods: sentence.logLikelihoods,
          exponent: sentence.exponent ?? 1))
      if sentence.exponent != nil { tempered += 1 }
      guard settings.blend == .sample, let speaker = sentence.speaker,
        turn.hypotheses.indices.contains(speaker)
      else { continue }
      sampled += 1
      if turn.hypotheses[speaker].outermost != declared.outermost { slipped += 1 }
    }
    debate.endTurn()
    lanes += turn.hypotheses.filter { !lanes.contains($0) }
  }
}
