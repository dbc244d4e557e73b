import Foundation
import MaskInference
package import Personas

extension Role {
  /// The role of a persona: its card with the macros filled in, ready to be told to a lane.
  ///
  /// `{{original}}` stands for words that the program says in any case, so it adds nothing.
  ///
  /// - Parameters:
  ///   - persona: the character.
  ///   - userName: what `{{user}}` becomes.
  ///   - staging: what of the card is told.
  package init(_ persona: Persona, userName: String = "User", staging: Staging = .second) {
    switch staging {
    case .first: self.init(first: persona, userName: userName)
    case .second: self.init(second: persona, userName: userName)
    }
  }

  private init(second persona: Persona, userName: String) {
    let card = persona.card
    let macros = Macros(spokenBy: card, userName: userName)
    func fill(_ text: String, original: String? = nil) -> String {
      macros.expanded(text, original: original).trimmingCharacters(in: .whitespacesAndNewlines)
    }
    func joined(_ parts: [String]) -> String {
      parts.filter { !$0.isEmpty }.joined(separator: " ")
    }
    self.init(
      mask: Mask(persona.mask),
      displayName: macros.characterName,
      direction: joined(
        [fill(card.systemPrompt, original: "")]
          + [card.description, card.personality, card.scenario].map { fill($0) }),
      instructions: joined(
        [card.postHistoryInstructions, card.depthPrompt].map { fill($0, original: "") }),
      examples: card.exampleReplies(userName: userName).map {
        Exchange(cue: $0.cue ?? Self.usualCue, answer: $0.text)
      },
      greeting: card.greetings.lazy.map { fill($0) }.first { !$0.isEmpty },
      unreadEntries: card.lorebookEntries)
  }

  private init(first persona: Persona, userName: String) {
    let card = persona.card
    var macros = Macros(card: card, userName: userName)
    macros.keepsTagPairs = false
    func fill(_ text: String) -> String {
      macros.expanded(text).trimmingCharacters(in: .whitespacesAndNewlines)
    }
    let parts = [card.systemPrompt, card.description, card.personality, card.scenario]
    let exchanges = card.examples(userName: userName, notation: .strict).expanded(by: macros)
      .exchanges
    self.init(
      mask: Mask(persona.mask),
      displayName: card.displayName,
      direction: parts.map(fill).filter { !$0.isEmpty }.joined(separator: " "),
      examples: exchanges.flatMap(Self.pairs),
      greeting: card.greetings.first.map(fill).flatMap { $0.isEmpty ? nil : $0 })
  }

  /// The cues of an example with the answers that follow them.
  private static func pairs(in exchange: ExampleExchange) -> [Exchange] {
    zip(exchange.lines, exchange.lines.dropFirst()).compactMap { cue, answer in
      guard cue.speaker == .user, answer.speaker == .character else { return nil }
      return Exchange(cue: cue.text, answer: answer.text)
    }
  }
}
