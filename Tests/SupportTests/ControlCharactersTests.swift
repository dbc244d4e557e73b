import Support
import Testing

@Suite struct `Control characters` {
  @Test(arguments: [
    ("plain\ttext\nof é 😀", "plain\ttext\nof é 😀"),
    ("a\r\nb\rc", "a\nb\nc"),
    ("\u{1B}[31mred\u{1B}[0m", "red"),
    ("\u{1B}]0;title\u{07}after", "after"),
    ("\u{1B}]8;;http://x\u{1B}\\link\u{1B}]8;;\u{1B}\\", "link"),
    ("\u{1B}P1;2q data\u{1B}\\x", "x"),
    ("\u{9B}31mred\u{9D}0;title\u{9C}after", "redafter"),
    ("\u{1B}(Bascii\u{1B}c", "ascii"),
    ("bell\u{07} back\u{08} delete\u{7F} nul\u{00} nel\u{85}", "bell back delete nul nel"),
    ("\u{1B}]never ends", "never ends"),
    ("\u{1B}[12", "12"),
    ("\u{1B}", ""),
    ("\u{1B}]0;a\nb\u{07}", "0;a\nb"),
    ("no-break\u{A0}space", "no-break\u{A0}space"),
  ])
  func `are taken out with their sequences`(_ raw: String, _ plain: String) {
    #expect(raw.withoutControlCharacters() == plain)
  }

  @Test(
    .timeLimit(.minutes(1)),
    arguments: ["\u{1B}", "\u{1B}]", "\u{1B}[", "\u{9D}x", "\u{1B}P", "\u{1B} "])
  func `are taken out of a million in a row, and in linear time`(_ unit: String) {
    let plain = String(repeating: unit, count: 500_000).withoutControlCharacters()
    #expect(!plain.hasControlCharacters)
  }

  @Test(arguments: [
    ("plain\r\n\ttext", false), ("é\u{A0}Ã", false), ("\u{1B}", true), ("\u{85}", true),
    ("\u{7F}", true),
  ])
  func `are told from white space and letters`(_ text: String, _ has: Bool) {
    #expect(text.hasControlCharacters == has)
  }
}
