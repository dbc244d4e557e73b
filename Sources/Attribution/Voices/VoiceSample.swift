package import MaskInference

/// A voice known by lines that it said, by what is told of it, or both.
package struct VoiceSample: Hashable, Sendable {
  /// Who speaks: a mask alone, or masks over one another.
  package var stack: Stack
  /// Lines it said, in the order in which they were said.
  package var exemplars: [String]
  /// Who it is, in words, as a lane is told before the lines; may be empty.
  package var direction: String

  /// Creates a voice.
  package init(stack: Stack, exemplars: [String], direction: String = "") {
    self.stack = stack
    self.exemplars = exemplars
    self.direction = direction
  }
}
