import LanguageModels

/// One character as the understudy learns it.
package struct UnderstudyVoice: Hashable, Sendable {
  /// What the character is called; a stage direction that names it is recognised by it.
  package var name: String
  /// What is said of the character: recognised in a stage direction, never spoken.
  package var description: String
  /// What the character says: each line is one reply from its first word to its last.
  package var lines: [String]

  /// Creates a voice.
  package init(name: String, description: String = "", lines: [String]) {
    self.name = name
    self.description = description
    self.lines = lines
  }
}
