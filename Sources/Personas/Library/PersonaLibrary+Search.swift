import Foundation
import Support

extension PersonaLibrary {
  /// The persona that somebody means by a name.
  ///
  /// A mask name comes first, in any case and with spaces for hyphens; then the name or nickname on
  /// a card, in any case.
  /// - Throws: `unknownMask` with the nearest one, or `ambiguousName` where several cards show it.
  package func persona(named name: String) throws(PersonaError) -> Persona {
    let plain = name.trimmingCharacters(in: .whitespacesAndNewlines)
    if let slug = MaskName.slug(of: plain), let persona = personas.first(where: { $0.mask == slug })
    {
      return persona
    }
    let shown = personas.filter { persona in
      [persona.card.name, persona.card.displayName].contains { $0.isSame(as: plain) }
    }
    guard let persona = shown.first else {
      throw .unknownMask(name: plain, suggestion: nearest(to: plain))
    }
    guard shown.count == 1 else {
      throw .ambiguousName(name: plain, masks: shown.map(\.mask))
    }
    return persona
  }

  /// The mask name that somebody who typed `name` most likely meant, or nil where none is near.
  ///
  /// Near is a Damerau-Levenshtein distance of up to a third of the letters typed, from 1 to 3, to
  /// a mask name or a name on a card; failing that, the first mask name that begins with what was
  /// typed, given three letters or more. Ties go to the first mask in order.
  package func nearest(to name: String) -> String? {
    let typed = name.lowercased()
    guard !typed.isEmpty else { return nil }
    let limit = min(max(typed.count / 3, 1), 3)
    var best: (mask: String, distance: Int)?
    for persona in personas {
      for candidate in [persona.mask, persona.card.name, persona.card.displayName] {
        let bound = best.map { $0.distance - 1 } ?? limit
        if let distance = EditDistance.between(typed, candidate.lowercased(), upTo: bound) {
          best = (persona.mask, distance)
        }
      }
    }
    return best?.mask
      ?? (typed.count >= 3 ? masks.first { $0.hasPrefix(typed) } : nil)
  }

  /// The personas in which every word occurs: in the mask name, the names, the tags or the
  /// description, in any case and with or without accents.
  ///
  /// Those with the words in their names come first, then those with them in their tags, then the
  /// rest, each by mask name. No words find everybody. Complexity: O(text of all cards).
  package func search(_ words: String) -> [Persona] {
    let wanted = words.split(whereSeparator: \.isWhitespace).map { $0.description.searchKey }
    guard !wanted.isEmpty else { return personas }
    let ranked = personas.compactMap { persona in
      persona.rank(of: wanted).map { (persona: persona, rank: $0) }
    }
    return ranked.sorted { ($0.rank, $0.persona.mask) < ($1.rank, $1.persona.mask) }
      .map(\.persona)
  }
}

extension Persona {
  /// How far the words lie from the names, 0 to 2 summed over the words, or nil where one is
  /// missing.
  fileprivate func rank(of words: [String]) -> Int? {
    let shelves = [
      [mask, card.name, card.displayName], card.tags, [card.description],
    ].map { $0.joined(separator: "\n").searchKey }
    var rank = 0
    for word in words {
      guard let shelf = shelves.firstIndex(where: { $0.contains(word) }) else { return nil }
      rank += shelf
    }
    return rank
  }
}

extension String {
  fileprivate var searchKey: String {
    folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
  }

  fileprivate func isSame(as other: String) -> Bool {
    lowercased() == other.lowercased()
  }
}
