import MaskInference

/// What a changed stack has told, as `--json` prints it: one object on one line.
struct DeclarationSummary: Encodable {
  /// The stack that is declared now.
  let declared: Stack
  /// What the person should know of it.
  let notices: [TurnNotice]
}
