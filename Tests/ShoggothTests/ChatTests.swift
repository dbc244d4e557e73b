import Engine
import Foundation
import Sessions
import TestSupport
import Testing

/// The program on a terminal, as a person has it.
@Suite(.serialized) struct `A chat on a terminal` {
  private static let enter = "\r"
  private static let controlC = "\u{3}"
  private static let controlD = "\u{4}"

  @Test func `goes on after Ctrl-C at the prompt and in the search, and ends at Ctrl-D`() throws {
    let household = try Household()
    let chat = try household.chat()
    try chat.send("half a line" + Self.controlC)
    try chat.waitForAnswer("(Ctrl-D or :quit leaves)")
    try chat.send(":seed 7" + Self.enter)
    try chat.waitForAnswer("seed 7")
    try chat.send("\u{12}see")
    try chat.waitForScreen("bck:")
    try chat.send(Self.controlC)
    try chat.waitForAnswer("(Ctrl-D or :quit leaves)")
    try chat.send("Hello." + Self.enter)
    try chat.waitForAnswer("confusion")
    try chat.send(Self.controlD)
    #expect(try chat.waitForExit() == 0)
    #expect(chat.terminalIsInUsualMode)
    #expect(try household.utterances() == ["Hello."])
  }

  /// Says something to a program whose replies nobody takes, and waits until it speaks.
  private func speakingChat(_ household: Household) throws -> TerminalSession {
    let chat = try household.chat(["--reply-sentences", "50"], isDammed: true)
    try chat.send("Tell me a long story." + Self.enter)
    try chat.waitForDrawing("…\r\u{1B}[K")
    return chat
  }

  @Test func `keeps what was said when Ctrl-C stops a reply, and goes on`() throws {
    let household = try Household()
    let chat = try speakingChat(household)
    try chat.send(Self.controlC)
    chat.letFlow()
    try chat.waitForAnswer("stopped; the words so far are kept")
    #expect(!chat.everythingDrawn.contains("^C"))
    try chat.send("Go on." + Self.enter)
    try chat.waitForAnswer("confusion")
    try chat.send(Self.controlD)
    #expect(try chat.waitForExit() == 0)
    let document = try household.session()
    guard case .reply(let turn) = document.entries[1].event else {
      Issue.record("no reply")
      return
    }
    #expect(turn.ending == .interrupted)
    #expect(!turn.reply.isEmpty)
    #expect(document.turns == 2)
    #expect(document.firstChange == nil)
  }

  @Test(arguments: [SIGTERM, SIGHUP])
  func `keeps the session and the terminal when a signal ends it in mid-reply`(
    _ signal: Int32
  ) throws {
    let household = try Household()
    let chat = try speakingChat(household)
    chat.signal(signal)
    chat.letFlow()
    #expect(try chat.waitForExit() & 0x7F == signal)
    #expect(chat.terminalIsInUsualMode)
    #expect(try household.session().turns == 1)
    #expect(try household.session().firstChange == nil)
  }

  @Test(arguments: [SIGTERM, SIGHUP])
  func `keeps the session and the terminal when a signal ends it in mid-line`(
    _ signal: Int32
  ) throws {
    let household = try Household()
    let chat = try household.chat()
    try chat.send("Hello." + Self.enter)
    try chat.waitForAnswer("confusion")
    try chat.send("half")
    try chat.waitForScreen("half")
    chat.signal(signal)
    #expect(try chat.waitForExit() & 0x7F == signal)
    #expect(chat.terminalIsInUsualMode)
    #expect(try household.utterances() == ["Hello."])
  }

  @Test func `takes a paste of 400 lines as one message`() throws {
    let household = try Household()
    let chat = try household.chat()
    let text = (1...400).map { "\($0) 日本" }.joined(separator: "\n")
    try chat.paste(text)
    try chat.send(Self.enter)
    try chat.waitForAnswer("confusion")
    try chat.send(Self.controlD)
    #expect(try chat.waitForExit() == 0)
    #expect(try household.utterances() == [text])
  }

  @Test(arguments: [":quit", ":quit\nand more words that matter", ":root { color: red }\n:D", ":)"])
  func `says what is pasted and what is in a block, whatever it begins with`(text: String) throws {
    let household = try Household()
    let chat = try household.chat()
    try chat.paste(text)
    try chat.send(Self.enter)
    try chat.waitForAnswer("confusion")
    try chat.send("\u{1B}[A" + Self.enter)
    try chat.waitForAnswer("confusion")
    try chat.send("\"\"\"" + Self.enter)
    try chat.waitForScreen("... ")
    try chat.paste(text)
    try chat.send("\"\"\"" + Self.enter)
    try chat.waitForAnswer("confusion")
    try chat.send("\u{1B}[A" + Self.enter)
    try chat.waitForAnswer("confusion")
    try chat.send(Self.controlD)
    #expect(try chat.waitForExit() == 0)
    #expect(try household.utterances() == [text, text, text, text])
  }

  @Test func `brings a command that is none back to be mended`() throws {
    let household = try Household()
    let chat = try household.chat()
    try chat.send(":sed 7" + Self.enter)
    try chat.waitForScreen("there is no command :sed")
    try chat.waitForScreen("you ▸ :sed 7")
    try chat.send("\u{1}\u{6}\u{6}\u{6}e" + Self.enter)
    try chat.waitForAnswer("  seed 7")
    try chat.send(":quit this is important" + Self.enter)
    try chat.waitForScreen("`:quit` takes no words after it")
    try chat.waitForScreen("you ▸ :quit this is important")
    try chat.send("\u{1}:" + Self.enter)
    try chat.waitForAnswer("confusion")
    try chat.send(Self.controlD)
    #expect(try chat.waitForExit() == 0)
    #expect(try household.utterances() == [":quit this is important"])
  }

  @Test func `takes lines between quotes, and a message from the editor`() throws {
    let household = try Household()
    let chat = try household.chat(environment: ["EDITOR": "printf 'two\\nthree\\n' >"])
    try chat.send("\"\"\"" + Self.enter + "one" + Self.enter + "two\"\"\"" + Self.enter)
    try chat.waitForAnswer("confusion")
    try chat.send(":edit" + Self.enter)
    try chat.waitForScreen("three")
    try chat.send(Self.enter)
    try chat.waitForAnswer("confusion")
    try chat.send(Self.controlD)
    #expect(try chat.waitForExit() == 0)
    #expect(try household.utterances() == ["one\ntwo", "two\nthree"])
  }

  @Test func `survives resizing in mid-line`() throws {
    let household = try Household()
    let chat = try household.chat()
    try chat.send("one line of some length 日本")
    try chat.waitForScreen("日本")
    chat.resize(columns: 24)
    try chat.waitForScreen("you ")
    try chat.send(" and its end" + Self.enter)
    try chat.waitForAnswer("confusion")
    try chat.send(Self.controlD)
    #expect(try chat.waitForExit() == 0)
    #expect(try household.utterances() == ["one line of some length 日本 and its end"])
  }

  @Test(arguments: ["C", "POSIX", "de_DE.ISO-8859-1"])
  func `reads every letter in another locale, and draws what it can`(_ locale: String) throws {
    let household = try Household()
    let chat = try household.chat(environment: ["LC_ALL": locale])
    try chat.send("größe 日本" + Self.enter)
    try chat.waitForAnswer("confusion", prompt: "you >")
    try chat.send(Self.controlD)
    #expect(try chat.waitForExit() == 0)
    #expect(try household.utterances() == ["größe 日本"])
    #expect(chat.everythingDrawn.contains("you >"))
  }

  @Test func `between two pipes answers each line before the next, and leaves the terminal be`()
    throws
  {
    let household = try Household()
    let chat = try TerminalSession(
      executable: URL(filePath: "/bin/sh"),
      [
        "-c", "cd \"$0\" && cat | \"$1\" --seed 3 | cat", household.folder.path,
        Household.program.path,
      ],
      environment: household.environment)
    for line in ["größe 日本", "Go on."] {
      try chat.send(line + Self.enter)
      #expect(try !chat.nextLineOfOutput().isEmpty)
      try chat.waitForScreen("confusion")
      #expect(chat.terminalIsInUsualMode)
    }
    try chat.send(Self.controlD)
    #expect(try chat.waitForExit() == 0)
    #expect(!chat.everythingDrawn.contains("you ▸"))
    #expect(!(chat.everythingDrawn + chat.restOfOutput).contains("\u{1B}"))
  }

  @Test func `sends no escapes to a terminal that knows none`() throws {
    let household = try Household()
    let chat = try household.chat(environment: ["TERM": "dumb", "NO_COLOR": ""])
    try chat.send(":set" + Self.enter)
    try chat.waitForAnswer("nobody-spread")
    try chat.send(Self.controlD)
    #expect(try chat.waitForExit() == 0)
    #expect(!chat.everythingDrawn.contains("\u{1B}"))
  }

  @Test(arguments: [
    (["TERM": "xterm", "NO_COLOR": ""], "\u{1B}[1;36m"),
    (["TERM": "xterm-256color", "NO_COLOR": ""], "\u{1B}[38;5;"),
    (["TERM": "xterm-256color", "COLORTERM": "truecolor", "NO_COLOR": ""], "\u{1B}[38;2;"),
  ])
  func `has as many colours as the terminal`(environment: [String: String], colour: String) throws {
    let household = try Household()
    let chat = try household.chat(environment: environment)
    try chat.send(":personas" + Self.enter)
    try chat.waitForAnswer("zen-monk")
    try chat.send(Self.controlD)
    #expect(try chat.waitForExit() == 0)
    #expect(chat.everythingDrawn.contains(colour))
  }

  @Test func `looks at no session that is not there`() throws {
    let outcome = try Household().run(["--session", "evening", "--read-only"], input: "Hello.\n")
    #expect(outcome.status == 1)
    #expect(outcome.notices.contains("there is no session evening in"))
    #expect(outcome.content.isEmpty)
  }

  @Test func `tells which folder of cards is not there`() throws {
    let outcome = try Household().run(["--personas", "/nowhere"])
    #expect(outcome.notices.contains("! there is no folder /nowhere with character cards"))
  }

  @Test func `goes on with the last chat, and lists it`() throws {
    let household = try Household()
    let none = try household.run(["-c"])
    #expect(none.status == 1)
    #expect(none.notices.contains("no chat is kept in"))
    let first = try household.chat(["--mask", "pirate"])
    try first.send("Hello there,\nyou." + Self.enter)
    try first.waitForAnswer("confusion")
    try first.send(Self.controlD)
    #expect(try first.waitForExit() == 0)
    let second = try household.chat(["--continue"])
    #expect(second.everythingDrawn.contains("1 turn loaded; declared assistant ▸ pirate"))
    try second.send("And now?" + Self.enter)
    try second.waitForAnswer("confusion")
    try second.send(Self.controlD)
    #expect(try second.waitForExit() == 0)
    #expect(try household.utterances() == ["Hello there,\nyou.", "And now?"])
    let cells = try household.run(["sessions"]).content.split(separator: "\t")
    #expect(cells.count == 5)
    #expect(cells[1] == "2")
    #expect(cells[3...] == ["assistant ▸ pirate", "Hello there, you.\n"])
    let json = try household.run(["sessions", "--json"]).content
    #expect(json.contains(#""masks":["assistant","pirate"]"#))
    #expect(try household.run(["sessions", "--names"]).content == "\(cells[0])\n")
  }
}

extension TerminalSession {
  /// Waits for a part of an answer, and then for the prompt: keys that come before it is there are
  /// the terminal's own.
  fileprivate func waitForAnswer(_ part: String, prompt: String = "you ▸") throws {
    try waitForScreen(part)
    try waitForScreen(prompt)
  }
}
