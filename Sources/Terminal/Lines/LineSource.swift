/// What a read brought.
package enum LineInput: Equatable, Sendable {
  /// A line that was typed, without the newline at its end; ``TypedLine`` tells what it asks for.
  case line(String)
  /// A block, to be said as it stands whatever it begins with.
  case text(String)
  /// Ctrl-C: what was typed is gone, reading may go on.
  case cancelled
  /// Ctrl-D on an empty line, or the input is over.
  case endOfInput
  /// The input cannot be read; nothing more comes of it.
  case failed(TerminalError)
  /// The program was asked to end by this signal: save, close, ``Interrupts/endProgram(by:)``.
  case terminated(signal: Int32)
}

/// Where a conversation's lines come from: an editor on a terminal, or a pipe or file.
package protocol LineSource: AnyObject {
  /// Whether somebody sits at a terminal and sees the prompt.
  var isInteractive: Bool { get }

  /// Whether the last line held bytes that are no UTF-8, now U+FFFD, or NUL bytes, now gone.
  var lastLineWasRepaired: Bool { get }

  /// The longest line taken, in UTF-8 bytes, where the last one was longer and lost its end; `nil`
  /// where it is whole.
  var lastLineLimit: Int? { get }

  /// Whether a prompt's draft can be changed before it is sent.
  var offersDrafts: Bool { get }

  /// Waits for the next line.
  ///
  /// - Parameters:
  ///   - prompt: what to show before it; ignored where nobody would see it.
  ///   - meanwhile: does a little work while somebody types, a tenth of a second at most, and tells
  ///     whether there is more; it must not print. It is not called where nobody waits for a key.
  /// - Returns: the line or text, or why there is none.
  func readLine(prompt: Prompt, meanwhile: @escaping () -> Bool) -> LineInput
}

extension LineSource {
  /// Always `nil`: lines may have any length.
  package var lastLineLimit: Int? { nil }

  /// Always false.
  package var offersDrafts: Bool { false }

  /// Waits for the next line and does nothing else.
  package func readLine(prompt: Prompt) -> LineInput { readLine(prompt: prompt) { false } }
}
