import Testing

@testable import Terminal

struct PromptTests {
  /// Written with `<` and `>` for escape and mark, to be read.
  struct Case: CustomTestStringConvertible {
    let text: String
    let encoded: String
    var testDescription: String { text }

    init(_ text: String, _ encoded: String) {
      self.text = text
      self.encoded = encoded
    }
  }

  static let cases = [
    Case("plain> ", "plain> "),
    Case("", ""),
    Case("<[1mbold<[0m> ", "|<[1m|bold|<[0m|> "),
    Case("<[1m<[35mbold<[0m> ", "|<[1m<[35m|bold|<[0m|> "),
    Case("<[1mbold<[0m", "|<[1m|bold|<[0m| "),
    Case("<[1m", "|<[1m| "),
    Case("a<[2Jb<]0;t\u{7}c", "abc"),
    Case("a\tb\u{1}c", "abc"),
    Case("<[1m\u{301}x", "|<[1m|x"),
    Case("e\u{301}日", "e\u{301}日"),
    Case("x<[1", "x"),
  ]

  private func readable(_ text: String) -> String {
    text.replacing("\u{1B}", with: "<").replacing("\u{1}", with: "|")
  }

  @Test("Colours are enclosed as libedit needs them", arguments: cases)
  func encoding(_ example: Case) {
    let text = example.text.replacing("<", with: "\u{1B}")
    #expect(readable(PromptEncoding.encode(text, coloured: true)) == example.encoded)
  }

  @Test("Colours go where they cannot be shown")
  func withoutColours() {
    let text = Palette(depth: .indexed).paint("mask", .mask(1)) + "> "
    #expect(PromptEncoding.encode(text, coloured: false) == "mask> ")
  }

  @Test("Only the last line of a prompt is the editor's")
  func lines() {
    let prompt = Prompt("status\nmore\nask> ", right: "depth 2")
    #expect(prompt.heading == "status\nmore\n")
    #expect(prompt.lastLine == "ask> ")
    #expect(Prompt("ask> ").heading == "")
  }
}

struct PastedTextTests {
  /// What an editing terminal makes of a paste: newlines and returns change places.
  private func paste(_ text: String, limit: Int = 100) -> PastedText {
    var paste = PastedText(limit: limit)
    for scalar in text.unicodeScalars where !paste.isComplete {
      paste.append(scalar == "\n" ? "\r" : scalar == "\r" ? "\n" : scalar)
    }
    return paste
  }

  static let cases: [(String, String)] = [
    ("one\rtwo", "one\ntwo"), ("one\ntwo", "one\ntwo"), ("one\r\ntwo", "one\ntwo"),
    ("a\r\rb", "a\n\nb"), ("a\r\n\r\nb", "a\n\nb"), ("tab\there", "tab\there"), ("nul\u{0}", "nul"),
    ("", ""), ("\u{1B}[20", ""), ("x\u{1B}[201y", "x"),
  ]

  @Test("A paste keeps its lines and loses its commands", arguments: cases)
  func text(pasted: String, kept: String) {
    let whole = paste(pasted + "\u{1B}[201~")
    #expect(whole.isComplete)
    #expect(whole.text == kept)
    #expect(!whole.wasCut)
  }

  @Test("A paste beyond the limit is cut between characters and still read to its end")
  func limit() {
    let cut = paste("ab日本\u{1B}[201~", limit: 6)
    #expect(cut.isComplete)
    #expect(cut.text == "ab日")
    #expect(cut.wasCut)
  }
}
