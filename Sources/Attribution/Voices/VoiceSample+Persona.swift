import Foundation
import MaskInference
package import Personas

extension VoiceSample {
  /// The voice of a character card: what the character says in the card's example talk, then its
  /// greetings, macros filled in, each on one line.
  ///
  /// - Parameters:
  ///   - persona: the character.
  ///   - userName: what `{{user}}` becomes.
  package init(_ persona: Persona, userName: String = "User") {
    let card = persona.card
    let macros = Macros(card: card, userName: userName)
    let answers = card.examples(userName: userName).expanded(by: macros).answers
    let greetings = card.greetings.map { macros.expanded($0) }
    let direction = [card.systemPrompt, card.description, card.personality, card.scenario]
    self.init(
      stack: Stack([Mask(persona.mask)]),
      exemplars: (answers + greetings).map(\.asLine).filter { !$0.isEmpty },
      direction: direction.map { macros.expanded($0).asLine }.filter { !$0.isEmpty }
        .joined(separator: " "))
  }
}
