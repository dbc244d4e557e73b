import Foundation
import LanguageModels
import MaskInference
package import Personas
package import Sessions
import Support
import Terminal
import Theatre
import Views

extension Repl {
  /// The command `:mask …`.
  func mask(_ text: String) throws {
    let words = text.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
    let rest = words.count > 1 ? words[1].trimmingCharacters(in: .whitespaces) : ""
    switch words.first {
    case nil:
      showStack()
      console.tell("  `:mask NAME` puts one on; `:personas` lists them.")
    case "only":
      guard !rest.isEmpty else { throw CommandError("whom? `:mask only pirate`.") }
      try edit(.only(try known(rest)))
    case "drop":
      try edit(rest.isEmpty ? .pop : .takeOff(try known(rest)))
    case "say":
      let sentence = rest.trimmingCharacters(in: CharacterSet(charactersIn: "\"“”"))
      guard !sentence.isEmpty else {
        throw CommandError("who is it? `:mask say \"a retired spy who hates the sea\"`.")
      }
      let persona = try Persona.described(as: sentence, avoiding: Set(chat.library.masks))
      chat.add(persona)
      try edit(.putOn(Mask(persona.mask)))
    default:
      try edit(.putOn(try known(text)))
    }
  }

  /// Changes the declared stack and shows it.
  func edit(_ edit: StackEdit) throws {
    let entrance = try chat.edit(edit)
    console.tell("  declared  \(console.plain(chat.stage.declared.description))")
    try tell(entrance.notices, about: chat.stage.declared)
    if let greeting = entrance.greeting, !options.printsJSON,
      let name = chat.stage.declared.outermost?.name
    {
      try SpokenLine(name, console: console).write(TextSanitizer.clean(greeting), in: colours)
    }
    keep()
  }

  /// The command `:stack`.
  func showStack() {
    let belief = chat.stage.filter.belief
    let odds = chat.stage.filter.operatorPosterior
    let probability = Figures.share(belief.probability(of: belief.mostProbable))
    console.tell([
      console.plain("  declared  \(chat.stage.declared)"),
      console.plain("  inferred  \(belief.mostProbable)  \(probability)"),
    ])
    for index in belief.ranking.dropFirst().prefix(4) where belief.probabilities[index] >= 0.005 {
      console.tell(
        console.plain(
          "            \(belief.hypotheses[index])  \(Figures.share(belief.probabilities[index]))"))
    }
    let check = chat.stage.selfCheck
    if check.sentences > 0 {
      console.tell(
        "  self-check  \(check.sentences) own sentence\(check.sentences == 1 ? "" : "s"); the lane that "
          + "spoke trailed another by up to \(Figures.tenth(check.worstDeficit)) nats, "
          + (check.bound >= 0.5
            ? "as is to be expected"
            : "and the chance of so much is at most "
              + (check.bound >= 0.01 ? Figures.share(check.bound) : ".01")))
    }
    if let odds {
      console.tell(
        "  last :mask  push \(Figures.share(odds.push)) swap \(Figures.share(odds.swap)) "
          + "stay \(Figures.share(odds.stay))")
    }
  }

  /// The command `:personas`.
  func listPersonas(_ words: String) {
    let found = words.isEmpty ? chat.library.personas : chat.library.search(words)
    guard !found.isEmpty else {
      return console.tell(
        chat.library.masks.isEmpty
          ? "  there are no masks: put character cards into `personas`, or start with `--personas "
            + "FOLDER`; `:mask say \"WHO IT IS\"` makes one up"
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

  /// The command `:set`.
  func set(_ text: String) throws {
    let words = text.split(separator: " ", maxSplits: 1).map(String.init)
    guard let name = words.first else {
      console.tell(
        SettingLine(
          name: "report", value: reportLength.rawValue, summary: ReportLength.summary,
          width: console.width, palette: console.palette
        ).lines)
      for row in Settings.table {
        console.tell(
          SettingLine(row, of: chat.stage.settings, width: console.width, palette: console.palette)
            .lines)
      }
      console.tell("  `:set NAME VALUE` changes one, `:set NAME` tells what it may be.")
      return
    }
    if name == "report" { return try setReport(words.count > 1 ? words[1] : "") }
    guard let row = Settings.table.first(where: { $0.name == name }) else {
      let near = EditDistance.nearest(to: name, among: Settings.table.map(\.name) + ["report"])
      throw CommandError(
        "there is no setting \(TextSanitizer.clean(name)). "
          + (near.map { "Did you mean \($0)? " } ?? "") + "`:set` lists them.")
    }
    guard words.count > 1 else {
      return console.tell(
        "  \(row.name) is \(row.read(chat.stage.settings)): \(row.summary), \(row.range); "
          + "`:set \(row.name) VALUE` changes it")
    }
    try change(name, to: words[1].trimmingCharacters(in: .whitespaces))
  }

  /// The command `:set report`: what is shown is no part of the session.
  private func setReport(_ value: String) throws {
    if !value.isEmpty {
      let value = value.trimmingCharacters(in: .whitespaces)
      guard let length = ReportLength(rawValue: value) else {
        throw CommandError(
          "report cannot be \"\(TextSanitizer.clean(value))\": it takes \(ReportLength.range), such as "
            + "`:set report \(ReportLength.usual.rawValue)`.")
      }
      reportLength = length
    }
    console.tell(
      "  report is \(reportLength.rawValue)"
        + (value.isEmpty ? ": \(ReportLength.summary), it takes \(ReportLength.range)" : ""))
  }

  /// Changes a setting and shows it.
  func change(_ name: String, to value: String) throws {
    guard let row = Settings.table.first(where: { $0.name == name }) else { return }
    guard try chat.set(name, to: value) else {
      throw CommandError(
        row.refusal(of: TextSanitizer.clean(value), typedAfter: ":set \(name) ") + ".")
    }
    console.tell("  \(name) is \(row.read(chat.stage.settings))")
    keep()
  }

  /// The command `:save`.
  func save(_ name: String) throws {
    if name.isEmpty {
      guard let file = chat.file else {
        throw CommandError("this chat has no name yet: `:save evening`.")
      }
      try chat.save()
      console.tell("  kept in \(UserHome().abbreviating(file.path))")
    } else {
      let file = try options.folder.file(named: QuotedPath(name).text)
      try chat.save(to: file)
      console.tell("  kept in \(UserHome().abbreviating(file.path))")
    }
  }

  /// The command `:load`.
  func load(_ text: String) throws {
    let isReadOnly = text.hasSuffix(" read-only")
    let name = text.dropLast(isReadOnly ? " read-only".count : 0)
      .trimmingCharacters(in: .whitespaces)
    guard !name.isEmpty else {
      if options.folder.names.isEmpty {
        throw CommandError("no session is kept yet; `:save NAME` keeps this one.")
      }
      listSessions()
      throw CommandError("which one? `:load NAME`.")
    }
    let url = try options.folder.find(QuotedPath(name).text)
    guard url != chat.file else { throw CommandError("that is this chat; `:save` keeps it.") }
    let library = chat.library
    var recovery: Recovery?
    let next: Chat
    if isReadOnly {
      next = try Chat(
        resuming: try SessionDocument.recovered(from: url), model: options.model, library: library,
        stop: options.stop)
    } else {
      let opened = try SessionFile.open(url)
      recovery = opened.recovery
      next = try Chat(
        resuming: opened.document, model: options.model, library: library, stop: options.stop,
        file: opened.file)
    }
    // A chat that cannot be kept is not given up for another one.
    try chat.close()
    tellFileRemarks()
    chat = next
    tellResumed(recovery, library: library)
    if isReadOnly { tellReadOnly() }
  }

  /// Tells that nothing is kept.
  package func tellReadOnly() {
    console.warn("read-only: nothing is kept of what is said now; `:save NAME` keeps it elsewhere")
  }

  /// Tells what chat goes on, what was said last in it, and what of it was recovered.
  package func tellResumed(_ recovery: Recovery?, library: PersonaLibrary) {
    let document = chat.document
    if let recovery { console.warn(recovery.description) }
    if let change = document.firstChange {
      let turn = document.replyPlaces.count { $0 <= change } + 1
      console.warn(
        (change < 0 ? "what the chat was begun with" : "turn \(turn), or what led to it,")
          + " was changed after it was written; `shoggoth replay --verify` tells what differs")
    }
    console.tell(
      "  \(document.turns) turn\(document.turns == 1 ? "" : "s") loaded; declared "
        + console.plain(chat.stage.declared.description))
    tellLastWords()
    let (recorded, present) = (document.model(at: document.tree.head), options.model.identity)
    if recorded.hash != present.hash {
      let isUnderstudy = recorded.parameters["engine"] == "understudy"
      console.warn(
        (recorded.name != present.name
          ? "it was recorded with \(recorded.name), and this is \(present.name)"
          : "it was recorded with another \(recorded.name)"
            + (isUnderstudy ? ", which was made of other cards" : " file"))
          + ": the words are kept, and new numbers are this model's")
    }
    var absent: [String] = []
    for persona in document.personas {
      let now = library.personas.first { $0.mask == persona.mask }
      if now == nil { absent.append(persona.mask) }
      if let now, now.contentHash != persona.contentHash {
        console.warn("\(persona.mask) has another card now; the session's own is used")
      }
    }
    if !absent.isEmpty {
      console.tell(
        "  only the session has a card for \(absent.sorted().joined(separator: ", ")); it is used")
    }
  }

  /// The command `:help`.
  func help(_ name: String) throws {
    let name = name.hasPrefix(":") ? String(name.dropFirst()) : name
    guard !name.isEmpty else {
      for command in Command.table {
        console.tell("  \(command.usage)")
        console.tell("      " + console.palette.paint(command.summary, .dim))
      }
      console.tell("  `:help COMMAND` gives an example.")
      for line in Self.keys { console.tell("  " + line) }
      return
    }
    let command = try command(named: name)
    console.tell([
      "  \(command.usage)", "  \(command.summary)", "  for instance  \(command.example)",
    ])
  }

  /// The command called `name`.
  ///
  /// - Throws: `CommandError` with the one that may have been meant.
  func command(named name: String) throws(CommandError) -> Command {
    let name = name.lowercased()
    if let command = Command.table.first(where: { $0.name == name }) { return command }
    let near = EditDistance.nearest(to: name, among: Command.table.map(\.name))
    throw CommandError(
      "there is no command :\(TextSanitizer.clean(name)). "
        + (near.map { "Did you mean `:\($0)`? " } ?? "")
        + "`:help` lists them; `::\(TextSanitizer.clean(name))` says it.")
  }

  /// What can be typed besides commands, a sentence a line.
  package static let keys = [
    "A colon and a word of two letters or more begin a command; anything else is said, `:)` too.",
    "`::` at the start of a line says a colon; what is pasted, in a block or from $EDITOR is said.",
    "Ctrl-J makes a new line, and so do lines between two \"\"\"; Tab completes.",
    "Ctrl-R searches what was typed before, Alt-P for lines that begin like this one.",
    "Ctrl-X Ctrl-E or Ctrl-G opens $EDITOR on the line.",
    "Ctrl-C stops a reply and keeps what was said, Ctrl-D leaves.",
  ]

  func known(_ name: String) throws -> Mask {
    Mask(try chat.library.persona(named: name).mask)
  }
}
