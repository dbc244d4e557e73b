/// How much is told of the numbers after each turn.
package enum ReportLength: String, CaseIterable, Sendable {
  /// Everything: what the words told, and blended or switching, beside the rest.
  case full
  /// The stack, the blend and the eyes.
  case compact
  /// Nothing but what a person should look out for.
  case off

  /// What it is where nothing is said.
  package static let usual = compact
  /// What the setting does, in one line.
  package static let summary = "how much is shown after each turn"
  /// What it may be, for people.
  package static let range = allCases.map(\.rawValue).joined(separator: ", ")
}
