/// How well a number tells the lines of which something is true from those of which it is not.
package struct BinaryRanking: Hashable, Sendable {
  /// The lines, the least number first.
  private struct Line: Hashable {
    let number: Double
    let isPositive: Bool
  }

  private let sorted: [Line]

  /// Ranks lines.
  ///
  /// - Parameters:
  ///   - numbers: one for each line; greater where it is more probably true.
  ///   - positives: whether it is true of the line.
  /// - Throws: `ScoreError.wrongCount` where the two differ in length, and `notANumber` for NaN.
  /// - Complexity: O(lines · log lines).
  package init(_ numbers: [Double], positives: [Bool]) throws(ScoreError) {
    guard numbers.count == positives.count else {
      throw .wrongCount(expected: numbers.count, found: positives.count)
    }
    if let line = numbers.firstIndex(where: \.isNaN) { throw .notANumber(line: line) }
    sorted = zip(numbers, positives).map { Line(number: $0, isPositive: $1) }
      .sorted { $0.number < $1.number }
  }

  /// The area under the receiver operating characteristic: the probability that a true line has the
  /// greater number of a true and an untrue one, a tie counting half.
  ///
  /// It is the statistic of Mann & Whitney 1947 over the number of pairs (Hanley & McNeil 1982,
  /// doi:10.1148/radiology.143.1.7063747): 0.5 where the number tells nothing, 1 where it tells
  /// all. It is `nil` where all lines are true or all untrue.
  package var area: Double? { area(times: [Int](repeating: 1, count: sorted.count)) }

  /// The area with its interval.
  package func area(_ bootstrap: Bootstrap) -> Estimate? {
    bootstrap.estimate(lines: sorted.count) { area(times: $0) }
  }

  /// The area when each line counts so many times.
  private func area(times: [Int]) -> Double? {
    var negatives = 0.0
    var positives = 0.0
    var wins = 0.0
    var start = 0
    while start < sorted.count {
      let number = sorted[start].number
      var tiedNegatives = 0.0
      var tiedPositives = 0.0
      while start < sorted.count, sorted[start].number == number {
        let count = Double(times[start])
        if sorted[start].isPositive { tiedPositives += count } else { tiedNegatives += count }
        start += 1
      }
      wins += tiedPositives * (negatives + tiedNegatives / 2)
      negatives += tiedNegatives
      positives += tiedPositives
    }
    guard positives > 0, negatives > 0 else { return nil }
    return wins / (positives * negatives)
  }
}
