import Testing

@testable import Terminal

struct MessageBlockTests {
  struct Case: CustomTestStringConvertible {
    let lines: [String]
    let messages: [LineInput]
    var testDescription: String { lines.joined(separator: "⏎") }
  }

  static let cases = [
    Case(lines: ["one", "two"], messages: [.line("one"), .line("two")]),
    Case(lines: ["\"\"\"", "one", "two", "\"\"\""], messages: [.text("one\ntwo")]),
    Case(lines: ["  \"\"\" ", "one", "", "two", "\"\"\"  "], messages: [.text("one\n\ntwo")]),
    Case(
      lines: ["\"\"\"one", "two\"\"\"", "three"], messages: [.text("one\ntwo"), .line("three")]),
    Case(lines: ["\"\"\"one\"\"\""], messages: [.text("one")]),
    Case(lines: ["\"\"\"\"\"\""], messages: [.text("")]),
    Case(lines: ["\"\"\"", "\"\"\"", "x"], messages: [.text(""), .line("x")]),
    Case(lines: ["\"\"\"\none\ntwo\n\"\"\""], messages: [.text("one\ntwo")]),
    Case(lines: ["\"\"\"\none", "two\n\"\"\""], messages: [.text("one\ntwo")]),
    Case(
      lines: ["\"\"\"quoted\"\"\" he said"], messages: [.line("\"\"\"quoted\"\"\" he said")]),
    Case(lines: ["he said \"\"\""], messages: [.line("he said \"\"\"")]),
    Case(lines: ["\"\"\"", "  indented", "\"\"\""], messages: [.text("  indented")]),
    Case(
      lines: ["\"\"\"", ":quit", "::x", "\"\"\"", ":quit"],
      messages: [.text(":quit\n::x"), .line(":quit")]),
    Case(lines: ["\"\"\":quit\"\"\""], messages: [.text(":quit")]),
  ]

  @Test("Lines between quotes are one message, others each their own", arguments: cases)
  func messages(_ example: Case) {
    var block = MessageBlock()
    #expect(example.lines.compactMap { block.take($0) } == example.messages)
    #expect(!block.isOpen)
  }

  @Test("A message that is not ended has what came")
  func unfinished() {
    var block = MessageBlock()
    #expect(block.take("\"\"\"one") == nil)
    #expect(block.take("two") == nil)
    #expect(block.isOpen)
    #expect(block.finish() == .text("one\ntwo"))
    #expect(!block.isOpen)
  }
}
