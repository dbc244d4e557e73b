/// How many slips of the finger lie between two words.
package enum EditDistance {
  /// The candidate that somebody who typed `word` most likely meant, or nil where none is near.
  ///
  /// Near is a distance of up to a third of the letters typed, from 1 to 3; ties go to the first.
  package static func nearest(to word: String, among candidates: [String]) -> String? {
    let limit = min(max(word.count / 3, 1), 3)
    var best: (candidate: String, distance: Int)?
    for candidate in candidates {
      let bound = best.map { $0.distance - 1 } ?? limit
      if let distance = between(word, candidate, upTo: bound) { best = (candidate, distance) }
    }
    return best?.candidate
  }

  /// The restricted Damerau-Levenshtein distance of two words, or nil where it is above `limit`.
  ///
  /// It counts letters put in, left out, changed, or swapped with a neighbour, no part being edited
  /// twice (also known as optimal string alignment).
  /// Complexity: O(lengths multiplied), and O(1) where the lengths differ by more than the limit.
  package static func between(_ left: String, _ right: String, upTo limit: Int) -> Int? {
    let left = Array(left)
    let right = Array(right)
    guard limit >= 0, abs(left.count - right.count) <= limit else { return nil }
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for row in left.indices {
      var current = [row + 1]
      for column in right.indices {
        let same = left[row] == right[column]
        var cost = min(
          last[column] + (same ? 0 : 1), last[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          cost = min(cost, beforeLast[column - 1] + 1)
        }
        current.append(cost)
      }
      beforeLast = last
      last = current
      // A swap can reach back over one row, so both must be out of reach.
      if (last + beforeLast).allSatisfy({ $0 > limit }) { return nil }
    }
    return last[right.count] <= limit ? last[right.count] : nil
  }
}
