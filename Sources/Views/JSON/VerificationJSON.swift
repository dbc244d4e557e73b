package import Sessions

/// The outcome of a verification as `--json` prints it.
package struct VerificationJSON: Encodable, Sendable {
  private struct Difference: Encodable {
    let turn: Int
    let what: String
    let recorded: String
    let recomputed: String
  }

  private let agrees: Bool
  private let turns: Int
  private let largestDrift: Double
  private let differences: [Difference]
  private let unchecked: [String: Int]

  /// Summarises an outcome.
  package init(_ outcome: Verification) {
    agrees = outcome.agrees
    turns = outcome.turns
    largestDrift = outcome.largestDrift
    unchecked = outcome.unchecked
    differences = outcome.differences.map {
      Difference(turn: $0.turn, what: $0.what, recorded: $0.recorded, recomputed: $0.recomputed)
    }
  }
}
