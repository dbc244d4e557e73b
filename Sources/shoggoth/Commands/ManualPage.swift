import Foundation
import Repl

/// The manual page, made of what ArgumentParser and the table of commands know, for `mdoc(7)`.
struct ManualPage {
  private let program: CommandOutline

  init(_ program: CommandOutline) {
    self.program = program
  }

  /// The page as man reads it.
  var text: String {
    var page = MDoc()
    page.macro(".Dd \(Self.date)")
    page.macro(".Dt \(program.commandName.uppercased()) 1")
    page.macro(".Os")
    page.macro(".Sh NAME")
    page.macro(".Nm \(program.commandName)")
    page.macro(".Nd \(MDoc.escaped(Self.asPhrase(program.abstract ?? "")))")
    page.macro(".Sh SYNOPSIS")
    for command in program.displayed { synopsis(of: command, in: &page) }
    page.macro(".Sh DESCRIPTION")
    page.paragraph(program.discussion ?? "")
    for command in program.displayed { chapter(on: command, in: &page) }
    chat(in: &page)
    preferences(in: &page)
    files(in: &page)
    ending(in: &page)
    return page.text
  }

  // MARK: Commands

  private func synopsis(of command: CommandOutline, in page: inout MDoc) {
    let positional = (command.arguments ?? []).filter {
      $0.kind == "positional" && $0.shouldDisplay
    }
    page.macro(".Nm \(program.commandName)")
    page.macro(".Cm \(MDoc.escaped(command.commandName))")
    page.macro(".Op Ar options")
    for argument in positional {
      let name = MDoc.escaped(argument.valueName ?? "value")
      let dots = argument.isRepeating ? " ..." : ""
      page.macro(argument.isOptional ? ".Op Ar \(name)\(dots)" : ".Ar \(name)\(dots)")
    }
    page.macro(".Pp")
  }

  private func chapter(on command: CommandOutline, in page: inout MDoc, after name: String? = nil) {
    let name = ([name].compactMap(\.self) + [command.commandName]).joined(separator: " ")
    page.macro(".Ss \(MDoc.escaped("\(program.commandName) \(name)"))")
    page.paragraph(command.abstract ?? "")
    if let discussion = command.discussion {
      page.macro(".Pp")
      page.paragraph(discussion)
    }
    let arguments = (command.arguments ?? []).filter { $0.shouldDisplay && !$0.isGeneral }
    page.list(arguments) { argument in
      let value = argument.valueName ?? "value"
      guard let names = argument.names else { return "Ar \(MDoc.escaped(value))" }
      let flags = names.map { "Fl \(MDoc.escaped(String($0.typed.dropFirst())))" }
        .joined(separator: " , ")
      return flags + (argument.kind == "option" ? " Ar \(MDoc.escaped(value))" : "")
    } text: {
      $0.abstract ?? ""
    }
    for subcommand in command.displayed { chapter(on: subcommand, in: &page, after: name) }
  }

  // MARK: Chapters of their own

  private func chat(in page: inout MDoc) {
    page.macro(".Sh IN THE CHAT")
    for line in CommandHelp.keys { page.paragraph(line) }
    page.list(CommandHelp.all) { command in
      "Li \"\(MDoc.escaped(command.usage).replacing("\"", with: "\\(dq"))\""
    } text: {
      "\($0.summary.prefix(1).uppercased() + $0.summary.dropFirst()). Example: `\($0.example)`."
    }
  }

  private func preferences(in page: inout MDoc) {
    page.macro(".Sh ENVIRONMENT")
    let variables: [(String, String)] = [
      (
        "SHOGGOTH_LANES, SHOGGOTH_MIN_P and so on",
        "The default of the option of that name: --lanes, --min-p. Put commas between the values "
          + "of an option that you may give again. Write yes or no for a flag. There is a variable "
          + "for every option of chat except --continue, --read-only and --json: "
          + Preferences.options.joined(separator: ", ") + ", and every setting."
      ),
      (
        "NO_COLOR",
        "If it is set and not empty, the program uses no colours unless --color asks for them."
      ),
      (
        "TERM, COLORTERM",
        "The number of colours. On a `dumb` terminal the program uses no colours and no escape "
          + "sequences."
      ),
      ("VISUAL, EDITOR", "The editor that `:edit` and Ctrl-X Ctrl-E open. Default: vi."),
      ("EDITRC", "The file of key bindings that --editrc reads."),
      (
        "XDG_CONFIG_HOME, XDG_STATE_HOME, XDG_DATA_HOME, XDG_CACHE_HOME",
        "The folders of the files below."
      ),
    ]
    page.list(variables) {
      "Ev \(MDoc.escaped($0.0))"
    } text: {
      $0.1
    }
  }

  private func files(in page: inout MDoc) {
    page.macro(".Sh FILES")
    let files: [(String, String)] = [
      (
        "~/.config/shoggoth/config",
        "Settings, one a line: `temperature = 0.9`. The program ignores a line that begins with #. "
          + "The names are those of the options. Options override variables; variables override "
          + "the file."
      ),
      ("~/.local/state/shoggoth/history", "The lines you typed before."),
      (
        "~/.local/share/shoggoth/personas",
        "Characters, besides those in ./personas and those installed with the program."
      ),
      ("~/.local/share/shoggoth/sessions", "Chats, if there is no ./sessions."),
      ("~/.cache/shoggoth/models", "The language model."),
    ]
    page.list(files) {
      "Pa \(MDoc.escaped($0.0))"
    } text: {
      $0.1
    }
  }

  private func ending(in page: inout MDoc) {
    page.macro(".Sh EXIT STATUS")
    page.paragraph(
      "0: done. 1: something failed. 2: the options or arguments were wrong. 3: replay --verify "
        + "found a difference. 130: you stopped the program.")
    page.macro(".Sh EXAMPLES")
    let examples = [
      ("shoggoth --mask pirate", "Chat with a pirate."),
      ("shoggoth -c", "Go on with the last chat."),
      ("echo Hello | shoggoth --mask pirate --json", "One turn as JSON."),
      ("shoggoth replay --verify evening", "Check the numbers of a chat."),
    ]
    page.list(examples) {
      "Li \"\(MDoc.escaped($0.0))\""
    } text: {
      $0.1
    }
  }

  /// The day this was printed, as mdoc wants it.
  private static var date: String {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.dateFormat = "MMMM d, yyyy"
    return formatter.string(from: Date())
  }

  private static func asPhrase(_ sentence: String) -> String {
    let phrase = sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence
    return phrase.prefix(1).lowercased() + phrase.dropFirst()
  }
}

/// Text in the form of `mdoc(7)`, line by line.
struct MDoc {
  private(set) var text = ""

  /// Adds a line that is a macro, whose arguments are escaped already.
  mutating func macro(_ line: String) {
    text += line + "\n"
  }

  /// Adds running text; an empty line in it begins a paragraph.
  mutating func paragraph(_ words: String) {
    for line in words.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.isEmpty {
        macro(".Pp")
      } else {
        // A dot or an apostrophe at the beginning would make it a macro.
        let escaped = Self.escaped(String(line))
        macro([".", "'"].contains(escaped.prefix(1)) ? "\\&" + escaped : escaped)
      }
    }
  }

  /// Adds a list of what is explained, each with its text below.
  mutating func list<Element>(
    _ elements: [Element], item: (Element) -> String, text: (Element) -> String
  ) {
    if elements.isEmpty { return }
    macro(".Bl -tag -width Ds")
    for element in elements {
      macro(".It \(item(element))")
      paragraph(text(element))
    }
    macro(".El")
  }

  /// Text without what would command the formatter.
  static func escaped(_ text: String) -> String {
    text.unicodeScalars.map { scalar in
      switch scalar {
      case "\\": "\\e"
      case "-": "\\-"
      case "`": "\\(ga"
      case "'": "\\(aq"
      case "~": "\\(ti"
      case "^": "\\(ha"
      case _ where scalar.isASCII: String(scalar)
      default: "\\[u" + String(format: "%04X", scalar.value) + "]"
      }
    }.joined()
  }
}
