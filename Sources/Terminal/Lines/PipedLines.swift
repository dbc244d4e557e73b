import CTerminal
import Foundation

/// Lines read from a pipe, a file, or a terminal without editing.
///
/// Lines may have any length and end with LF or CRLF; the last needs no end. Lines between two
/// `"""` come as one message with newlines. Bytes that are no UTF-8 become U+FFFD, NUL bytes and a
/// byte order mark at the beginning go, and ``lastLineWasRepaired`` tells.
package final class PipedLines: LineSource {
  /// Whether a prompt is shown, because somebody types.
  package var isInteractive: Bool { promptOutput != nil }
  /// Whether the last line held bytes that are no UTF-8, now U+FFFD, or NUL bytes, now gone.
  package private(set) var lastLineWasRepaired = false

  private let descriptor: Int32
  /// The terminal opened once more, so that reading does not wait; the descriptor itself for
  /// anything else.
  private let input: Int32
  private let promptOutput: Output?
  private var splitter = LineSplitter()
  private var isOver = false
  /// Why the input is over, until that was told.
  private var failure: TerminalError?

  /// A reader of a descriptor, which stays the caller's to close.
  ///
  /// Signals stop it once ``Interrupts`` are installed.
  ///
  /// - Parameters:
  ///   - descriptor: where to read; standard input unless said otherwise.
  ///   - promptOutput: where to show prompts, if anybody sees them.
  package init(descriptor: Int32 = 0, promptOutput: Output? = nil) {
    self.descriptor = descriptor
    self.promptOutput = promptOutput
    let terminal = terminal_input_open(descriptor)
    input = terminal < 0 ? descriptor : terminal
  }

  deinit { if input != descriptor { close(input) } }

  /// Reads a line or a block.
  ///
  /// A block that the end of input leaves open is returned as far as it came. An input that fails
  /// is over, once that was told.
  ///
  /// - Parameters:
  ///   - prompt: shown only where prompts are. Its draft, which nobody could change here, is
  ///     returned as the line.
  ///   - meanwhile: never called: keys cannot be waited for one by one.
  /// - Returns: the line or block, or why there is none:
  ///   ``TerminalError/readFailed(descriptor:code:)`` where it cannot be read.
  package func readLine(prompt: Prompt, meanwhile: @escaping () -> Bool) -> LineInput {
    lastLineWasRepaired = false
    // A prompt that cannot be shown is no reason to stop reading.
    try? promptOutput?.write(prompt.text)
    if !prompt.draft.isEmpty {
      try? promptOutput?.writeLine(prompt.draft)
      return .line(prompt.draft)
    }
    var block = MessageBlock()
    while true {
      switch nextLine() {
      case .line(let line):
        if let message = block.take(line) { return message }
      case .endOfInput where block.isOpen:
        return block.finish()
      case .failed(let error) where block.isOpen:
        failure = error
        return block.finish()
      case let stopped:
        return stopped
      }
    }
  }

  private func nextLine() -> LineInput {
    while true {
      if let signal = Interrupts.terminationSignal { return .terminated(signal: signal) }
      if Interrupts.takeInterrupt() { return .cancelled }
      if let bytes = splitter.next(atEnd: isOver) { return .line(decode(bytes)) }
      if let failure {
        self.failure = nil
        return .failed(failure)
      }
      if isOver { return .endOfInput }
      if signal_flags_wait(descriptor) != .signalled { fill() }
    }
  }

  private func fill() {
    let chunk = [UInt8](unsafeUninitializedCapacity: 65536) { buffer, count in
      let size = read(input, buffer.baseAddress, buffer.count)
      count = max(0, size)
      if size == 0 { isOver = true }
      if size < 0, errno != EINTR, errno != EAGAIN {
        isOver = true
        failure = .readFailed(descriptor: descriptor, code: errno)
      }
    }
    splitter.append(chunk)
  }

  private func decode(_ bytes: [UInt8]) -> String {
    let withoutNull = bytes.contains(0) ? bytes.filter { $0 != 0 } : bytes
    let line = String(decoding: withoutNull, as: UTF8.self)
    if withoutNull.count != bytes.count || !line.utf8.elementsEqual(withoutNull) {
      lastLineWasRepaired = true
    }
    return line
  }
}

/// Cuts bytes that come in chunks into lines.
struct LineSplitter {
  private var bytes: [UInt8] = []
  private var start = 0
  /// Where the search for a newline goes on, so that a long line is searched once.
  private var searched = 0
  private var isAtBeginning = true

  /// Adds the next chunk.
  mutating func append(_ chunk: [UInt8]) {
    if start > 0 {
      bytes.removeFirst(start)
      searched -= start
      start = 0
    }
    bytes.append(contentsOf: chunk)
  }

  /// The next line without its end, or nil when more bytes are needed.
  ///
  /// - Parameter atEnd: no more bytes will come, so the rest is a line too.
  /// - Returns: the bytes of the line.
  /// - Complexity: O(*n*) in the bytes added, over all calls.
  mutating func next(atEnd: Bool) -> [UInt8]? {
    if let end = bytes[searched...].firstIndex(of: 0x0A) {
      let isCRLF = end > start && bytes[end - 1] == 0x0D
      return take(upTo: isCRLF ? end - 1 : end, continuingAt: end + 1)
    }
    searched = bytes.count
    guard atEnd, start < bytes.count else { return nil }
    return take(upTo: bytes.count, continuingAt: bytes.count)
  }

  private mutating func take(upTo end: Int, continuingAt next: Int) -> [UInt8] {
    defer {
      start = next
      searched = next
      isAtBeginning = false
    }
    let line = bytes[start..<end]
    let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
    return Array(isAtBeginning && line.starts(with: byteOrderMark) ? line.dropFirst(3) : line)
  }
}
