import Terminal
import Testing

struct WordWrapperTests {
  struct Case: CustomTestStringConvertible {
    let text: String
    let width: Int
    var indent = 0
    var column = 0
    let wrapped: String
    var testDescription: String { "\(text.debugDescription) in \(width)" }
  }

  static let cases = [
    Case(text: "one two three", width: 80, wrapped: "one two three"),
    Case(text: "one two three", width: 8, wrapped: "one two\nthree"),
    Case(text: "one two three", width: 7, wrapped: "one two\nthree"),
    Case(text: "one two three", width: 6, wrapped: "one\ntwo\nthree"),
    Case(text: "one  two", width: 8, wrapped: "one  two"),
    Case(text: "one  two", width: 5, wrapped: "one\ntwo"),
    Case(text: "one two", width: 0, wrapped: "one two"),
    Case(text: "one two three", width: 12, indent: 4, wrapped: "one two\n    three"),
    Case(text: "one two three", width: 12, indent: 2, column: 6, wrapped: "one\n  two three"),
    Case(text: "one two", width: 8, indent: 6, column: 3, wrapped: "one\ntwo"),
    Case(text: "a\nb", width: 20, indent: 2, wrapped: "a\n  b"),
    Case(text: "a\n\n  b ", width: 20, indent: 2, wrapped: "a\n\n    b"),
    Case(text: "a \nb", width: 20, wrapped: "a\nb"),
    Case(text: "\nb", width: 20, wrapped: "\nb"),
    Case(text: "abcdefghij", width: 4, wrapped: "abcd\nefgh\nij"),
    Case(text: "xy abcdefgh", width: 4, wrapped: "xy\nabcd\nefgh"),
    Case(text: "a\tb", width: 20, wrapped: "a       b"),
    Case(text: "日本語の文章", width: 7, wrapped: "日本語\nの文章"),
    Case(text: "日本語、文章", width: 6, wrapped: "日本\n語、文\n章"),
    Case(text: "日本「文章", width: 7, wrapped: "日本\n「文章"),
    Case(text: "ab日本cd", width: 4, wrapped: "ab日\n本cd"),
    Case(text: "👩\u{200D}👧👩\u{200D}👧", width: 4, wrapped: "👩\u{200D}👧\n👩\u{200D}👧"),
    Case(text: "e\u{301}e\u{301}e\u{301} x", width: 3, wrapped: "e\u{301}e\u{301}e\u{301}\nx"),
    Case(
      text: "\u{1B}[31mone two\u{1B}[0m x", width: 7, wrapped: "\u{1B}[31mone two\u{1B}[0m\nx"),
    Case(text: "", width: 5, wrapped: ""),
  ]

  @Test("Lines break where they should", arguments: cases)
  func whole(_ example: Case) {
    var wrapper = WordWrapper(width: example.width, indent: example.indent, column: example.column)
    let wrapped = wrapper.wrap(example.text) + wrapper.finish()
    #expect(wrapped == example.wrapped)
  }

  @Test("Where a text is split makes no difference", arguments: cases)
  func pieces(_ example: Case) {
    var wrapper = WordWrapper(width: example.width, indent: example.indent, column: example.column)
    var wrapped = ""
    for scalar in example.text.unicodeScalars { wrapped += wrapper.wrap(String(scalar)) }
    wrapped += wrapper.finish()
    #expect(wrapped == example.wrapped)
  }

  @Test("Nothing but spaces is lost and no line is too long", arguments: 1...30)
  func conservation(width: Int) {
    let text = "It is a truth universally acknowledged, 日本語。 that a single-man 「must be」 in want."
    var wrapper = WordWrapper(width: width, indent: 3)
    let wrapped = wrapper.wrap(text) + wrapper.finish()
    #expect(wrapped.filter { !$0.isWhitespace } == text.filter { !$0.isWhitespace })
    for line in wrapped.split(separator: "\n") {
      #expect(DisplayWidth.columns(of: line) <= max(2, width))
    }
  }

  @Test("Only the last word is held back")
  func holding() {
    var wrapper = WordWrapper(width: 40)
    #expect(wrapper.wrap("Once upon") == "Once")
    #expect(wrapper.wrap(" a ti") == " upon a")
    #expect(wrapper.wrap("me") == "")
    #expect(wrapper.finish() == " time")
    #expect(wrapper.finish() == "")
  }
}
