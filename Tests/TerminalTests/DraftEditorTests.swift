import Foundation
import Testing

@testable import Terminal

struct DraftEditorTests {
  struct Case: CustomTestStringConvertible {
    let environment: [String: String]
    let command: String
    var testDescription: String { "\(environment)" }
  }

  @Test(
    "The editor is the one the user named",
    arguments: [
      Case(environment: [:], command: "vi"),
      Case(environment: ["TERM": "xterm", "EDITOR": "ed"], command: "ed"),
      Case(environment: ["TERM": "xterm", "EDITOR": "ed", "VISUAL": "nano"], command: "nano"),
      Case(environment: ["TERM": "dumb", "EDITOR": "ed", "VISUAL": "nano"], command: "ed"),
      Case(environment: ["TERM": "xterm", "EDITOR": "ed", "VISUAL": " "], command: "ed"),
    ])
  func choice(_ example: Case) {
    #expect(DraftEditor(environment: example.environment).command == example.command)
  }

  @Test(
    "A draft comes back as it was saved",
    arguments: [
      ("true", "one\ntwo", "one\ntwo"), ("sed -i s/one/1/", "one two", "1 two"),
      ("printf 'new\\n\\n' >", "old", "new\n"), ("printf '' >", "old", ""),
      ("printf 'a\\033[2Jb\\303\\n' >", "", "ab\u{FFFD}"), ("sed -i p", "日本", "日本\n日本"),
    ])
  func editing(command: String, draft: String, saved: String) throws {
    let editor = DraftEditor(environment: ["EDITOR": command])
    #expect(try editor.edit(draft) == saved)
  }

  @Test(
    "An editor that fails changes nothing and is named",
    arguments: [("exit 3;", 3), ("no-such-editor", 127)])
  func failing(command: String, status: Int32) {
    #expect(throws: TerminalError.draftEditorFailed(command: command, status: status)) {
      try DraftEditor(environment: ["EDITOR": command]).edit("text")
    }
  }

  @Test("An editor that takes the draft away, and a folder that is not there, are told")
  func missing() {
    #expect(throws: TerminalError.self) {
      try DraftEditor(environment: ["EDITOR": "rm"]).edit("text")
    }
    #expect(throws: TerminalError.self) {
      try DraftEditor(environment: [:], folder: URL(filePath: "/nonexistent")).edit("text")
    }
  }

  @Test("Nobody else may read a draft, and none is left behind")
  func secrecy() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(at: folder) }
    let editor = DraftEditor(
      environment: [
        "EDITOR":
          "f() { stat -c %a \"$1\" > \"$1.mode\"; cat \"$1.mode\" > \"$1\"; rm \"$1.mode\"; }; f"
      ], folder: folder)
    #expect(try editor.edit("secret") == "600")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }
}
