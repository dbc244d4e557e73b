extension Unicode.Scalar {
  /// Whether it ends sentences, in whatever script: full stops, question and exclamation marks, and
  /// the ellipsis.
  ///
  /// A `.` may stand for other things too, and some scripts borrow a mark that means less
  /// elsewhere; such a mark (`;` in Greek, `:` in Armenian) is not among these.
  package var isSentenceMark: Bool {
    switch self {
    // Unicode counts the comma of Burmese.
    case "\u{104A}": false
    // Unicode leaves out the ellipsis, the Tibetan shad and the Greek question mark.
    case "\u{2026}", "\u{22EF}", "\u{0F0D}", "\u{0F0E}", "\u{037E}": true
    default: properties.isSentenceTerminal
    }
  }
}
