package import Engine
package import MaskInference

/// What was believed in the course of a chat, sentence by sentence, as it was recorded.
///
/// It needs the document alone; no language model is asked.
package struct BeliefHistory: Sendable {
  /// The belief after a sentence.
  package struct Sentence: Hashable, Sendable {
    /// Its turn, counted from one.
    package let turn: Int
    /// The weight of each mask as the outermost one.
    package let blend: [String: Double]
    /// The weight of the bare model.
    package let bare: Double
    /// The probability of each depth from zero.
    package let depth: [Double]

    /// The mean depth.
    package var meanDepth: Double {
      depth.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element }
    }
  }

  /// A turn and where its sentences are.
  package struct Turn: Hashable, Sendable {
    /// Its number in the chat, branches that were left counted: what `:goto` takes.
    package let number: Int
    /// Its place in ``BeliefHistory/sentences``; empty where nothing was said.
    package let sentences: Range<Int>
    /// Who was really talking.
    package let report: TurnReport
  }

  /// Something a person did between the turns.
  package struct Mark: Hashable, Sendable {
    /// The turn it came before, counted from one.
    package let turn: Int
    /// What was done.
    package let event: SessionEvent
  }

  /// Every sentence of the chat's replies.
  package private(set) var sentences: [Sentence] = []
  /// Every turn.
  package private(set) var turns: [Turn] = []
  /// What was done on the way, in order.
  package private(set) var marks: [Mark] = []

  /// Reads the history off a recorded chat.
  package init(_ document: SessionDocument) {
    for place in document.tree.path(to: document.tree.head) {
      switch document.entries[place - 1].event {
      case .reply(let turn):
        let start = sentences.count
        for sentence in turn.sentences {
          add(
            Belief(
              hypotheses: turn.hypotheses,
              // A damaged record may have fewer or more.
              probabilities: turn.hypotheses.indices.map {
                sentence.belief.indices.contains($0) ? sentence.belief[$0] : 0
              }),
            maximumDepth: turn.report.depth.prior.count - 1)
        }
        turns.append(
          Turn(
            number: document.number(ofTurnAt: place) ?? turns.count + 1,
            sentences: start..<sentences.count, report: turn.report))
      case .branch: break
      case let event:
        if event.asTyped != nil { marks.append(Mark(turn: turns.count + 1, event: event)) }
      }
    }
  }

  /// Every mask that had some weight, the one with most of it over all sentences first.
  package var masks: [String] {
    var totals: [String: Double] = [:]
    for sentence in sentences {
      for (mask, weight) in sentence.blend { totals[mask, default: 0] += weight }
    }
    return totals.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
  }

  private mutating func add(_ belief: Belief, maximumDepth: Int) {
    let blend = belief.blend
    sentences.append(
      Sentence(
        turn: turns.count + 1,
        blend: Dictionary(uniqueKeysWithValues: blend.weights.map { ($0.key.name, $0.value) }),
        bare: blend.bare, depth: belief.depthDistribution(maximumDepth: max(0, maximumDepth))))
  }
}
