import Testing

@testable import Terminal

struct MessageBlockTests {
  struct Case: CustomTestStringConvertible {
    let lines: [String]
    let messages: [String]
    var testDescription: String { lines.joined(separator: "⏎") }
  }

  static let cases = [
    Case(lines: ["one", "two"], messages: ["one", "two"]),
    Case(lines: ["\"\"\"", "one", "two", "\"\"\""], messages: ["one\ntwo"]),
    Case(lines: ["  \"\"\" ", "one", "", "two", "\"\"\"  "], messages: ["one\n\ntwo"]),
    Case(lines: ["\"\"\"one", "two\"\"\"", "three"], messages: ["one\ntwo", "three"]),
    Case(lines: ["\"\"\"one\"\"\""], messages: ["one"]),
    Case(lines: ["\"\"\"\"\"\""], messages: [""]),
    Case(lines: ["\"\"\"", "\"\"\"", "x"], messages: ["", "x"]),
    Case(lines: ["\"\"\"\none\ntwo\n\"\"\""], messages: ["one\ntwo"]),
    Case(lines: ["\"\"\"\none", "two\n\"\"\""], messages: ["one\ntwo"]),
    Case(lines: ["\"\"\"quoted\"\"\" he said"], messages: ["\"\"\"quoted\"\"\" he said"]),
    Case(lines: ["he said \"\"\""], messages: ["he said \"\"\""]),
    Case(lines: ["\"\"\"", "  indented", "\"\"\""], messages: ["  indented"]),
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
    #expect(block.finish() == "one\ntwo")
    #expect(!block.isOpen)
  }
}
