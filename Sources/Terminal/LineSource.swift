/// What a read brought.
public enum LineInput: Equatable, Sendable {
  /// A line without its newline; a paste or a block may have newlines inside.
  case line(String)
  /// Ctrl-C: what was typed is gone, reading may go on.
  case cancelled
  /// Ctrl-D on an empty line, or the input is over.
  case endOfInput
  /// The program was asked to end by this signal: save, close, ``Interrupts/endProgram(by:)``.
  case terminated(signal: Int32)
}

/// Where a conversation's lines come from: an editor on a terminal, or a pipe or file.
public protocol LineSource: AnyObject {
  /// Whether somebody sits at a terminal and sees the prompt.
  var isInteractive: Bool { get }

  /// Whether the last line held bytes that are no UTF-8, now U+FFFD, or NUL bytes, now gone.
  var lastLineWasRepaired: Bool { get }

  /// Waits for the next line.
  ///
  /// - Parameters:
  ///   - prompt: what to show before it; ignored where nobody would see it.
  ///   - meanwhile: does a little work while somebody types, a tenth of a second at most, and tells
  ///     whether there is more; it must not print. It is not called where nobody waits for a key.
  /// - Returns: the line, or why there is none.
  func readLine(prompt: Prompt, meanwhile: @escaping () -> Bool) -> LineInput
}

extension LineSource {
  /// Waits for the next line and does nothing else.
  public func readLine(prompt: Prompt) -> LineInput { readLine(prompt: prompt) { false } }
}
