import Engine
package import Foundation
package import MaskInference

/// What tells one kept chat from another in a list.
package struct SessionSummary: Sendable {
  /// What it is called.
  package let name: String
  /// Its file.
  package let file: URL
  /// When the file or its journal was written last.
  package let writtenAt: Date
  /// How many turns were played.
  package let turns: Int
  /// The declared stack at the last turn.
  package let declared: Stack
  /// What the person said first; empty where nobody has said anything.
  package let firstWords: String

  /// Reads the session in `file`, with what its journal has beyond it.
  ///
  /// - Throws: `SessionError` where either cannot be read.
  package init(contentsOf file: URL) throws(SessionError) {
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
