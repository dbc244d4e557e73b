import Foundation
import Support
package import Terminal

/// Somebody's words as a chat shows them: `NAME ▸ words`.
package struct SpokenLine {
  private let name: String
  private let console: Console

  /// Prepares to show what `name` says.
  package init(_ name: String, console: Console) {
    self.name = name
    self.console = console
  }

  /// What stands before the words.
  private var head: String { console.plain("\(name) ▸ ") }

  // MARK: - On the content

  /// Writes the name of a mask in its colour.
  ///
  /// - Throws: as `Output.write`.
  package func writeName(in colours: MaskColours) throws(TerminalError) {
    try console.content.write(console.contentPalette.paint(head, .mask(colours[name])))
  }

  /// A writer for the words, which leaves room for the name where it `isNamed`.
  package func writer(isNamed: Bool) -> WrappingWriter {
    WrappingWriter(
      output: console.content, indent: 2, column: isNamed ? DisplayWidth.columns(of: head) : 0)
  }

  /// Writes all of it and ends the line.
  ///
  /// - Parameters:
  ///   - words: what is said, free of control characters.
  ///   - isNamed: whether the name stands before it.
  ///   - colours: the colours of the masks.
  /// - Throws: as `Output.write`.
  package func write(
    _ words: String, isNamed: Bool = true, in colours: MaskColours
  ) throws(TerminalError) {
    if isNamed { try writeName(in: colours) }
    var writer = writer(isNamed: isNamed)
    try writer.write(words)
    try writer.finish()
    try console.content.writeLine()
  }

  // MARK: - Among the notices

  /// The line as a reminder: indented, dim, and shortened to the width of the terminal.
  package func reminder(of words: String) -> String {
    let head = "  " + head
    let room = console.width - DisplayWidth.columns(of: head) - 1
    return console.palette.paint(head + console.onOneLine(words, columns: max(10, room)), .dim)
  }

  /// The lines of a record, without the last line end: all the words, wrapped.
  package func record(of words: String) -> String {
    var wrapper = WordWrapper(
      width: console.width, indent: 2, column: DisplayWidth.columns(of: head))
    let clean = TextSanitizer.clean(words).trimmingCharacters(in: .whitespacesAndNewlines)
    return console.palette.paint(head, .name) + wrapper.wrap(clean) + wrapper.finish()
  }
}
