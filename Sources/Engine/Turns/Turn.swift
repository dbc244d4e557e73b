package import LanguageModels
package import MaskInference

/// One turn as it was played: what was heard, what was said, and what it told.
package struct Turn: Hashable, Sendable, Codable {
  /// A sentence of the reply.
  package struct Sentence: Hashable, Sendable {
    /// Its words.
    package var text: String
    /// Its tokens, the same in every lane.
    package var tokens: [Token]
    /// Who spoke it.
    package var voice: Voice
    /// Its log likelihood under each hypothesis, in nats.
    package var logLikelihoods: [Double]
    /// How far the lanes disagreed on its words, in nats: `−log Z` of their pool, summed over its
    /// tokens.
    ///
    /// It is `nil` in older recordings and where lanes slept.
    package var disagreement: Double?
    /// The log odds of all lanes blended in one voice against one lane at a time, in nats.
    ///
    /// They are `nil` in older recordings and where a lane cannot say it at all.
    package var blendLogOdds: Double?
    /// The probability of each hypothesis after it.
    package var belief: [Double]
    /// The indices of the hypotheses whose lanes have not read it; `nil` where all have.
    ///
    /// Their likelihoods are guesses.
    package var asleep: [Int]?

    /// The index of the hypothesis whose lane spoke it; `nil` where no single lane did.
    package var speaker: Int? { voice.speaker }
    /// β: how much its evidence counted where no single lane spoke it; `nil` where one did, and all
    /// of it counted.
    package var exponent: Double? {
      if case .foreign(let exponent) = voice { exponent } else { nil }
    }
  }

  /// Who spoke a sentence.
  package enum Voice: Hashable, Sendable {
    /// It was drawn from the lane of this hypothesis, and its evidence counts in full.
    case sampled(speaker: Int)
    /// No single lane spoke it, so its evidence counts to the power β, in [0, 1].
    case foreign(exponent: Double)

    /// The index of the hypothesis whose lane spoke it; `nil` where no single lane did.
    package var speaker: Int? { if case .sampled(let speaker) = self { speaker } else { nil } }
    /// How much its evidence counts, in [0, 1].
    package var evidenceWeight: Double {
      if case .foreign(let exponent) = self { exponent } else { 1 }
    }
  }

  /// Why a reply ended.
  package enum Ending: String, Hashable, Sendable, Codable {
    /// The speaker had done.
    case finished
    /// It was as long as it may be.
    case length
    /// The person stopped it; what had been said is kept.
    case interrupted
  }

  /// The tokens of the user's text that the lanes read.
  package var heard: [Token]
  /// The masks considered.
  package var cast: [Mask]
  /// The hypotheses, in the order of every list in the turn.
  package var hypotheses: [Stack]
  /// The reply, sentence by sentence.
  package var sentences: [Sentence]
  /// The whole reply.
  package var reply: String
  /// Why the reply ended.
  package var ending: Ending
  /// Who is really talking.
  package var report: TurnReport
  /// What each of its words told of the two leading voices (`report.leadingVoices`): its log
  /// likelihood under the first over the second, to a thousandth of a nat.
  ///
  /// It is `nil` in older recordings, where the lane of one of the two slept, and where there was
  /// one hypothesis only.
  package var wordNats: [Double]?
  /// The share of the reply that stands word for word in what the model was trained on, where that
  /// is known.
  package var recited: Double?
  /// How the likelihoods are estimated of lanes that slept; `nil` where none might.
  ///
  /// What the sentences tell of one voice or several is then what was told while they were spoken,
  /// by those who listened. It is `nil` in older recordings too, whose estimates stand as they were
  /// recorded.
  package var estimates: EstimateRule?
  /// What the person should know about the turn.
  package var notices: [Notice]
}

/// How the likelihoods are estimated of lanes that slept through a turn.
package enum EstimateRule: Int, Hashable, Sendable, Codable {
  /// They are worked out anew from what the other lanes made of it, by each account for itself.
  case second = 2
}

extension Turn {
  /// Whether a lane has not read all of it.
  package var isAsleep: Bool { sentences.contains { $0.asleep != nil } }

  /// Whether lanes may still read it that slept through it.
  package var isUnread: Bool { estimates != nil && isAsleep }

  /// Whether the same was heard and said in `other`.
  package func tellsOfTheSame(as other: Turn) -> Bool {
    heard == other.heard && hypotheses == other.hypotheses
      && sentences.map(\.tokens) == other.sentences.map(\.tokens)
  }

  /// Whether turns were forgotten for it.
  package var hasForgotten: Bool { forgotten > 0 }

  /// How many turns were forgotten for it.
  var forgotten: Int {
    notices.reduce(0) { sum, notice in
      // A damaged recording may say any number.
      if case .forgot(let turns) = notice { sum + min(max(0, turns), 1 << 30) } else { sum }
    }
  }

  /// How much of the belief belongs to hypotheses whose lanes slept through the end of the turn.
  package var asleepShare: Double {
    sentences.last.map { last in (last.asleep ?? []).reduce(0) { $0 + last.belief[$1] } } ?? 0
  }
}
