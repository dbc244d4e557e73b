import Foundation
import MaskInference
import Sessions
import Support
import Terminal
import Theatre
import Views

extension Command {
  /// The commands that go about in the conversation, which is a tree.
  static var travel: [Command] { [undo, retry, swipe, edit, branch, goTo, tree] }

  private static var undo: Command {
    Command(
      name: "undo", arguments: "[N]",
      summary: "take back the last thing you said and its reply, or the last N",
      example: ":undo", completion: { _ in .none },
      run: { repl, text in
        guard let count = text.isEmpty ? 1 : Int(text), count > 0 else {
          throw CommandError("how many? `:undo` takes back one turn, `:undo 3` three.")
        }
        try repl.undo(count)
      })
  }

  private static var retry: Command {
    Command(
      name: "retry", arguments: "[as NAME]",
      summary:
        "have the last words answered again; both replies stay",
      example: ":retry as pirate",
      completion: { $0.isEmpty ? .fixed(["as"]) : $0 == ["as"] ? .masks : .none },
      run: { repl, text in try repl.retry(text) })
  }

  private static var swipe: Command {
    Command(
      name: "swipe", arguments: "[N | best]",
      summary:
        "compare the replies to the last words, or choose one",
      example: ":swipe best", completion: { $0.isEmpty ? .fixed(["best"]) : .none },
      run: { repl, text in try repl.swipe(text) })
  }

  private static var edit: Command {
    Command(
      name: "edit", arguments: "[N [TEXT]]",
      summary:
        "write the next message in $EDITOR, or say TEXT at turn N instead, on a branch; without TEXT "
        + "$EDITOR opens on what you said there",
      example: ":edit 1 Good evening.", completion: { _ in .none },
      run: { repl, text in
        if text.isEmpty { try repl.editDraft() } else { try repl.edit(text) }
      })
  }

  private static var branch: Command {
    Command(
      name: "branch", arguments: "[NAME]",
      summary: "begin a branch with a name here, or list the branches", example: ":branch gentle",
      completion: { _ in .none }, run: { repl, text in try repl.branch(text) })
  }

  private static var goTo: Command {
    Command(
      name: "goto", arguments: "N | NAME | start",
      summary: "go to a turn, to the end of a branch, or back to the start", example: ":goto start",
      completion: { $0.isEmpty ? .branches : .none }, run: { repl, text in try repl.go(to: text) })
  }

  private static var tree: Command {
    Command(
      name: "tree", arguments: "[all]",
      summary: "draw the conversation with its branches, and who led",
      example: ":tree", completion: { $0.isEmpty ? .fixed(["all"]) : .none },
      run: { repl, text in
        guard ["", "all"].contains(text) else { throw CommandError("`:tree` or `:tree all`.") }
        repl.console.tell(
          TreeView(
            repl.chat.document, isWhole: text == "all", console: repl.console, colours: repl.colours
          ).lines)
      })
  }
}

extension Repl {
  fileprivate func undo(_ count: Int) throws {
    let undone = try chat.undo(count)
    keep()
    for words in undone { console.tell("  taken back  \(shortened(words, after: 14))") }
    tellPlace()
  }

  fileprivate func retry(_ text: String) throws {
    let words = text.split(separator: " ", maxSplits: 1).map(String.init)
    guard text.isEmpty || (words.count == 2 && words[0] == "as") else {
      throw CommandError("`:retry`, or `:retry as pirate`.")
    }
    let mask = words.count == 2 ? try known(words[1]) : nil
    let name = mask?.name ?? chat.stage.declared.outermost?.name
    try perform(as: name) { chat, show throws in try chat.retry(as: mask, onPiece: show) }
    // A reply that lanes have still to read is not in the document yet.
    let document = chat.document
    let answered = document.lastWords(upTo: document.tree.head)
    let count =
      (answered.map(document.replies(toWordsAt:))?.count ?? 0) + (chat.isSettled ? 0 : 1)
    if !options.printsJSON, count > 1 {
      console.tell(console.palette.paint("  reply \(count); `:swipe` compares them", .dim))
    }
  }

  fileprivate func edit(_ text: String) throws {
    let words = text.split(maxSplits: 1, whereSeparator: \.isWhitespace).map(String.init)
    guard let number = words.first.flatMap(Int.init) else {
      throw CommandError("which turn, and what instead? `:edit 1 Good evening.`")
    }
    guard let place = chat.document.place(ofTurn: number), let turn = chat.document.turn(at: place)
    else { throw SessionError.noTurn(number, of: chat.document.turns) }
    let said = chat.document.question(answeredAt: place)
    guard let instead = try words.count == 2 ? words[1] : edited(said, ofTurn: number) else {
      return console.tell("  turn \(number) stays as it is")
    }
    // What was typed in the editor is nowhere to be seen.
    if words.count == 1 { tellWords("you", instead) }
    try perform(as: turn.report.declared.outermost?.name) { chat, show throws in
      try chat.edit(turn: number, saying: instead, onPiece: show)
    }
  }

  fileprivate func swipe(_ text: String) throws {
    guard !siblings.isEmpty else { return console.tell("  nothing was answered yet") }
    let view = SwipeView(chat.document, console: console, colours: colours)
    if text.isEmpty { return console.tell(view.lines) }
    guard let number = text == "best" ? view.best : Int(text) else {
      throw CommandError(
        "`:swipe` lists the replies, `:swipe 2` chooses one, `:swipe best` the best.")
    }
    guard siblings.indices.contains(number - 1) else {
      throw CommandError(
        siblings.count == 1
          ? "there is one reply to that; `:retry` adds another."
          : "there is no reply \(number): they go from 1 to \(siblings.count).")
    }
    try chat.go(to: siblings[number - 1])
    keep()
    guard let turn = chat.document.turn(at: chat.document.tree.head) else { return }
    try show(turn)
  }

  fileprivate func branch(_ name: String) throws {
    guard !name.isEmpty else {
      let branches = chat.document.branches.sorted { $0.value < $1.value }
      let here = chat.document.branch(at: chat.document.tree.head)
      if branches.isEmpty {
        console.tell("  no branch has a name; `:branch gentle` begins one here")
      }
      for (name, place) in branches {
        let tip = chat.document.tip(of: place)
        let turn = chat.document.lastReply(upTo: tip).flatMap(chat.document.number(ofTurnAt:))
        console.tell(
          "  \(name == here ? "◂" : " ") \(TextSanitizer.clean(name))  "
            + (turn.map { "ends at turn \($0)" } ?? "nothing said yet"))
      }
      return
    }
    try chat.branch(name)
    keep()
    console.tell("  branch \(name): what you say from here on is on it; `:goto \(name)` comes back")
  }

  fileprivate func go(to text: String) throws {
    let document = chat.document
    let place: Int
    if text == "start" || text == "0" {
      place = 0
    } else if let number = Int(text) {
      guard let turn = document.place(ofTurn: number) else {
        throw SessionError.noTurn(number, of: document.turns)
      }
      place = turn
    } else if let beginning = document.branches[text] {
      place = document.tip(of: beginning)
    } else if text.isEmpty {
      return tellPlace()
    } else {
      let names = document.branches.keys.sorted()
      throw CommandError(
        "there is no branch \(TextSanitizer.clean(text)). "
          + (names.isEmpty ? "" : "There are: \(names.joined(separator: ", ")). ")
          + "`:tree` shows the numbers to go to.")
    }
    try chat.go(to: place)
    keep()
    tellPlace()
  }

  /// Tells where the chat is, and what was said last there.
  private func tellPlace() {
    let document = chat.document
    let head = document.tree.head
    let reply = document.lastReply(upTo: head)
    let place = reply.flatMap(document.number(ofTurnAt:)).map { "turn \($0)" } ?? "the start"
    let branch = document.branch(at: head).map { ", branch \(TextSanitizer.clean($0))" } ?? ""
    console.tell("  at \(place)\(branch), declared \(chat.stage.declared)")
    tellLastWords()
  }

  /// Tells what was said last where the chat is, each on one line.
  func tellLastWords() {
    let document = chat.document
    let head = document.tree.head
    let reply = document.lastReply(upTo: head) ?? 0
    if let turn = document.turn(at: reply) {
      tellWords("you", document.question(answeredAt: reply))
      tellWords(turn.wornName, turn.reply)
    }
    // The program may have ended before there was an answer.
    if let words = document.lastWords(upTo: head), words > reply {
      tellWords("you", document.question(answeredAt: words))
    }
  }

  /// Tells what somebody said, on one line.
  private func tellWords(_ name: String, _ words: String) {
    console.tell(SpokenLine(name, console: console).reminder(of: words))
  }

  /// The places of all replies to the words that the last reply on the way here answers.
  private var siblings: [Int] {
    let document = chat.document
    return document.lastReply(upTo: document.tree.head).flatMap { reply in
      document.lastWords(upTo: reply).map { document.replies(toWordsAt: $0) } ?? [reply]
    } ?? []
  }

  /// Words on one line that has `columns` taken already.
  private func shortened(_ words: String, after columns: Int) -> String {
    console.onOneLine(words, columns: max(10, console.width - columns - 1))
  }
}
