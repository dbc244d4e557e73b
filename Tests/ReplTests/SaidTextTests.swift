import Engine
import Foundation
import Sessions
import Terminal
import Testing

@testable import Repl

/// What a person writes is said as it was written.
@Suite struct SaidTextTests {
  @Test func `a message is written in the editor and sent from the prompt`() throws {
    let editor = DraftEditor(environment: ["EDITOR": "printf 'Tell me\\nof the sea.\\n' >"])
    let chat = try ScriptedChat([":edit", ":save sea"], isInteractive: true, editor: editor)
    let file = chat.folder.appendingPathComponent("sea.json")
    #expect(try String(contentsOf: file, encoding: .utf8).contains("Tell me\\nof the sea."))
  }

  @Test func `an editor that writes nothing sends nothing`() throws {
    let editor = DraftEditor(environment: ["EDITOR": "true"])
    let chat = try ScriptedChat([":edit"], isInteractive: true, editor: editor)
    #expect(chat.notices.contains("nothing was written"))
    #expect(chat.content.isEmpty)
  }

  @Test func `what was said at a turn is changed in the editor and said on a branch`() throws {
    let editor = DraftEditor(environment: ["EDITOR": "sed -i s/sea/moon/"])
    let chat = try ScriptedChat(
      ["Tell me of the sea.", ":edit 1", ":tree"], isInteractive: true, editor: editor)
    #expect(chat.notices.contains("  you ▸ Tell me of the moon."))
    #expect(chat.notices.contains("○ 1  Tell me of the sea."))
    #expect(chat.notices.contains("● 2  Tell me of the moon."))
  }

  @Test func `what is left as it was said is not said again`() throws {
    let editor = DraftEditor(environment: ["EDITOR": "true"])
    let chat = try ScriptedChat(
      ["Hello.", ":edit 1", ":goto"], isInteractive: true, editor: editor)
    #expect(chat.notices.contains("turn 1 stays as it is"))
    #expect(chat.notices.contains("at turn 1, declared assistant"))
  }

  @Test func `a line that starts with two colons is said with one`() throws {
    let chat = try ScriptedChat(["::help", ":save colons"])
    let file = chat.folder.appendingPathComponent("colons.json")
    #expect(try String(contentsOf: file, encoding: .utf8).contains("\"text\": \":help\""))
  }

  private func utterances(of chat: ScriptedChat, named name: String = "said") throws -> [String] {
    let document = try SessionDocument(
      contentsOf: chat.folder.appendingPathComponent("\(name).json"))
    return document.entries.compactMap { entry in
      if case .utterance(let text) = entry.event { text } else { nil }
    }
  }

  @Test(arguments: [
    ":)", ":D you are silly", ":3", ":wave:", ":-p", ":", ":(", ":/", ":root{color:red}", ":x y",
  ])
  func `a line that begins with a colon and is no command is said`(line: String) throws {
    let chat = try ScriptedChat([line, ":save said"])
    #expect(chat.ending == .left, "\(chat.notices)")
    #expect(try utterances(of: chat) == [line])
  }

  @Test(arguments: [
    ":quit", ":quit\nsecond line", ":-) hello\nsecond line", ":mask pirate\nsecond", "::x",
    ":nothing",
    ":edit 1 no",
  ])
  func `a text is said whatever it begins with`(text: String) throws {
    let chat = try ScriptedChat(
      reading: ScriptedLines([.text(text), .text(" \n\t"), .line("Hello."), .line(":save said")]))
    #expect(chat.ending == .left, "\(chat.notices)")
    #expect(try utterances(of: chat) == [text, "Hello."])
  }

  @Test(arguments: [":quit", ":)", "::x", ":mask pirate"])
  func `the words of an edit may begin with a colon`(words: String) throws {
    let chat = try ScriptedChat(["Hello.", ":edit 1 \(words)", ":save said"])
    #expect(try utterances(of: chat) == ["Hello.", words])
  }

  @Test(arguments: [":quit", ":)", "::x", ":mask pirate\nnow"])
  func `what is written in the editor is said whatever it begins with`(text: String) throws {
    let editor = DraftEditor(environment: ["EDITOR": "printf '\(text)\n' >"])
    let chat = try ScriptedChat(
      [":edit", ":save said"], isInteractive: true, editor: editor)
    #expect(try utterances(of: chat) == [text])
  }
}
