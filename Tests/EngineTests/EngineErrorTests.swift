import Engine
import LanguageModels
import MaskInference
import Testing

@Suite struct `An engine error` {
  private static let pirate = Mask("pirate")
  private static let assistant = Stack([Mask("assistant")])

  private static let table: [(EngineError, String)] = [
    (.unknownMask(pirate), "there is no mask called pirate. `:personas` lists them."),
    (
      .alreadyWorn(pirate, stack: assistant),
      "pirate is worn already (assistant). `:mask drop pirate` takes it off."
    ),
    (
      .notWorn(pirate, stack: assistant),
      "pirate is not worn: the stack is assistant. `:mask pirate` puts it on."
    ),
    (
      .cardTooLong(pirate, tokens: 900, room: 700, context: 2048),
      """
      the card of pirate has 900 tokens, and there is room for 700. Start with \
      `--context 2048`, or shorten the card.
      """
    ),
    (.nothingWorn, "no mask is worn: the model is bare. `:mask NAME` puts one on."),
    (
      .tooDeep(stack: assistant, maximum: 1),
      """
      the stack is as deep as it may be (assistant). Take a mask off with `:stack pop`, or allow \
      more with `:set max-depth 2`.
      """
    ),
    (
      .tooWide(width: 64, lanes: 16),
      """
      64 hypotheses need 64 lanes, and the model has 16. Lower `:set width`, or start with \
      `--lanes 64`.
      """
    ),
    (
      .badSetting(name: "kapa", value: "1"), "there is no setting kapa. `:set` lists them."
    ),
    (
      .badSetting(name: "kappa", value: "7"),
      "kappa cannot be \"7\": it takes 0.0 to 1.0; `:set kappa 1.0` comes nearest."
    ),
    (
      .foreignTokens(vocabulary: 8),
      """
      the turn was recorded with another model: its tokens are not among the 8 that this model \
      knows. Replay it with the model it was recorded with.
      """
    ),
    (
      .damagedTurn(reason: "it names speaker 9 of 4 hypotheses"),
      """
      the recorded turn contradicts itself: it names speaker 9 of 4 hypotheses. Replay an \
      unchanged copy.
      """
    ),
    (.model(.interrupted), "stopped before the first word; nothing was said."),
  ]

  @Test(arguments: table)
  func `says what was expected, what was found and what to do next`(
    _ error: EngineError, _ text: String
  ) {
    #expect(error.description == text)
  }
}
