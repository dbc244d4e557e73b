import Foundation

/// The terms that a set of lines has, and how much each tells.
///
/// A term that stands c times in a line weighs `(1 + ln c) · (1 + ln((1 + N) / (1 + n)))`, where n
/// of the N lines have it (Salton & Buckley 1988, sublinear frequency, smoothed inverse document
/// frequency); a line's weights are then brought to length one.
package struct TermWeights {
  private var index: [String: Int] = [:]
  private var rarity: [Double] = []

  /// How many terms there are.
  package var count: Int { rarity.count }

  /// Learns from the terms of some lines.
  package init(_ lines: [[String: Int]]) {
    var frequency: [String: Int] = [:]
    for line in lines { for term in line.keys { frequency[term, default: 0] += 1 } }
    for (number, term) in frequency.keys.sorted().enumerated() {
      index[term] = number
      rarity.append(1 + log(Double(1 + lines.count) / Double(1 + (frequency[term] ?? 0))))
    }
  }

  /// The weights of a line's terms, from place `offset` on; unknown terms tell nothing.
  package func vector(_ line: [String: Int], offset: Int) -> [(index: Int, value: Double)] {
    var entries: [(index: Int, value: Double)] = []
    for (term, occurrences) in line {
      guard let place = index[term] else { continue }
      entries.append((place, (1 + log(Double(occurrences))) * rarity[place]))
    }
    // Sorted, because a sum in another order rounds to another number.
    entries.sort { $0.index < $1.index }
    let length = entries.reduce(0) { $0 + $1.value * $1.value }.squareRoot()
    guard length > 0 else { return [] }
    return entries.map { (offset + $0.index, $0.value / length) }
  }
}
