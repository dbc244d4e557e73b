/// One character as the understudy learns it.
public struct UnderstudyVoice: Hashable, Sendable {
  /// What the character is called; a stage direction that names it is recognised by it.
  public var name: String
  /// What is said of the character: recognised in a stage direction, never spoken.
  public var description: String
  /// What the character says: each line is one reply from its first word to its last.
  public var lines: [String]

  /// Creates a voice.
  public init(name: String, description: String = "", lines: [String]) {
    self.name = name
    self.description = description
    self.lines = lines
  }
}
