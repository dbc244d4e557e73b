import Support

/// Something about a card that its author or its reader should know.
package struct CardFinding: Equatable, Sendable {
  /// How much it matters.
  package enum Severity: String, Comparable, CaseIterable, Sendable {
    /// Worth knowing; nothing need be done.
    case note
    /// Likely a mistake, or something that will not do what the author meant.
    case warning
    /// The card cannot do its work until this is mended.
    case error

    /// Orders by weight: a note before a warning before an error.
    package static func < (left: Severity, right: Severity) -> Bool {
      left.weight < right.weight
    }

    private var weight: Int {
      switch self {
      case .note: 0
      case .warning: 1
      case .error: 2
      }
    }
  }

  /// How much it matters.
  package let severity: Severity
  /// Where it is, such as `data.alternate_greetings[2]`.
  package let keyPath: String
  /// What is the case.
  package let message: String
  /// What to do about it.
  package let advice: String

  /// A finding, its texts freed of control characters.
  package init(_ severity: Severity, at keyPath: String, _ message: String, advice: String) {
    self.severity = severity
    self.keyPath = keyPath.withoutControlCharacters()
    self.message = message.withoutControlCharacters()
    self.advice = advice.withoutControlCharacters()
  }
}

extension CardFinding: CustomStringConvertible {
  /// One line: severity, place, what is the case, what to do.
  package var description: String {
    "\(severity.rawValue): \(keyPath): \(message). \(advice)."
  }
}
