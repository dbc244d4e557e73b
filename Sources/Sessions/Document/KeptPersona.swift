import Personas
import Support

/// A persona with its card as a session keeps it, unknown keys and all.
struct KeptPersona {
  let persona: Persona
  let tree: JSONTree

  /// Keeps the card of `persona` as it is.
  init(_ persona: Persona) {
    self.persona = persona
    tree = .object([
      JSONTree.Member("mask", .string(persona.mask)),
      JSONTree.Member("hash", .string(persona.contentHash)),
      JSONTree.Member("card", persona.card.tree),
    ])
  }

  /// Reads a card that was kept.
  ///
  /// - Throws: `SessionError.notSession` or `.badCard`.
  init(_ tree: JSONTree, place: String, path: String) throws(SessionError) {
    guard let mask = tree["mask"]?.text, let hash = tree["hash"]?.text, let card = tree["card"]
    else {
      throw .notSession(
        path: path, place: place, expected: "\"mask\", \"hash\" and \"card\" were expected")
    }
    do {
      let card = try CharacterCard(tree: card, file: path)
      guard card.contentHash == hash else {
        throw SessionError.badCard(
          path: path, mask: mask,
          reason: "its hash is \(card.contentHash.prefix(12)), recorded as \(hash.prefix(12))")
      }
      persona = Persona(mask: mask, card: card, origin: .session)
      self.tree = tree
    } catch let error as SessionError {
      throw error
    } catch {
      throw .badCard(path: path, mask: mask, reason: String(describing: error))
    }
  }
}
