import Foundation
import MaskInference

/// Which masks a piece of text suggests: by name, or by how its words are spread.
///
/// Multinomial naive Bayes over words with Laplace smoothing: cheap enough for every turn, and only
/// used to choose who is worth a lane. What the lanes say decides.
struct VoiceIndex {
  private let counts: [Mask: [String: Int]]
  private let totals: [Mask: Int]
  private let names: [Mask: [[String]]]
  private let vocabulary: Int

  init(roles: [Role]) {
    var counts: [Mask: [String: Int]] = [:]
    var words: Set<String> = []
    var names: [Mask: [[String]]] = [:]
    for role in roles {
      for word in Self.words(([role.direction] + role.lines).joined(separator: " ")) {
        counts[role.mask, default: [:]][word, default: 0] += 1
        words.insert(word)
      }
      names[role.mask] = [Self.words(role.mask.name), Self.words(role.displayName)]
    }
    self.counts = counts
    self.names = names
    totals = counts.mapValues { $0.values.reduce(0, +) }
    vocabulary = words.count
  }

  /// The masks whose names stand in `text` as whole words, by name.
  func named(in text: String) -> [Mask] {
    let spoken = Self.words(text)
    return names.filter { _, names in
      names.contains { name in
        !name.isEmpty && spoken.indices.contains { spoken[$0...].starts(with: name) }
      }
    }.keys.sorted()
  }

  /// The masks in the order in which their words resemble `text`, the most alike first.
  func resembling(_ text: String) -> [Mask] {
    let spoken = Self.words(text)
    let scores = counts.map { mask, counts in
      let total = Double((totals[mask] ?? 0) + vocabulary)
      return (
        mask: mask,
        score: spoken.reduce(0) { $0 + log(Double((counts[$1] ?? 0) + 1) / total) }
      )
    }
    return scores.sorted { ($1.score, $0.mask) < ($0.score, $1.mask) }.map(\.mask)
  }

  private static func words(_ text: String) -> [String] {
    text.lowercased().split { !$0.isLetter && $0 != "'" }.map(String.init)
  }
}
