/// Writes text that comes in pieces, wrapped to the terminal's width where there is a terminal.
///
/// Into a pipe or a file every piece goes through unchanged and at once.
package struct WrappingWriter {
  private let output: Output
  private var wrapper: WordWrapper?

  /// A writer at the beginning of a text.
  ///
  /// - Parameters:
  ///   - output: where the text goes.
  ///   - indent: spaces before each line but the first.
  ///   - column: columns of the first line already taken, by a name for instance.
  package init(output: Output, indent: Int = 0, column: Int = 0) {
    self.output = output
    if output.isTerminal {
      wrapper = WordWrapper(width: Self.width(of: output), indent: indent, column: column)
    }
  }

  /// Writes the next piece, but for its last word on a terminal.
  ///
  /// - Throws: as ``Output/write(_:)``.
  package mutating func write(_ piece: String) throws(TerminalError) {
    // The window may have been resized since the last piece.
    wrapper?.width = Self.width(of: output)
    try output.write(wrapper?.wrap(piece) ?? piece)
  }

  /// Writes what was held back, when the text ends or pauses.
  ///
  /// - Throws: as ``Output/write(_:)``.
  package mutating func finish() throws(TerminalError) {
    if let rest = wrapper?.finish() { try output.write(rest) }
  }

  private static func width(of output: Output) -> Int {
    Screen.width(of: output.descriptor) ?? Screen.width()
  }
}
