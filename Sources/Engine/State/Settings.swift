package import LanguageModels
package import MaskInference

/// Everything about a chat that a person may change and that changes its numbers.
package struct Settings: Hashable, Sendable, Codable {
  /// Who speaks.
  package enum BlendMode: String, Hashable, Sendable, Codable, CaseIterable {
    /// A stack drawn from the belief for every sentence.
    case sample
    /// All open lanes in one voice, the log-linear pool of them.
    case pool
    /// Always the declared stack.
    case declared
    /// Always the most probable stack.
    case top
  }

  /// Who speaks.
  package var blend = BlendMode.sample
  /// The law that words are drawn from and scored by.
  package var law = SamplingLaw()
  /// How probable a stack is before a word is said.
  package var prior = Prior()
  /// How the speaker changes between sentences.
  package var transition = Transition()
  /// What becomes of a declared mask, before the words decide.
  package var odds = DeclarationOdds()
  /// When the user's words come from nobody.
  package var vacancyTest = VacancyTest()
  /// β: how much the evidence of words counts that no single lane spoke, in [0, 1].
  ///
  /// Own words were drawn from the very distribution they are scored by and count in full. Any
  /// other model of the words is wrong somewhere and must not be trusted as if it were right: one
  /// half suits voices that are very distinct, less those that are alike.
  package var foreignExponent = 0.5
  /// The most hypotheses considered.
  package var width = 16
  /// The most masks in the cast, beyond the declared and named ones.
  package var castSize = 5
  /// Example exchanges told to a lane about its outermost mask.
  package var examples = 4
  /// The most tokens in a reply.
  package var replyTokens = 120
  /// The most tokens in a sentence.
  package var sentenceTokens = 64
  /// The most sentences in a reply.
  package var replySentences = 4
  /// The most tokens of one lane that are computed together; `nil`, as in older sessions, for as
  /// many as there is room for.
  ///
  /// From 64 tokens on llama.cpp's attention goes by tiles, whose rounding differs by some tenths
  /// of a nat a sentence. Below that a lane thinks the same whatever is read beside it, and a chat
  /// that was taken up again can be verified. It is no matter of taste and not among the settings a
  /// person changes.
  package var portion: Int? = 63
  /// The rule that ends sentences; `nil`, as in older sessions, for the first there was.
  ///
  /// It decides what one observation is, so a chat keeps the rule it was begun with, and a person
  /// cannot change it.
  package var sentenceRule: SentenceRule.Version? = .second
  /// How cards are made into what lanes are told; `nil`, as in older sessions, for the first
  /// version.
  ///
  /// It is no matter of taste either.
  package var staging: Staging? = .second

  /// Creates the default settings.
  package init() {}

  /// Reads settings; those that were added after the first sessions may be absent.
  ///
  /// - Throws: `DecodingError` naming the setting that is missing or wrong.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    blend = try container.decode(BlendMode.self, forKey: .blend)
    law = try container.decode(SamplingLaw.self, forKey: .law)
    prior = try container.decode(Prior.self, forKey: .prior)
    transition = try container.decode(Transition.self, forKey: .transition)
    odds = try container.decode(DeclarationOdds.self, forKey: .odds)
    vacancyTest = try container.decode(VacancyTest.self, forKey: .vacancyTest)
    foreignExponent =
      try container.decodeIfPresent(Double.self, forKey: .foreignExponent) ?? foreignExponent
    width = try container.decode(Int.self, forKey: .width)
    castSize = try container.decode(Int.self, forKey: .castSize)
    examples = try container.decode(Int.self, forKey: .examples)
    replyTokens = try container.decode(Int.self, forKey: .replyTokens)
    sentenceTokens = try container.decode(Int.self, forKey: .sentenceTokens)
    replySentences = try container.decode(Int.self, forKey: .replySentences)
    portion = try container.decodeIfPresent(Int.self, forKey: .portion)
    if let portion, portion < 1 {
      throw DecodingError.dataCorruptedError(
        forKey: .portion, in: container, debugDescription: "a number from 1 was expected")
    }
    sentenceRule = try container.decodeIfPresent(Int.self, forKey: .sentenceRule).map {
      number throws(DecodingError) in
      if let version = SentenceRule.Version(rawValue: number) { return version }
      let last = SentenceRule.Version.allCases.map(\.rawValue).max() ?? 1
      throw DecodingError.dataCorruptedError(
        forKey: .sentenceRule, in: container,
        debugDescription: number > last
          ? "a newer program wrote it: it ends sentences by rule \(number), and this program "
            + "knows rules 1 to \(last); update the program"
          : "a number from 1 was expected")
    }
    staging = try container.decodeIfPresent(Staging.self, forKey: .staging)
  }
}
