import Attribution
import Testing

@Suite struct `An error of voices or a transcript` {
  private static let table: [(AttributionError, String)] = [
    (
      .unreadable(file: "f", reason: "it is a folder"),
      "f cannot be read: it is a folder. Check that it exists and that you may read it."
    ),
    (
      .tooLarge(file: "f", limit: 64 << 20),
      "f is larger than 64 MiB, the most that the program reads. Give a part of it."
    ),
    (
      .notJSON(file: "f", line: 2, column: 3, expected: "a JSON value", found: "','"),
      "f, line 2, column 3: expected a JSON value, found ','. Fix the file there and try again."
    ),
    (
      .wrongType(file: "f", place: "line 1.text", expected: "a string", found: "null"),
      "f: line 1.text should be a string, but it is null. Change it and try again."
    ),
    (
      .missing(file: "f", place: "characters", expected: "a list of roles"),
      "f: characters is missing: expected a list of roles. Add it and try again."
    ),
    (
      .badName(file: "f", place: "a voice in exemplars", name: "▸"),
      """
      f: a voice in exemplars is called "▸", and you cannot type that as a mask. Use letters or \
      digits, and name no mask twice.
      """
    ),
    (
      .foreignForm(file: "f", form: .shareGPT),
      """
      f holds ShareGPT conversations ("conversations" of "from" and "value"), and the program \
      cannot read that yet. Convert it to JSON lines of {"text": …, "speaker": …} and try \
      again.
      """
    ),
    (
      .noVoices(file: "f"),
      """
      f has no voices. Give --personas a folder of character cards, or a JSON file with \
      "exemplars": {name: [line, …]}.
      """
    ),
    (
      .disguises(file: "f"),
      """
      f has roles with and without a disguise ("characters"), not voices. `shoggoth-bench \
      disguises FILE` studies them. For `identify`, give --personas a folder of character \
      cards, or a JSON file with "exemplars": {name: [line, …]}.
      """
    ),
    (
      .noTranscript(file: "f"),
      "there is no transcript: f has no \"test\" lines. Give one with --transcript."
    ),
    (
      .noSpeakers(file: "f", asked: "ann"),
      """
      f does not name its speakers, so the program cannot find the lines of ann. Give JSON with \
      "speaker", "name" or "role" beside "text", "content" or "mes", or a recorded \
      chat; or leave out --speaker.
      """
    ),
  ]

  @Test(arguments: table)
  func `says what was expected, what was found and what to do next`(
    _ error: AttributionError, _ text: String
  ) {
    #expect(error.description == text)
  }
}
