/// How often a mask has been put on or taken off since the role's last speech.
///
/// The longer others have spoken, the more may have happened. Speeches are counted over the whole
/// play, in three bins of the gap: in the same talk (at most 2), later in the scene (at most 9),
/// and after that. The rate of a bin is `(changes + ½) / (pairs + 1)`, the mean of the posterior
/// under Jeffreys' prior.
struct DisguiseHazard {
  /// The greatest gap of each bin but the last.
  ///
  /// By the changes counted in the first halves of five disguised roles of Shakespeare's, the
  /// second halves being in sight.
  static let edges = [2, 9]

  private let rates: [Double]
  private let rateOfAnyGap: Double

  /// Counts the changes in the known speeches of all roles.
  ///
  /// - Parameter roles: for each role whether the mask is on, speech by speech, and the places of
  ///   the speeches in the play where they are known.
  init(_ roles: [(isMasked: [Bool], places: [Int]?)]) {
    var pairs = [Double](repeating: 1, count: Self.edges.count + 1)
    var changes = [Double](repeating: 0.5, count: Self.edges.count + 1)
    var allPairs = 1.0
    var allChanges = 0.5
    for role in roles {
      for next in role.isMasked.indices.dropFirst() {
        let change = role.isMasked[next] == role.isMasked[next - 1] ? 0.0 : 1
        allPairs += 1
        allChanges += change
        guard let places = role.places else { continue }
        let bin = Self.bin(places[next] - places[next - 1])
        pairs[bin] += 1
        changes[bin] += change
      }
    }
    rates = zip(changes, pairs).map { $0 / $1 }
    rateOfAnyGap = allChanges / allPairs
  }

  /// The probability of a change over `gap` speeches of the play; of any number where it is `nil`.
  func rate(gap: Int?) -> Double { gap.map { rates[Self.bin($0)] } ?? rateOfAnyGap }

  private static func bin(_ gap: Int) -> Int { edges.count { gap > $0 } }
}
