import CPseudoTerminal
import Foundation
import Terminal
import Testing

struct OutputTests {
  @Test(
    "A text larger than the pipe arrives whole, even in non-blocking mode",
    arguments: [0, O_NONBLOCK])
  func partialWrites(mode: Int32) async throws {
    var ends: [Int32] = [-1, -1]
    try #require(pipe(&ends) == 0)
    let (input, output) = (ends[0], ends[1])
    _ = fcntl(output, F_SETFL, mode)
    let text = String(repeating: "größe 日本語 ", count: 50_000)
    Thread.detachNewThread {
      #expect(throws: Never.self) { try Output(descriptor: output).write(text) }
      close(output)
    }
    let received = try FileHandle(fileDescriptor: input, closeOnDealloc: true).readToEnd()
    #expect(received == Data(text.utf8))
  }

  @Test("A closed pipe is an error and not the end of the program")
  func readerGone() async {
    await #expect(processExitsWith: .exitCode(7)) {
      try Interrupts.install()
      var ends: [Int32] = [-1, -1]
      guard pipe(&ends) == 0 else { exit(1) }
      close(ends[0])
      do {
        try Output(descriptor: ends[1]).write("unheard")
      } catch {
        exit(error as? TerminalError == .readerGone(descriptor: ends[1]) ? 7 : 2)
      }
    }
  }

  @Test("Writing nowhere says why")
  func badDescriptor() {
    let error = #expect(throws: TerminalError.self) { try Output(descriptor: -1).write("x") }
    #expect(error == .writeFailed(descriptor: -1, code: EBADF))
    #expect(error?.description.contains("Bad file descriptor") == true)
  }

  @Test("Into a pipe a wrapping writer changes nothing")
  func unwrapped() throws {
    var ends: [Int32] = [-1, -1]
    try #require(pipe(&ends) == 0)
    var writer = WrappingWriter(output: Output(descriptor: ends[1]), indent: 4)
    for piece in ["one  two ", "\nthree\u{301}", String(repeating: " four", count: 100)] {
      try writer.write(piece)
    }
    try writer.finish()
    close(ends[1])
    let received = try FileHandle(fileDescriptor: ends[0], closeOnDealloc: true).readToEnd()
    let text = "one  two \nthree\u{301}" + String(repeating: " four", count: 100)
    #expect(received == Data(text.utf8))
  }

  @Test("On a terminal a wrapping writer follows its width, also when it changes")
  func wrapped() throws {
    var (master, device): (Int32, Int32) = (-1, -1)
    try #require(pseudo_terminal_open(12, &master, &device))
    defer {
      close(master)
      close(device)
    }
    var writer = WrappingWriter(output: Output(descriptor: device), indent: 2)
    try writer.write("one two three four ")
    pseudo_terminal_resize(master, 40)
    try writer.write("five six seven")
    try writer.finish()
    try writer.write("\n")
    var drawn = ""
    var arrived = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    while !drawn.hasSuffix("seven\r\n"), poll(&arrived, 1, 60_000) > 0 {
      var bytes = [UInt8](repeating: 0, count: 1000)
      let count = read(master, &bytes, bytes.count)
      drawn += String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }
    #expect(drawn == "one two\r\n  three four five six seven\r\n")
  }
}
