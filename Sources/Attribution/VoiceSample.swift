public import MaskInference

/// A voice known by lines that it said, by what is told of it, or both.
public struct VoiceSample: Hashable, Sendable {
  /// Who speaks: a mask alone, or masks over one another.
  public var stack: Stack
  /// Lines it said, in the order in which they were said.
  public var exemplars: [String]
  /// Who it is, in words, as a lane is told before the lines; may be empty.
  public var direction: String

  /// Creates a voice.
  public init(stack: Stack, exemplars: [String], direction: String = "") {
    self.stack = stack
    self.exemplars = exemplars
    self.direction = direction
  }
}
