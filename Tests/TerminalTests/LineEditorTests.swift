import Foundation
import TestSupport
import Testing

/// Keys as the usual terminals send them.
private enum Key {
  static let enter = "\r"
  static let left = "\u{1B}[D"
  static let up = "\u{1B}[A"
  static let wordLeft = "\u{1B}[1;5D"
  static let wordRight = "\u{1B}[1;5C"
  static let controlC = "\u{3}"
  static let controlD = "\u{4}"
  static let controlJ = "\n"
  static let controlR = "\u{12}"
  static let altEnter = "\u{1B}\r"
  static let altP = "\u{1B}p"
  static let editor = "\u{18}\u{5}"
}

@Suite(.serialized) struct LineEditorTests {
  struct Typing: CustomTestStringConvertible {
    let name: String
    let keys: String
    let line: String
    var testDescription: String { name }
  }

  static let typings = [
    Typing(name: "plain", keys: "hello world", line: "hello world"),
    Typing(name: "other alphabets", keys: "wörld 日本語 🐙 é", line: "wörld 日本語 🐙 é"),
    Typing(name: "inserting between wide letters", keys: "日語" + Key.left + "本", line: "日本語"),
    Typing(name: "erasing wide letters", keys: "日本語\u{7F}\u{7F}x", line: "日x"),
    Typing(
      name: "going by words", keys: "one two" + Key.wordLeft + "X" + Key.wordRight + "Y",
      line: "one XtwoY"),
    Typing(name: "a newline by Ctrl-J", keys: "one" + Key.controlJ + "two", line: "one\ntwo"),
    Typing(name: "a newline by Alt-Enter", keys: "one" + Key.altEnter + "two", line: "one\ntwo"),
    Typing(name: "deleting forward by Ctrl-D", keys: "ab\u{1}" + Key.controlD, line: "b"),
    Typing(name: "completing the only word", keys: "say pi\tnow", line: "say pirate now"),
    Typing(name: "completing what words share", keys: "g\u{1}\u{6}ra\tX", line: "grandX"),
    Typing(
      name: "completing before wide letters", keys: "pi 日本" + Key.left + Key.left + Key.left + "\t",
      line: "pirate 日本"),
  ]

  @Test("What is typed comes back", arguments: typings)
  func typing(_ typing: Typing) throws {
    let probe = try ProbeSession()
    try probe.send(typing.keys + Key.enter)
    #expect(try probe.nextReport() == ["line": typing.line, "repaired": "false"])
  }

  @Test("Lines between quotes are one message, recalled as one")
  func block() throws {
    let probe = try ProbeSession()
    try probe.send("\"\"\"" + Key.enter)
    try probe.waitForScreen("... ")
    try probe.send("one" + Key.enter + "日本" + Key.enter + "\"\"\"" + Key.enter)
    #expect(try probe.nextText() == "one\n日本")
    try probe.waitForPrompt(2)
    try probe.send(Key.up + "!" + Key.enter)
    #expect(try probe.nextLine() == "one\n日本!")
  }

  @Test("Ctrl-C drops a block, and Ctrl-D ends it")
  func abandonedBlock() throws {
    let probe = try ProbeSession()
    try probe.send("\"\"\"one" + Key.enter)
    try probe.waitForScreen("... ")
    try probe.send("two" + Key.controlC)
    #expect(try probe.nextReport() == ["event": "cancelled"])
    try probe.waitForPrompt(2)
    try probe.send("\"\"\"three" + Key.enter)
    try probe.waitForScreen("... ")
    try probe.send(Key.controlD)
    #expect(try probe.nextText() == "three")
  }

  struct Paste: CustomTestStringConvertible {
    var before = ""
    let paste: String
    var after = ""
    let line: String
    var testDescription: String { "\(before)|\(paste)|\(after)" }
  }

  @Test(
    "A paste that would be a command gets another colon, and only then",
    arguments: [
      Paste(paste: ":quit", line: "::quit"),
      Paste(paste: ":quit\nand more words", line: "::quit\nand more words"),
      Paste(before: "  ", paste: ":quit", line: "  ::quit"),
      Paste(paste: "\n:quit", line: "\n::quit"),
      Paste(paste: ":qu", after: "it", line: "::quit"),
      Paste(paste: "::quit", line: ":::quit"),
      Paste(paste: ":) hello", line: ":) hello"),
      Paste(paste: ":root{color:red}", line: ":root{color:red}"),
      Paste(paste: "hello\n:quit", line: "hello\n:quit"),
      Paste(before: ":edit 1 ", paste: ":quit", line: ":edit 1 :quit"),
      Paste(before: ":mask say ", paste: "a spy\nat sea", line: ":mask say a spy\nat sea"),
      Paste(before: ":", paste: ":quit", line: "::quit"),
    ])
  func pastedCommand(_ example: Paste) throws {
    let probe = try ProbeSession()
    try probe.send(example.before)
    try probe.paste(example.paste)
    try probe.send(example.after + Key.enter)
    #expect(try probe.nextLine() == example.line)
    #expect(example.line == example.paste || probe.everythingDrawn.contains(":"))
    try probe.waitForPrompt(2)
    try probe.send(Key.up + Key.enter)
    #expect(try probe.nextLine() == example.line)
  }

  @Test("A paste into a block stays as it is, and is recalled as what says it again")
  func pasteIntoBlock() throws {
    let probe = try ProbeSession()
    try probe.send("\"\"\"" + Key.enter)
    try probe.waitForScreen("... ")
    try probe.paste(":quit\n::x")
    try probe.send(Key.enter)
    try probe.waitForScreen("... ")
    try probe.send("\"\"\"" + Key.enter)
    #expect(try probe.nextText() == ":quit\n::x")
    try probe.waitForPrompt(2)
    try probe.send(Key.up + Key.enter)
    #expect(try probe.nextLine() == "::quit\n::x")
  }

  @Test(
    "The user's editor is given what a line says, and what it makes of that is said",
    arguments: [
      ("hello", "s/hello/:quit/", "::quit"), ("::quit now", "s/^:quit/:load/", "::load now"),
      (":mask pirate", "s/pirate/spy/", ":mask spy"), ("", "$!b;s/^$/:quit/", ""),
    ])
  func editedCommand(typed: String, script: String, line: String) throws {
    let probe = try ProbeSession(environment: ["EDITOR": "sed -i '\(script)'"])
    try probe.send(typed + Key.editor)
    try probe.waitForPrompt(1)
    try probe.send(Key.enter)
    #expect(try probe.nextLine() == line)
  }

  @Test(
    "A line that is longer than may be loses its end, and that is told", arguments: [true, false])
  func longestLine(isPasted: Bool) throws {
    let probe = try ProbeSession(["--limit", "8"])
    if isPasted {
      try probe.paste("0123456789")
      try probe.send(Key.enter)
    } else {
      try probe.send("0123456789" + Key.enter)
    }
    #expect(try probe.nextReport() == ["line": "01234567", "repaired": "false", "limit": "8"])
    try probe.waitForPrompt(2)
    try probe.send("short" + Key.enter)
    #expect(try probe.nextReport() == ["line": "short", "repaired": "false"])
  }

  @Test("A draft stands in the line and can be changed", arguments: ["half", "日本\nx"])
  func draft(text: String) throws {
    let probe = try ProbeSession(["--draft", text])
    try probe.send(" whole" + Key.enter)
    #expect(try probe.nextLine() == text + " whole")
    try probe.waitForPrompt(2)
    try probe.send("next" + Key.enter)
    #expect(try probe.nextLine() == "next")
  }

  @Test("The user's editor changes the line", arguments: [Key.editor, "\u{7}"])
  func editor(keys: String) throws {
    let probe = try ProbeSession(environment: ["EDITOR": "sed -i s/teh/the/"])
    try probe.send("teh 日本" + Key.controlJ + "end" + Key.left + keys)
    try probe.waitForScreen("the 日本")
    try probe.send("!" + Key.enter)
    #expect(try probe.nextLine() == "the 日本\nend!")
  }

  @Test("An editor has the terminal, and Ctrl-C in it is its own")
  func editorInterrupted() throws {
    let probe = try ProbeSession(
      environment: ["EDITOR": "f() { echo ready; read answer; echo $answer > $1; }; f"])
    try probe.send("old" + Key.editor)
    try probe.waitForScreen("ready")
    #expect(probe.terminalIsInUsualMode)
    try probe.send("new" + Key.enter)
    try probe.waitForScreen("probe 1> new")
    try probe.send(Key.editor)
    try probe.waitForScreen("ready")
    try probe.send(Key.controlC)
    try probe.waitForScreen("nothing was changed")
    try probe.send("er" + Key.enter)
    #expect(try probe.nextLine() == "newer")
  }

  @Test("Alt-P finds what began like the line")
  func prefixSearch() throws {
    let probe = try ProbeSession()
    for (number, line) in ["one and two", "once", "three"].enumerated() {
      try probe.send(line + Key.enter)
      #expect(try probe.nextLine() == line)
      try probe.waitForPrompt(number + 2)
    }
    try probe.send("one" + Key.altP + "!" + Key.enter)
    #expect(try probe.nextLine() == "one and two!")
  }

  @Test("Bytes that are no UTF-8 become U+FFFD and are reported")
  func invalidBytes() throws {
    let probe = try ProbeSession()
    try probe.send("a")
    try probe.send(bytes: [0xF6, 0xE6, 0x97, 0x62, 0x0D])
    #expect(try probe.nextReport() == ["line": "a\u{FFFD}\u{FFFD}b", "repaired": "true"])
  }

  @Test("Ambiguous words are listed, and the line goes on")
  func listing() throws {
    let probe = try ProbeSession()
    try probe.send("say grand\t")
    try probe.waitForScreen("grandmother  grandfather")
    try probe.waitForScreen("probe 1> say grand")
    try probe.send("f\t" + Key.enter)
    #expect(try probe.nextLine() == "say grandfather ")
  }

  @Test(
    "A paste of 400 lines arrives as one line of input", arguments: ["xterm", "screen-256color"])
  func paste(term: String) throws {
    let probe = try ProbeSession(environment: ["TERM": term])
    let text = (1...400).map { "\($0): größer, 日本語\tand \"more\"" }.joined(separator: "\n")
    try probe.send("before ")
    try probe.paste(text)
    try probe.send(" after" + Key.enter)
    #expect(try probe.nextLine() == "before \(text) after")
  }

  @Test("A paste cannot command the terminal")
  func hostilePaste() throws {
    let probe = try ProbeSession()
    try probe.paste("one\u{1B}]0;title\u{7}\u{1B}[2Jtwo\u{1B}[20three")
    try probe.send(Key.enter)
    #expect(try probe.nextLine() == "onetwohree")
  }

  @Test("100 kB arrive whole, pasted, typed and recalled")
  func longLines() throws {
    let probe = try ProbeSession()
    let text = String(repeating: "abcdefghij klmnopqrstuvw ", count: 4000) + "end"
    try probe.paste(text)
    try probe.send(Key.enter)
    #expect(try probe.nextLine() == text)
    try probe.waitForPrompt(2)
    try probe.send(text + Key.enter)
    #expect(try probe.nextLine() == text)
    try probe.waitForPrompt(3)
    try probe.send(Key.up + "!" + Key.enter)
    #expect(try probe.nextLine() == text + "!")
  }

  @Test("Ctrl-C drops the line and the next one is read", arguments: ["", "half a l", "日本\nx"])
  func cancelling(typed: String) throws {
    let probe = try ProbeSession()
    try probe.send(typed)
    try probe.send(Key.controlC)
    #expect(try probe.nextReport() == ["event": "cancelled"])
    try probe.waitForPrompt(2)
    try probe.send("whole" + Key.enter)
    #expect(try probe.nextLine() == "whole")
  }

  @Test("Ctrl-C right after other keys, which the terminal throws away with it, is never missed")
  func cancellingAtOnce() throws {
    let probe = try ProbeSession()
    for number in 2..<200 {
      try probe.send("x" + Key.controlC)
      #expect(try probe.nextReport() == ["event": "cancelled"])
      try probe.waitForPrompt(number)
    }
  }

  @Test("Ctrl-C leaves the history search and the next line is read")
  func cancellingSearch() throws {
    let probe = try ProbeSession()
    try probe.send("needle" + Key.enter)
    #expect(try probe.nextLine() == "needle")
    try probe.waitForPrompt(2)
    try probe.send(Key.controlR + "need")
    try probe.waitForScreen("bck:")
    try probe.send(Key.controlC)
    #expect(try probe.nextReport() == ["event": "cancelled"])
    try probe.waitForPrompt(3)
    try probe.send("on" + Key.enter)
    #expect(try probe.nextLine() == "on")
  }

  @Test("Ctrl-D on an empty line ends the input and leaves the terminal as it was")
  func ending() throws {
    let probe = try ProbeSession()
    try probe.send(Key.controlD)
    #expect(try probe.nextReport() == ["event": "end"])
    #expect(try probe.waitForExit() == 0)
    #expect(probe.terminalIsInUsualMode)
  }

  @Test("Text, cursor and newlines survive resizing in mid-line", arguments: [40, 20, 120])
  func resizing(columns: Int) throws {
    let probe = try ProbeSession(columns: 60)
    let text = "a line that is longer than one row 日本語 of this small terminal"
    try probe.send(text + Key.controlJ + "second 日本" + Key.left)
    try probe.waitForScreen("second 日本")
    for width in [columns, 60, columns] {
      probe.resize(columns: width)
      try probe.waitForPrompt(1)
    }
    try probe.send("|" + Key.enter)
    #expect(try probe.nextLine() == text + "\nsecond 日|本")
  }

  @Test("A history search survives resizing")
  func resizingSearch() throws {
    let probe = try ProbeSession(columns: 60)
    try probe.send("needle in hay" + Key.enter)
    #expect(try probe.nextLine() == "needle in hay")
    try probe.waitForPrompt(2)
    try probe.send(Key.controlR + "hay")
    try probe.waitForScreen("bck:")
    probe.resize(columns: 30)
    try probe.waitForPrompt(2)
    try probe.send("\u{5}!" + Key.enter)
    #expect(try probe.nextLine() == "needle in hay!")
  }

  @Test("The line is drawn again after the program was stopped and continued")
  func pausing() throws {
    let probe = try ProbeSession()
    try probe.send("half")
    try probe.waitForScreen("half")
    probe.signal(SIGSTOP)
    probe.signal(SIGCONT)
    try probe.waitForScreen("probe 1> half")
    try probe.send(" whole" + Key.enter)
    #expect(try probe.nextLine() == "half whole")
  }

  @Test(
    "SIGTERM and SIGHUP end a read and leave the terminal as it was", arguments: [SIGTERM, SIGHUP])
  func terminating(signal: Int32) throws {
    let probe = try ProbeSession()
    try probe.send("unfinished")
    try probe.waitForScreen("unfinished")
    #expect(!probe.terminalIsInUsualMode)
    probe.signal(signal)
    #expect(try probe.nextReport() == ["event": "terminated \(signal)"])
    #expect(try probe.waitForExit() & 0x7F == signal)
    #expect(probe.terminalIsInUsualMode)
  }

  @Test(
    "Any locale and any terminal will do",
    arguments: [
      ["LC_ALL": "C"], ["LC_ALL": ""], ["LC_ALL": "xx_XX.nonsense"], ["TERM": "dumb"], ["TERM": ""],
      ["TERM": "no-such-terminal"],
    ])
  func poorEnvironments(environment: [String: String]) throws {
    let probe = try ProbeSession(environment: environment)
    try probe.send("wörld 日本" + Key.enter)
    #expect(try probe.nextLine() == "wörld 日本")
  }

  @Test("Without any UTF-8 locale lines are read plainly, and the user is told")
  func noUnicodeLocale() throws {
    let probe = try ProbeSession(["--no-fallback"], environment: ["LC_ALL": "C"])
    #expect(try probe.nextReport()["notice"]?.contains("ANSI_X3.4-1968") == true)
    try probe.send("wörld" + Key.enter)
    #expect(try probe.nextLine() == "wörld")
    try probe.waitForPrompt(2)
    try probe.send(Key.controlC)
    #expect(try probe.nextReport() == ["event": "cancelled"])
    try probe.waitForPrompt(3)
    try probe.send(Key.controlD)
    #expect(try probe.nextReport() == ["event": "end"])
  }

  @Test("Escape sequences reach capable terminals only", arguments: ["xterm", "dumb"])
  func bracketedPasteMode(term: String) throws {
    let probe = try ProbeSession(environment: ["TERM": term])
    try probe.send(Key.controlD)
    _ = try probe.waitForExit()
    #expect(probe.everythingDrawn.contains("\u{1B}[?2004h") == (term == "xterm"))
    #expect(probe.everythingDrawn.contains("\u{1B}[?2004l") == (term == "xterm"))
  }
}
