import Engine
import MaskInference
import Sessions
import Support
import Testing

@Suite struct `An error of a session` {
  private static let damaged = SessionError.notSession(
    path: "a.json", place: "the top", expected: "an object was expected")

  private static let table: [(SessionError, String)] = [
    (
      .missing(name: "evenin", folder: "s", known: ["evening"]),
      "there is no session evenin in s. Did you mean evening? There are: evening."
    ),
    (
      .missing(name: "evening", folder: "s", known: []),
      "there is no session evening in s. The folder has none yet."
    ),
    (
      .unreadable(path: "a.json", reason: "it is a folder"),
      "cannot read a.json: it is a folder. Check that it exists and that you may read it."
    ),
    (
      .notJSON(
        .malformed(file: "a.json", line: 2, column: 3, expected: "a JSON value", found: "','")),
      """
      a.json, line 2, column 3: expected a JSON value, found ','. Fix the file there and try \
      again. The program has not changed it.
      """
    ),
    (
      damaged,
      """
      a.json is not a session: at the top, an object was expected. Fix the file there, or give \
      another. The program has not changed it.
      """
    ),
    (
      .newer(path: "a.json", schema: 9, known: 3),
      """
      a.json was written by a newer program (schema 9; this program knows 3). Update the program \
      to open it.
      """
    ),
    (
      .badCard(path: "a.json", mask: "pirate", reason: "it has no name"),
      """
      a.json has a damaged card for pirate: it has no name. Fix the card there, or give another \
      session. The program has not changed it.
      """
    ),
    (
      .hasTwin(damaged, path: "a.json~", turns: 2),
      """
      a.json is not a session: at the top, an object was expected. Fix the file there, or give \
      another. The program has not changed it. Its previous version is undamaged: a.json~, 2 \
      turns. To go on from there, copy it to a name that ends in .json and load that.
      """
    ),
    (
      .unwritable(path: "a.json", reason: "No space left on device"),
      """
      cannot write a.json: No space left on device. `:save` with another name or path keeps the \
      chat elsewhere.
      """
    ),
    (
      .occupied(path: "a.json"),
      "a.json is there already and is something else. Choose another name for `:save`."
    ),
    (
      .busy(path: "a.json", process: 7),
      """
      a.json is open in another program (process 7). Close it there, or read it without changing \
      it: `--read-only`, or `:load NAME read-only`.
      """
    ),
    (
      .badJournal(path: "a.journal", line: 3, expected: "JSON was expected"),
      """
      a.journal is damaged: in line 3, JSON was expected. The program has not changed it. Move it \
      away to open the session without its contents.
      """
    ),
    (
      .foreignJournal(path: "a.journal"),
      """
      a.journal does not continue the session beside it. The program has changed neither. Move it \
      away to open the session without its contents.
      """
    ),
    (
      .unplayable(event: 2, .unknownMask(Mask("x"))),
      "event 3 cannot be played here: there is no mask called x. `:personas` lists them."
    ),
    (
      .badSetting(event: 2, name: "kappa", value: "7"),
      """
      event 3 sets kappa to 7, and this program does not know that. Update the program, or \
      correct the event.
      """
    ),
    (
      .badName("a b", .character(" ")),
      """
      "a b" cannot name a session: it cannot contain " "; use letters, digits, dots, hyphens \
      and underscores.
      """
    ),
    (.noPlace(9), "there is no place 9 in this conversation. `:tree` shows its turns."),
    (.noTurn(1, of: 0), "there is no turn 1: this chat has no reply yet."),
    (.noTurn(9, of: 3), "there is no turn 9: they go from 1 to 3, and `:tree` shows them."),
    (.nothingSaid(turns: 0), "nothing has been said yet."),
    (
      .nothingSaid(turns: 2),
      "you have sent only 2 messages up to here; `:undo 2` takes back all."
    ),
    (
      .badBranch("gentle", taken: true),
      "there is a branch gentle already: `:goto gentle` goes there."
    ),
    (
      .badBranch("7", taken: false),
      "\"7\" cannot name a branch. Use letters, digits, dots, hyphens and underscores."
    ),
  ]

  @Test(arguments: table)
  func `says what was expected, what was found and what to do next`(
    _ error: SessionError, _ text: String
  ) {
    #expect(error.description == text)
  }
}
