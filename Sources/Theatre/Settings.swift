public import LanguageModels
public import MaskInference

/// Everything about a chat that a person may change and that changes its numbers.
public struct Settings: Hashable, Sendable, Codable {
  /// Which lane speaks.
  public enum BlendMode: String, Hashable, Sendable, Codable, CaseIterable {
    /// A stack drawn from the belief for every sentence.
    case sample
    /// Always the declared stack.
    case declared
    /// Always the most probable stack.
    case top
  }

  /// Which lane speaks.
  public var blend = BlendMode.sample
  /// The law that words are drawn from and scored by.
  public var law = SamplingLaw()
  /// How probable a stack is before a word is said.
  public var prior = Prior()
  /// How the speaker changes between sentences.
  public var transition = Transition()
  /// What becomes of a declared mask, before the words decide.
  public var odds = DeclarationOdds()
  /// When the user's words come from nobody.
  public var vacancyTest = VacancyTest()
  /// The most hypotheses considered.
  public var width = 16
  /// The most masks in the cast, beyond the declared and named ones.
  public var castSize = 5
  /// Example exchanges told to a lane about its outermost mask.
  public var examples = 4
  /// The most tokens in a reply.
  public var replyTokens = 120
  /// The most tokens in a sentence.
  public var sentenceTokens = 64
  /// The most sentences in a reply.
  public var replySentences = 4

  /// Creates the default settings.
  public init() {}
}
