import Foundation
import LanguageModels
import MaskInference
import Personas
import Sessions
import Terminal
import Theatre

@testable import Repl

/// Lines that are read as if somebody typed them.
final class ScriptedLines: LineSource {
  private var lines: [LineInput]
  let isInteractive: Bool
  let lastLineWasRepaired = false

  init(_ lines: [String], isInteractive: Bool = false) {
    self.lines = lines.map { .line($0) }
    self.isInteractive = isInteractive
  }

  func readLine(prompt: Prompt, meanwhile: @escaping () -> Bool) -> LineInput {
    if !prompt.draft.isEmpty { return .line(prompt.draft) }
    return lines.isEmpty ? .endOfInput : lines.removeFirst()
  }
}

/// A chat with the understudy, run to its end, and what it showed.
struct ScriptedChat {
  let content: String
  let notices: String
  let ending: Repl.Ending
  let folder: URL

  static var library: PersonaLibrary {
    let here = URL(fileURLWithPath: #filePath)
    let root = here.deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return PersonaLibrary(folders: [root.appendingPathComponent("personas")])
  }

  /// Runs `lines`; `folder` is where sessions are kept, a fresh one by default.
  init(
    _ lines: [String], json: Bool = false, seed: UInt64 = 5, library: PersonaLibrary = Self.library,
    folder: URL? = nil, width: Int = 100, isInteractive: Bool = false,
    editor: DraftEditor = DraftEditor(), sleepingShare: Double = 0
  ) throws {
    let folder =
      folder
      ?? FileManager.default.temporaryDirectory.appendingPathComponent(
        "shoggoth-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let content = folder.appendingPathComponent("content.txt")
    let notices = folder.appendingPathComponent("notices.txt")
    for file in [content, notices] { try Data().write(to: file) }
    let contentHandle = try FileHandle(forWritingTo: content)
    let noticesHandle = try FileHandle(forWritingTo: notices)
    let model = Understudy(library: library)
    let chat = try Chat(
      model: model, library: library, hardwired: Mask("assistant"), settings: Settings(),
      seed: seed, program: "test")
    let repl = Repl(
      chat: chat,
      options: Repl.Options(
        model: model, folder: SessionFolder(folder), printsJSON: json, program: "test",
        stop: .never, editor: editor, sleepingShare: sleepingShare),
      console: Console(
        content: Output(descriptor: contentHandle.fileDescriptor),
        notices: Output(descriptor: noticesHandle.fileDescriptor), palette: Palette(depth: .none),
        drawsUnicode: true, width: width))
    ending = repl.run(ScriptedLines(lines, isInteractive: isInteractive))
    self.folder = folder
    self.content = try String(contentsOf: content, encoding: .utf8)
    self.notices = try String(contentsOf: notices, encoding: .utf8)
  }
}
