/// Where a sentence ends, as a function of its text alone.
///
/// The speaker may change only here, so the rule must not depend on who speaks or on what comes
/// next: it looks at the words so far and at nothing else.
package struct SentenceRule: Hashable, Sendable {
  /// Which of the rules there have been; a chat keeps the one that it was begun with.
  package enum Version: Int, Hashable, Sendable, Codable, CaseIterable {
    /// The rule of the first sessions: full stops of European and Chinese texts, and straight
    /// quotes.
    case first = 1
    /// Every script's marks, and pairs that stay together: see `SentenceReading`.
    case second = 2
  }

  /// Which rule it is.
  package let version: Version
  /// A sentence of this many tokens ends whatever it says.
  package let maximumTokens: Int

  /// Creates a rule.
  ///
  /// - Parameters:
  ///   - version: which rule; `nil`, as in older sessions, for the first.
  ///   - maximumTokens: the most tokens in a sentence.
  package init(version: Version?, maximumTokens: Int) {
    self.version = version ?? .first
    self.maximumTokens = maximumTokens
  }

  /// Whether a sentence that reads `text` after `tokens` tokens is over.
  ///
  /// - Complexity: O(length of `text`).
  package func isOver(_ text: String, tokens: Int) -> Bool {
    guard tokens < maximumTokens else { return true }
    switch version {
    case .first: return FirstSentenceRule.isOver(text)
    case .second: return SentenceReading(text).isOver
    }
  }
}
