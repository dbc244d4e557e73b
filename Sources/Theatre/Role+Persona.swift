import Foundation
import MaskInference
public import Personas

extension Role {
  /// The role of a persona: its card with the macros filled in, ready to be told to a lane.
  ///
  /// - Parameters:
  ///   - persona: the character.
  ///   - userName: what `{{user}}` becomes.
  public init(_ persona: Persona, userName: String = "User") {
    let card = persona.card
    let macros = Macros(card: card, userName: userName)
    func fill(_ text: String) -> String {
      macros.expanded(text).trimmingCharacters(in: .whitespacesAndNewlines)
    }
    let parts = [card.systemPrompt, card.description, card.personality, card.scenario]
    let exchanges = card.examples(userName: userName).expanded(by: macros).exchanges
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
