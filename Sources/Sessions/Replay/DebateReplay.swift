package import Engine
package import MaskInference

/// A recorded chat, up to where it is, folded into the debate of the two views.
///
/// It needs the document alone: the recorded evidence is heard again, and no language model is
/// asked.
package struct DebateReplay: Sendable {
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

  /// Folds `document`.
  ///
  /// - Parameters:
  ///   - document: the recorded chat.
  ///   - actor: the stack whose lane is the actor's; the hardwired mask alone by default, the bare
  ///     model where there is none.
  ///   - leakPrior: how often the actor is thought to show through.
  ///   - priorOdds: how much more probable the actor is than the masks; above zero.
  /// - Throws: `SessionError.badSetting` or `.unplayable` when the stack or the settings cannot be
  ///   changed as is recorded. Evidence that is damaged is left out.
  package init(
    _ document: SessionDocument, actor: Stack? = nil, leakPrior: LeakPrior = LeakPrior(),
    priorOdds: Double = 1
  ) throws(SessionError) {
    let (hardwired, settings) = (document.opening.hardwired, document.opening.settings)
    self.settings = settings
    var state = ChatState(hardwired: hardwired, settings: settings)
    debate = Debate(
      MaskFilter(
        cast: Cast(hardwired: hardwired, declared: .bare), prior: settings.prior,
        transition: settings.transition, width: settings.width),
      actor: actor, leakPrior: leakPrior, priorOdds: priorOdds)
    if let hardwired {
      // The chat template puts the hardwired mask on, for certain.
      declare(.only(hardwired), odds: DeclarationOdds(linger: 0), in: state)
    }
    for place in document.tree.path(to: document.tree.head) {
      let event = document.entries[place - 1].event
      do {
        switch event {
        case .mask(let edit):
          let declaration = try edit.declaration(in: state)
          state = try state.applying(event)
          declare(declaration, odds: state.settings.odds, in: state)
        case .setting:
          let before = state.settings
          state = try state.applying(event)
          retune(from: before, to: state.settings)
        case .reply(let turn):
          hear(turn, in: state)
          let number = document.number(ofTurnAt: place) ?? steps.count + 1
          steps.append(Step(turn: number, logBayesFactor: debate.logBayesFactor))
        default: state = try state.applying(event)
        }
      } catch {
        throw SessionError(at: place - 1, error)
      }
    }
    self.settings = state.settings
  }

  private mutating func declare(
    _ declaration: Declaration, odds: DeclarationOdds, in state: ChatState
  ) {
    debate.declare(
      declaration, odds: odds, cast: state.cast(with: debate.masks.filter.cast.masks),
      width: state.settings.width)
  }

  private mutating func retune(from before: Settings, to settings: Settings) {
    debate.retune(prior: settings.prior, transition: settings.transition)
    if before.prior != settings.prior || before.transition != settings.transition {
      isRetuned = true
    }
  }

  private mutating func hear(_ turn: Turn, in state: ChatState) {
    let cast = Cast(
      hardwired: state.hardwired, declared: state.declared, others: turn.cast)
    debate.beginTurn(
      cast: cast, width: state.settings.width, vacancy: turn.report.anomaly.vacancy)
    for sentence in turn.sentences {
      debate.hear(
        DebateEvidence(
          hypotheses: turn.hypotheses, logLikelihoods: sentence.logLikelihoods,
          exponent: sentence.voice.evidenceWeight))
      if sentence.exponent != nil { tempered += 1 }
      guard state.settings.blend == .sample, let speaker = sentence.speaker,
        turn.hypotheses.indices.contains(speaker)
      else { continue }
      sampled += 1
      if turn.hypotheses[speaker].outermost != state.declared.outermost { slipped += 1 }
    }
    debate.endTurn()
    lanes += turn.hypotheses.filter { !lanes.contains($0) }
  }
}
