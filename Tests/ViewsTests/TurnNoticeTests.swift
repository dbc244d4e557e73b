import Engine
import MaskInference
import Testing

@testable import Views

@Suite struct `A notice of a turn` {
  private static let pirate = Mask("pirate")
  private static let stack = Stack([Mask("assistant"), Mask("pirate")])

  private static let table: [(Notice, String)] = [
    (
      .forgot(turns: 1),
      "context full: the model no longer sees the oldest turn; masks are unaffected"
    ),
    (
      .forgot(turns: 3),
      "context full: the model no longer sees the 3 oldest turns; masks are unaffected"
    ),
    (
      .shortened(read: 80, of: 120),
      "your text has 120 tokens, and 80 fit: only the last 80 were read"
    ),
    (
      .cardCut(stack: stack),
      """
      the card of assistant ▸ pirate is too long for the context: the model reads only its \
      beginning
      """
    ),
    (
      .abridged(
        stack: stack, cards: [AbridgedCard(mask: pirate, told: 80, of: 120)], examplesLeftOut: 2),
      """
      assistant ▸ pirate is too long for the context: the model reads 80 of 120 tokens of pirate, \
      2 examples are left out; a larger `--context` holds more
      """
    ),
    (
      .abridgedToo(stacks: [stack]),
      "1 other stack is too long for the context too: the model reads only part of the cards"
    ),
    (
      .cardTooLong(mask: pirate, tokens: 900, room: 700),
      """
      pirate is not considered: its card has 900 tokens, and there is room for 700; a larger \
      `--context` holds more
      """
    ),
    (
      .lorebookUnread(mask: pirate, entries: 1), "the lorebook of pirate is not read: 1 entry"
    ),
    (
      .emptyCard(mask: pirate),
      "the card of pirate is empty: the model knows only the name; add a description to it"
    ),
  ]

  @Test(arguments: table)
  func `says what was lost and what to do next`(_ notice: Notice, _ text: String) {
    #expect(TurnNotice(notice).text == text)
  }

  @Test func `of a broken self-check says by how much`() {
    var check = SelfCheck()
    check.record(logLikelihoods: [-12.5, -1, -2], speaker: 0)
    #expect(
      TurnNotice.broken(check).text
        == "self-check failed: the hypothesis that spoke scored 11.5 nats below another, too much "
        + "for 2 comparisons; the numbers may be wrong")
  }

  @Test func `of a line cut or repaired says what became of it`() {
    #expect(
      TurnNotice.lineCut(limit: 9).text
        == "the line was longer than 9 bytes; the program left out the rest")
    #expect(
      TurnNotice.repaired.text
        == "some bytes were not UTF-8 text; the program read them as \u{FFFD}")
  }
}
