package import MaskInference

/// What a changed stack has told, as `--json` prints it: one object on one line.
package struct DeclarationJSON: Encodable, Sendable {
  private let declared: Stack
  private let notices: [TurnNotice]

  /// Puts a change into words.
  ///
  /// - Parameters:
  ///   - declared: the stack that is declared now.
  ///   - notices: what the person should know of it.
  package init(declared: Stack, notices: [TurnNotice]) {
    self.declared = declared
    self.notices = notices
  }
}
