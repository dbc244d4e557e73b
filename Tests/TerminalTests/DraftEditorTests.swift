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
    #expect(throws: TerminalError.draftEditorFailed(command: command, status: status, kept: nil)) {
      try DraftEditor(environment: ["EDITOR": command]).edit("text")
    }
  }

  @Test("What was written before an editor failed stays, and the error says where")
  func losing() throws {
    let editor = DraftEditor(environment: ["EDITOR": "sh -c 'echo mine > \"$0\"; exit 3'"])
    let error = try #require(throws: TerminalError.self) { try editor.edit("text") }
    guard case .draftEditorFailed(_, 3, let kept?) = error else { throw error }
    defer { try? FileManager.default.removeItem(atPath: kept) }
    #expect(try String(contentsOfFile: kept, encoding: .utf8) == "mine\n")
    #expect(error.description.hasSuffix("What you wrote is in \(kept)."))
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
