import Personas
import Sessions
import Support
import Terminal
import Views

extension Command {
  /// `:personas` lists the masks.
  static var personas: Command {
    Command(
      name: "personas", arguments: "[WORDS]", summary: "list the masks there are, or search them",
      example: ":personas story",
      run: { repl, text in repl.listPersonas(text) })
  }
}

extension Repl {
  fileprivate func listPersonas(_ words: String) {
    let found = words.isEmpty ? chat.library.personas : chat.library.search(words)
    guard !found.isEmpty else {
      return console.tell(
        chat.library.masks.isEmpty
          ? "  there are no masks: put character cards into `personas`, or start with `--personas "
            + "FOLDER`; `:mask say \"SENTENCE\"` makes one up"
          : "  no mask matches \"\(TextSanitizer.clean(words))\"; `:personas` lists all.")
    }
    let widest = found.map { DisplayWidth.columns(of: $0.mask) }.max() ?? 0
    for persona in found {
      let text = "\(persona.card.displayName): \(persona.card.tags.joined(separator: ", "))"
      let name = DisplayWidth.padded(persona.mask, to: widest)
      let room = max(10, console.width - widest - 5)
      console.tell(
        "  " + console.palette.paint(name, .mask(colours[persona.mask])) + "  "
          + console.onOneLine(text, columns: room))
    }
    for problem in chat.library.problems { console.warn(problem.description) }
  }
}
