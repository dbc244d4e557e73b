import Foundation
import MaskInference
package import Sessions

/// A kept chat as `sessions --json` prints it: one object on one line.
package struct SessionJSON: Encodable, Sendable {
  private let name: String
  private let file: String
  private let turns: Int
  private let writtenAt: String
  private let masks: [String]
  private let firstWords: String

  /// Puts a summary into words.
  package init(_ summary: SessionSummary) {
    name = summary.name
    file = summary.file.path
    turns = summary.turns
    writtenAt = summary.writtenAt.formatted(.iso8601)
    masks = summary.declared.masks.map(\.name)
    firstWords = summary.firstWords
  }
}
