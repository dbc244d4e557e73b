package import Foundation
import Support

/// A character under the name by which it is put on.
package struct Persona: Equatable, Sendable {
  /// Where a persona comes from.
  package enum Origin: Equatable, Sendable {
    /// A card on disk.
    case file(URL)
    /// A sentence said in the chat.
    case session
  }

  /// What is typed to put it on: lower-case words joined by hyphens.
  package let mask: String
  /// Who it is.
  package let card: CharacterCard
  /// Where it comes from.
  package let origin: Origin

  /// A persona of a card that is at hand already.
  package init(mask: String, card: CharacterCard, origin: Origin) {
    self.mask = mask
    self.card = card
    self.origin = origin
  }

  /// Reads a persona from a card's file; the file's base name becomes the mask's.
  ///
  /// - Throws: `noMaskName`, or what reading the card throws.
  package init(contentsOf url: URL) throws(PersonaError) {
    guard let mask = MaskName.slug(of: url.deletingPathExtension().lastPathComponent) else {
      throw .noMaskName(file: url.path)
    }
    self.init(mask: mask, card: try CharacterCard(contentsOf: url), origin: .file(url))
  }

  /// The card's content hash: what a session keeps to tell whether the card has changed since.
  package var contentHash: String { card.contentHash }

  /// Where it comes from, in words.
  package var source: String {
    switch origin {
    case .file(let url): url.path.withoutControlCharacters()
    case .session: "built in a session"
    }
  }
}
