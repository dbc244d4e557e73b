import Foundation

/// Why the terminal could not be used as asked.
package enum TerminalError: Error, Equatable, Sendable {
  /// No descriptor the editor could draw on is a terminal, or the input is not one.
  case noTerminal
  /// No UTF-8 locale exists, only this character set; the line editor would lose letters.
  case localeIsNotUTF8(codeset: String)
  /// The line editor could not start; `code` is the `errno` of the failed call.
  case editorUnavailable(code: Int32)
  /// A standard descriptor is closed and nothing can be put in its place; `code` is the `errno`.
  case descriptorsUnavailable(code: Int32)
  /// Signal handlers could not be installed; `code` is the `errno` of the failed call.
  case signalsUnavailable(code: Int32)
  /// The file in which a message is edited cannot be written or read; `code` is the `errno`.
  case draftUnavailable(path: String, code: Int32)
  /// The user's text editor ended with this exit code, or could not be started at all; `kept` is
  /// the file with what was written in it, where something was.
  case draftEditorFailed(command: String, status: Int32?, kept: String?)
  /// Reading from this descriptor failed; `code` is the `errno` of the failed call.
  case readFailed(descriptor: Int32, code: Int32)
  /// The reader of this descriptor has closed it (`EPIPE`), as `head` does.
  case readerGone(descriptor: Int32)
  /// Writing to this descriptor failed; `code` is the `errno` of the failed call.
  case writeFailed(descriptor: Int32, code: Int32)
}

extension TerminalError: CustomStringConvertible {
  /// What went wrong and what can be done about it, as one sentence for the user.
  package var description: String {
    switch self {
    case .noTerminal:
      "There is no terminal to edit lines on; the program reads plain lines instead."
    case .localeIsNotUTF8(let codeset):
      "The locale uses \(codeset) and no UTF-8 locale is installed; install C.UTF-8 or set LANG to "
        + "a UTF-8 locale to edit lines."
    case .editorUnavailable(let code):
      "The line editor cannot start (\(Self.reason(code))); the program reads plain lines "
        + "instead."
    case .descriptorsUnavailable(let code):
      "Standard input, output or error is closed and /dev/null cannot be opened in its place "
        + "(\(Self.reason(code))); start the program with all three."
    case .signalsUnavailable(let code):
      "Signals cannot be caught (\(Self.reason(code))); Ctrl-C would end the program at once."
    case .draftUnavailable(let path, let code):
      "The draft \(path) cannot be used (\(Self.reason(code))); set TMPDIR to a folder that can be "
        + "written."
    case .draftEditorFailed(let command, let status, let kept):
      "The editor \(command) "
        + (status.map { "ended with \($0)" } ?? "could not be started")
        + ", so nothing was changed; set EDITOR to the one you like."
        + (kept.map { " What you wrote is in \($0)." } ?? "")
    case .readFailed(let descriptor, let code):
      "\(Self.name(descriptor)) cannot be read (\(Self.reason(code))); give the "
        + "program a file, a pipe or a terminal to read from."
    case .readerGone(let descriptor):
      "Nobody reads descriptor \(descriptor) any more; the output ends here."
    case .writeFailed(let descriptor, EBADF):
      "\(Self.name(descriptor)) is closed (\(Self.reason(EBADF))), so nothing can be "
        + "written to it; send it to a file, a pipe or a terminal."
    case .writeFailed(let descriptor, let code):
      "Writing to descriptor \(descriptor) failed (\(Self.reason(code))); check the disk, "
        + "or the program that reads the output."
    }
  }

  private static func name(_ descriptor: Int32) -> String {
    switch descriptor {
    case STDIN_FILENO: "Standard input"
    case STDOUT_FILENO: "Standard output"
    case STDERR_FILENO: "Standard error"
    default: "Descriptor \(descriptor)"
    }
  }

  static func reason(_ code: Int32) -> String {
    String(cString: strerror(code))
  }
}
