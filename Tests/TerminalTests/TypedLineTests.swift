import MaskInference
import Support
import Testing

@testable import Terminal

@Suite struct `A typed line` {
  @Test(arguments: [
    (":quit", "quit"), ("  :quit  ", "quit"), (":mask pirate", "mask pirate"),
    (":edit 1 :)", "edit 1 :)"), (":edit 1 :quit", "edit 1 :quit"),
    (":mask say \":)\"", "mask say \":)\""), (":root { color: red }", "root { color: red }"),
    (":no", "no"), (":Größe x", "Größe x"), (":quit\nmore", "quit\nmore"),
    (":mask\tpirate", "mask\tpirate"),
  ])
  func `is a command after a colon, a word of two letters or more and a blank`(
    line: String, command: String
  ) {
    #expect(TypedLine(line) == .command(command))
  }

  @Test(arguments: [
    "", "hello", ":)", ":(", ":D", ":D you are silly", ":3", ":-p", ":-) hi", ":", ": quit", ":/",
    ":|",
    ":P", ":wave:", ":wave: hello", ":root{color:red}", ":a-b c", ":x", ":10 sharp", ":quit.",
    ":quit,now",
    ":'(", "quit", "a :quit", "(:quit)", ":\u{200B}quit", ":qu1t", "/quit", "：quit",
  ])
  func `is said otherwise`(line: String) {
    #expect(TypedLine(line) == .words(line))
  }

  @Test(arguments: [
    ("::", ":"), ("::quit", ":quit"), (" ::quit now", ":quit now"), ("::)", ":)"), (":::", "::"),
    (":::quit", "::quit"), ("::1", ":1"), (":: quit", ": quit"),
  ])
  func `says one colon where two begin it`(line: String, words: String) {
    #expect(TypedLine(line) == .words(words))
  }

  @Test(arguments: [
    ("hello", "hello"), (":)", ":)"), (":wave:", ":wave:"), (":D you", ":D you"), (":-p", ":-p"),
    (":quit", "::quit"), ("\n :quit\nmore", "\n ::quit\nmore"), ("::quit", ":::quit"),
    ("::", ":::"),
    (":", "::"), (":q", "::q"), ("", ""),
  ])
  func `for a text has another colon where one is needed, and only there`(
    text: String, line: String
  ) {
    #expect(TypedLine.saying(text) == line)
  }

  @Test(arguments: 0..<50 as Range<UInt64>)
  func `for a text says it, whatever is typed after it`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let scraps = [":", "::", " ", "\n", "quit", "q", ")", "mask", "日本", "\"", "1", "{", "\t", "é"]
    for _ in 0..<200 {
      let parts = (0..<Int.random(in: 0...6, using: &generator)).map { _ in
        scraps.randomElement(using: &generator) ?? ""
      }
      let cut = Int.random(in: 0...parts.count, using: &generator)
      let (text, rest) = (parts[..<cut].joined(), parts[cut...].joined())
      func trimmed(_ text: String) -> String {
        String(text.drop(while: \.isWhitespace).trimmingSuffix(while: \.isWhitespace))
      }
      #expect(TypedLine(TypedLine.saying(text)) == .words(trimmed(text)))
      guard !text.allSatisfy(\.isWhitespace) else { continue }
      #expect(
        TypedLine(TypedLine.saying(text) + rest) == .words(trimmed(text + rest)),
        "\(text.debugDescription) \(rest.debugDescription)")
    }
  }
}
