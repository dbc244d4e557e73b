import Engine
import MaskInference
import Personas
import Sessions
import Support
import Terminal
import Views

/// Changing and telling the stack of masks.
extension Repl {
  /// The mask that a person means by `name`.
  ///
  /// - Throws: `PersonaError` where there is none, or more than one.
  func known(_ name: String) throws -> Mask {
    Mask(try chat.library.persona(named: name).mask)
  }

  /// Changes the declared stack and shows it.
  func edit(_ edit: StackEdit) throws {
    let entrance = try chat.edit(edit)
    console.tell("  declared  \(console.plain(chat.state.declared.description))")
    try tell(entrance.notices, about: chat.state.declared)
    if let greeting = entrance.greeting, !options.printsJSON,
      let name = chat.state.declared.outermost?.name
    {
      try SpokenLine(name, console: console).write(TextSanitizer.clean(greeting), in: colours)
    }
  }

  /// Tells the declared stack and what is inferred.
  func tellStack() throws {
    let state = chat.state
    let belief = state.filter.belief
    let odds = state.filter.operatorPosterior
    let probability = Figures.share(belief.probability(of: belief.mostProbable))
    console.tell([
      console.plain("  declared  \(state.declared)"),
      console.plain("  inferred  \(belief.mostProbable)  \(probability)"),
    ])
    for index in belief.ranking.dropFirst().prefix(4) where belief.probabilities[index] >= 0.005 {
      console.tell(
        console.plain(
          "            \(belief.hypotheses[index])  \(Figures.share(belief.probabilities[index]))"))
    }
    let check = state.selfCheck
    if check.sentences > 0 {
      console.tell(
        "  self-check  \(check.sentences) own sentence\(check.sentences == 1 ? "" : "s"); the "
          + "hypothesis that spoke scored up to \(Figures.tenth(check.worstDeficit)) nats below "
          + "another, "
          + (check.bound >= 0.5
            ? "as chance allows"
            : "and the chance of that is at most "
              + (check.bound >= 0.01 ? Figures.share(check.bound) : ".01")))
    }
    if let odds {
      console.tell(
        "  last :mask  push \(Figures.share(odds.push)) swap \(Figures.share(odds.swap)) "
          + "stay \(Figures.share(odds.stay))")
    }
  }
}
