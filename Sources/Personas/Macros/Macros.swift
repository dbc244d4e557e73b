/// What the macros of a card stand for, and what decides the random ones.
///
/// The macros are those of Character Card V3 and a few that cards in use rely on, in any case:
///
/// | macro | becomes |
/// | --- | --- |
/// | `{{char}}` `<BOT>` `<CHAR>` | the character's name |
/// | `{{user}}` `<USER>` | the user's name |
/// | `{{random:A,B}}` `{{pick:A,B}}` | one of the list; `\,` is a comma; `::` separates too |
/// | `{{roll:6}}` `{{roll:d6}}` `{{roll:2d6}}` | the sum of the dice |
/// | `{{reverse:text}}` | the text back to front |
/// | `{{// text}}` `{{comment:text}}` `{{hidden_key:text}}` `{{noop}}` | nothing |
/// | `{{newline}}` | a line break |
/// | `{{trim}}` | nothing, and the line breaks around it go too |
/// | `{{original}}` | the prompt that the card's replaces; an empty one leaves no double blank |
///
/// Every other macro stays as written, and so do a `<user>` and the `</user>` that closes it: such
/// a pair sets off a part of the text.
package struct Macros: Equatable, Sendable {
  /// What `{{char}}` becomes.
  package var characterName: String
  /// What `{{user}}` becomes.
  package var userName: String
  /// What decides random macros: the same seed draws the same at the same place of a text.
  package var seed: UInt64
  /// Whether a `<user>`, `<char>` or `<bot>` that is closed further on stays as written.
  package var keepsTagPairs = true

  /// Macros for a talk between a character and a user.
  package init(characterName: String, userName: String, seed: UInt64 = 0) {
    self.characterName = characterName
    self.userName = userName
    self.seed = seed
  }

  /// Macros for a talk between a card's character and a user.
  package init(card: CharacterCard, userName: String, seed: UInt64 = 0) {
    self.init(characterName: card.displayName, userName: userName, seed: seed)
  }

  /// Macros for a talk between a card's character, called by its name as it is spoken, and a user.
  package init(spokenBy card: CharacterCard, userName: String, seed: UInt64 = 0) {
    self.init(characterName: card.spokenName(to: userName), userName: userName, seed: seed)
  }

  /// The text with its macros expanded, from the inside out, once: what a macro became is not
  /// searched for macros again.
  ///
  /// Nothing but the arguments decides the result, neither clock nor random source. Once expansion
  /// has added 16 MiB, further macros stay as written. Complexity: O(length of the result).
  /// - Parameters:
  ///   - text: The text of a card.
  ///   - original: What `{{original}}` becomes; nil leaves it as written.
  ///   - offset: Where the text stands in a larger whole, in UTF-8 bytes. Texts expanded from the
  ///     same offset with the same seed draw alike, so give each text its own.
  /// - Returns: The text without the macros that could be expanded.
  package func expanded(
    _ text: String, original: String? = nil, startingAt offset: Int = 0
  ) -> String {
    var expansion = MacroExpansion(self, text, original: original, offset: offset)
    return expansion.run()
  }

  /// The macros of a text that `expanded` would leave as written, each once, in order.
  ///
  /// - Parameters:
  ///   - text: The text of a card.
  ///   - allowsOriginal: Whether `{{original}}` has a meaning here.
  /// - Returns: Names in their braces, such as `{{time}}`; without the closing ones where these
  ///   lack.
  package static func unknown(in text: String, allowsOriginal: Bool = false) -> [String] {
    let names = Macros(characterName: "", userName: "")
    var expansion = MacroExpansion(names, text, original: allowsOriginal ? "" : nil, offset: 0)
    _ = expansion.run()
    var seen: Set<String> = []
    return expansion.unknown.filter { seen.insert($0).inserted }
  }
}
