/// A path as it is typed: as it stands, spaces and all, or between double quotes as in a shell.
struct QuotedPath {
  /// What is typed before the path: a quote or nothing.
  let opening: String
  /// The path.
  let text: String

  /// Reads what was typed; a quote at its end may be missing.
  init(_ typed: String) {
    guard typed.hasPrefix("\"") else {
      opening = ""
      text = typed
      return
    }
    opening = "\""
    text = String(typed.dropFirst().prefix { $0 != "\"" })
  }
}
