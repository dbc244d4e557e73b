import Foundation
import Terminal
import Testing

struct PipedLinesTests {
  /// A reader whose input is exactly these bytes, which arrive in chunks of a size.
  private func lines(_ bytes: [UInt8], chunk: Int = 7) throws -> PipedLines {
    var ends: [Int32] = [-1, -1]
    try #require(pipe(&ends) == 0)
    let (input, output) = (ends[0], ends[1])
    Thread.detachNewThread {
      for start in stride(from: 0, to: bytes.count, by: chunk) {
        let part = Array(bytes[start..<min(start + chunk, bytes.count)])
        var written = 0
        while written < part.count {
          written += max(0, write(output, Array(part[written...]), part.count - written))
        }
      }
      close(output)
    }
    return PipedLines(descriptor: input)
  }

  private func all(_ source: PipedLines) -> [LineInput] {
    var inputs: [LineInput] = []
    repeat {
      inputs.append(source.readLine(prompt: Prompt("unseen")))
    } while inputs.last != .endOfInput
    return inputs.dropLast()
  }

  static let cases: [(String, [LineInput])] = [
    ("", []), ("one", [.line("one")]), ("one\n", [.line("one")]),
    ("one\ntwo", [.line("one"), .line("two")]), ("one\r\ntwo\r\n", [.line("one"), .line("two")]),
    ("\n\nx", [.line(""), .line(""), .line("x")]), ("a\rb\n", [.line("a\rb")]),
    ("\r\n", [.line("")]),
    ("\u{FEFF}first\n\u{FEFF}second", [.line("first"), .line("\u{FEFF}second")]),
    (
      "a\n\"\"\"\none\n\ntwo\n\"\"\"\nb\n", [.line("a"), .text("one\n\ntwo"), .line("b")]
    ),
    ("\"\"\"\r\none\r\ntwo\r\n\"\"\"\r\n", [.text("one\ntwo")]),
    ("  \"\"\" \nx\n\"\"\"\n", [.text("x")]), ("\"\"\"\n\"\"\"\nx", [.text(""), .line("x")]),
    ("\"\"\"\nleft open\nby the end", [.text("left open\nby the end")]),
    ("\"\"\"\n:quit\n\"\"\"\n:quit\n", [.text(":quit"), .line(":quit")]),
    ("say \"\"\"\nx\n", [.line("say \"\"\""), .line("x")]),
    ("größe 日本語 🐙\n", [.line("größe 日本語 🐙")]),
  ]

  @Test("Lines and blocks", arguments: cases, [1, 3, 4096])
  func reading(example: (text: String, inputs: [LineInput]), chunk: Int) throws {
    let source = try lines(Array(example.text.utf8), chunk: chunk)
    #expect(all(source) == example.inputs)
    #expect(!source.lastLineWasRepaired)
    #expect(!source.isInteractive)
  }

  static let repairs: [([UInt8], String, Bool)] = [
    ([0x61, 0xFF, 0x62], "a\u{FFFD}b", true), ([0x61, 0, 0x62], "ab", true),
    ([0xC3], "\u{FFFD}", true), (Array("\u{FFFD} was there".utf8), "\u{FFFD} was there", false),
  ]

  @Test("Bytes that are no text are repaired, and the caller is told", arguments: repairs)
  func repairing(bytes: [UInt8], line: String, repaired: Bool) throws {
    let source = try lines(bytes + Array("\nfine\n".utf8))
    #expect(source.readLine(prompt: Prompt("")) == .line(line))
    #expect(source.lastLineWasRepaired == repaired)
    #expect(source.readLine(prompt: Prompt("")) == .line("fine"))
    #expect(!source.lastLineWasRepaired)
  }

  @Test("A line of 3 MB arrives whole")
  func longLine() throws {
    let text = String(repeating: "größe ", count: 500_000)
    let source = try lines(Array((text + "\nnext").utf8), chunk: 10_000)
    #expect(source.readLine(prompt: Prompt("")) == .line(text))
    #expect(source.readLine(prompt: Prompt("")) == .line("next"))
  }

  @Test("Why a descriptor cannot be read is told, and then it is at its end")
  func unreadable() throws {
    let folder = open("/", O_RDONLY)
    let unreadable = open("/dev/null", O_WRONLY)
    defer { for descriptor in [folder, unreadable] { close(descriptor) } }
    for (descriptor, code) in [(-1, EBADF), (unreadable, EBADF), (folder, EISDIR)] {
      let source = PipedLines(descriptor: descriptor)
      let error = TerminalError.readFailed(descriptor: descriptor, code: code)
      #expect(source.readLine(prompt: Prompt("")) == .failed(error))
      #expect(source.readLine(prompt: Prompt("")) == .endOfInput)
      #expect(error.description.contains(String(cString: strerror(code))))
    }
  }
}
