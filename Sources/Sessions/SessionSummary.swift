public import Foundation
public import MaskInference
import Theatre

/// What tells one kept chat from another in a list.
public struct SessionSummary: Sendable {
  /// What it is called.
  public let name: String
  /// Its file.
  public let file: URL
  /// When the file or its journal was written last.
  public let writtenAt: Date
  /// How many turns were played.
  public let turns: Int
  /// The declared stack at the last turn.
  public let declared: Stack
  /// What the person said first; empty where nobody has said anything.
  public let firstWords: String

  /// Reads the session in `file`, with what its journal has beyond it.
  ///
  /// - Throws: `SessionError` where either cannot be read.
  public init(contentsOf file: URL) throws(SessionError) {
    let document = try SessionDocument.recovered(from: file)
    name = file.deletingPathExtension().lastPathComponent
    self.file = file
    writtenAt = SessionFolder.lastWriting(of: file)
    turns = document.turns
    var declared = Stack(document.opening.hardwired.map { [$0] } ?? [])
    var firstWords: String?
    for entry in document.entries {
      if case .utterance(let text) = entry.event { firstWords = firstWords ?? text }
      if case .reply(let turn) = entry.event { declared = turn.report.declared }
    }
    self.declared = declared
    self.firstWords = firstWords ?? ""
  }
}
