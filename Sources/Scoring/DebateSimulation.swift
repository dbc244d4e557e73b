package import MaskInference
package import Support

/// Dialogues drawn from either view with toy voices, to see whether a debate finds out which.
///
/// A sentence is a few words, each drawn by itself from the voice of the stack that speaks. What
/// speaks is drawn as the view says and never looked up again: the debate hears only the words.
package struct DebateSimulation: Sendable {
  /// The view that a dialogue is drawn from.
  package enum Truth: String, CaseIterable, Sendable {
    /// The actor under the mask.
    case actor
    /// Masks all the way down.
    case masks
  }

  /// A dialogue that was drawn, and what became of it.
  package struct Dialogue: Sendable {
    /// The view that it was drawn from.
    package let truth: Truth
    /// The debate after the last sentence.
    package let debate: Debate
    /// ε, as it was drawn; under the masks it meant nothing.
    package let leak: Double
    /// Whose voice spoke each sentence.
    package let speakers: [Stack]
    /// How far the voice that spoke led those of other outermost masks, in nats per sentence, on
    /// average.
    package let gap: Double

    /// Whether the evidence leans to the view that is true, by however little.
    package var isRight: Bool {
      truth == .actor ? debate.logBayesFactor > 0 : debate.logBayesFactor < 0
    }

    /// Whether the verdict is the view that is true; `nil` where there is none.
    package var isDecidedRightly: Bool? {
      debate.verdict == .undecided ? nil : debate.verdict.rawValue == truth.rawValue
    }
  }

  /// The masks considered; everybody is considered from the first sentence to the last.
  package var cast = Cast(
    hardwired: Mask("assistant"), declared: .bare,
    others: ["bard", "clerk", "monk", "pirate", "spy"].map(Mask.init))
  /// How probable a stack is before a word is said.
  package var prior = Prior()
  /// How the speaker changes between sentences under the masks.
  package var transition = Transition()
  /// How often the actor shows through under the actor.
  package var leakPrior = LeakPrior()
  /// Sentences in a dialogue.
  package var sentences = 40
  /// Words in a sentence.
  package var words = 8
  /// How different the voices are: the half width of the uniform log weights of their words.
  package var contrast = 1.2

  /// Words that there are.
  private static let vocabulary = 12
  /// How much of the voice of a stack is the voice of the masks beneath the outermost one.
  private static let innerShare = 0.3

  /// Creates a simulation with the program's own priors.
  package init() {}

  /// Draws dialogues and lets both views hear them; the same seed gives the same dialogues.
  package func dialogues(_ count: Int, from truth: Truth, seed: UInt64) -> [Dialogue] {
    (0..<count).map { number in
      // Even streams for one view and odd ones for the other keep them apart.
      var generator = SeededGenerator(
        seed: seed, stream: UInt64(number) * 2 + (truth == .actor ? 0 : 1))
      return dialogue(from: truth, using: &generator)
    }
  }

  /// Draws a dialogue and lets both views hear it.
  ///
  /// - Complexity: O(sentences · hypotheses) with a factor of 64 for the values of ε.
  package func dialogue(
    from truth: Truth, using generator: inout SeededGenerator
  ) -> Dialogue {
    let hypotheses = cast.hypotheses(maximumDepth: prior.maximumDepth)
    var debate = Debate(
      MaskFilter(cast: cast, hypotheses: hypotheses, prior: prior, transition: transition),
      leakPrior: leakPrior)
    let voices = voices(of: hypotheses, using: &generator)
    let leak = leakPrior.draw(using: &generator)
    let first = generator.index(drawnFrom: prior.probabilities(of: hypotheses, cast: cast))
    let actor = hypotheses.firstIndex(of: debate.actor.actor) ?? first
    let rows = transitionRows(hypotheses)
    var speaker = hypotheses.firstIndex(of: debate.actor.costume(for: hypotheses[first])) ?? first
    var speakers: [Stack] = []
    var gaps: [Double] = []
    debate.beginTurn(cast: cast, width: hypotheses.count)
    for _ in 0..<sentences {
      let voice: Int
      switch truth {
      case .actor: voice = Double.random(in: 0..<1, using: &generator) < leak ? actor : speaker
      case .masks:
        speaker = generator.index(drawnFrom: rows[speaker])
        voice = speaker
      }
      speakers.append(hypotheses[voice])
      var logLikelihoods = hypotheses.map { _ in 0.0 }
      for _ in 0..<words {
        let word = generator.index(drawnFrom: voices[voice])
        for index in hypotheses.indices {
          logLikelihoods[index] += LogSpace.log(voices[index][word])
        }
      }
      for (index, stack) in hypotheses.enumerated()
      where stack.outermost != hypotheses[voice].outermost {
        gaps.append(logLikelihoods[voice] - logLikelihoods[index])
      }
      debate.hear(DebateEvidence(hypotheses: hypotheses, logLikelihoods: logLikelihoods))
    }
    debate.endTurn()
    return Dialogue(
      truth: truth, debate: debate, leak: leak, speakers: speakers,
      gap: gaps.reduce(0, +) / Double(max(1, gaps.count)))
  }

  private func transitionRows(_ hypotheses: [Stack]) -> [[Double]] {
    let kernel = TransitionKernel(transition, hypotheses: hypotheses, prior: prior, cast: cast)
    return hypotheses.indices.map { source in
      hypotheses.indices.map { kernel.probability(from: source, to: $0) }
    }
  }

  /// The probabilities of the words in the voice of each stack.
  private func voices(
    of hypotheses: [Stack], using generator: inout SeededGenerator
  ) -> [[Double]] {
    func tastes() -> [Double] {
      (0..<Self.vocabulary).map { _ in Double.random(in: -contrast...contrast, using: &generator) }
    }
    let bare = tastes()
    let tasteOf = Dictionary(
      uniqueKeysWithValues: cast.masks.map { mask in (mask, tastes()) })
    return hypotheses.map { stack in
      let blended = stack.masks.reduce(bare) { inner, mask in
        let outer = tasteOf[mask] ?? bare
        guard stack.depth > 1, inner != bare else { return outer }
        return zip(inner, outer).map { Self.innerShare * $0 + (1 - Self.innerShare) * $1 }
      }
      let total = LogSpace.sum(blended)
      return blended.map { LogSpace.exp($0 - total) }
    }
  }
}
