import Foundation

/// A descriptor that text is written to, at once and whole.
package struct Output: Sendable {
  /// The file descriptor.
  package let descriptor: Int32

  /// Standard output: what the program was asked for.
  package static let content = Output(descriptor: STDOUT_FILENO)
  /// Standard error: everything else, such as prompts, reports and warnings.
  package static let notices = Output(descriptor: STDERR_FILENO)

  /// An output on an open descriptor, which stays the caller's to close.
  package init(descriptor: Int32) {
    self.descriptor = descriptor
  }

  /// Whether the descriptor is a terminal.
  package var isTerminal: Bool { isatty(descriptor) == 1 }

  /// Writes the whole text as UTF-8, without a buffer, however often the system takes only a part.
  ///
  /// - Throws: ``TerminalError/readerGone(descriptor:)`` when the other end is closed (install
  ///   ``Interrupts`` first, or SIGPIPE ends the program),
  ///   ``TerminalError/writeFailed(descriptor:code:)`` for anything else, such as a full disk.
  package func write(_ text: String) throws(TerminalError) {
    try write(bytes: Array(text.utf8))
  }

  /// Writes the text and a newline.
  ///
  /// - Throws: as ``write(_:)``.
  package func writeLine(_ text: String = "") throws(TerminalError) {
    try write(text + "\n")
  }

  private func write(bytes: [UInt8]) throws(TerminalError) {
    var start = 0
    while start < bytes.count {
      let written = bytes[start...].withUnsafeBytes {
        Foundation.write(descriptor, $0.baseAddress, $0.count)
      }
      if written >= 0 {
        start += written
        continue
      }
      switch errno {
      case EINTR: continue
      case EAGAIN: waitUntilWritable()
      case EPIPE: throw .readerGone(descriptor: descriptor)
      case let code: throw .writeFailed(descriptor: descriptor, code: code)
      }
    }
  }

  /// Another program may have left a shared terminal in non-blocking mode.
  private func waitUntilWritable() {
    var wanted = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    _ = poll(&wanted, 1, -1)
  }
}
