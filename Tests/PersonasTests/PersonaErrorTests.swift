import Personas
import Testing

@Suite struct `An error of a card or a mask` {
  private static let table: [(PersonaError, String)] = [
    (
      .unreadable(file: "f", reason: "it is a folder"),
      "f cannot be read: it is a folder. Check that it exists and that you may read it."
    ),
    (
      .tooLarge(file: "f", limit: 2048),
      """
      f is larger than 2 KiB, the most a card may hold. Take large embedded data out of it and \
      try again.
      """
    ),
    (
      .notJSON(file: "f", line: 2, column: 3, expected: "a JSON value", found: "','"),
      "f, line 2, column 3: expected a JSON value, found ','. Fix the file there and try again."
    ),
    (
      .wrongType(file: "f", keyPath: "data.name", expected: "a string", found: "a number"),
      "f: data.name should be a string, but it is a number. Change it and try again."
    ),
    (
      .notACard(file: "f", kind: "a lorebook"),
      "f is a lorebook, not a character card. Keep it in another folder."
    ),
    (
      .noMaskName(file: "f"),
      "f has no letter or digit in its name. Give it the name that you want to type after :mask."
    ),
    (
      .unknownMask(name: "pirat", suggestion: "pirate"),
      "There is no mask called \"pirat\". Did you mean pirate?"
    ),
    (
      .unknownMask(name: "x", suggestion: nil),
      "There is no mask called \"x\". `:personas` lists them."
    ),
    (
      .ambiguousName(name: "Owl", masks: ["owl", "old-owl"]),
      "Several masks are called \"Owl\". Choose one: owl, old-owl."
    ),
    (
      .emptySentence,
      "The description is empty. Describe a character, such as: a retired spy who hates the sea."
    ),
  ]

  @Test(arguments: table)
  func `says what was expected, what was found and what to do next`(
    _ error: PersonaError, _ text: String
  ) {
    #expect(error.description == text)
  }
}
