import Engine
import Foundation
import LanguageModels
import MaskInference
import Personas
import Sessions
import Terminal
import Understudy
import Views

@testable import Repl

/// Lines that are read as if somebody typed them.
final class ScriptedLines: LineSource {
  private var lines: [LineInput]
  let isInteractive: Bool
  /// Whether every line came with bytes that are no text.
  let lastLineWasRepaired: Bool
  /// The longest line there may be, where every line was longer.
  let lastLineLimit: Int?

  init(
    _ lines: [LineInput], isInteractive: Bool = false, repaired: Bool = false, limit: Int? = nil
  ) {
    self.lines = lines
    self.isInteractive = isInteractive
    lastLineWasRepaired = repaired
    lastLineLimit = limit
  }

  func readLine(prompt: Prompt, meanwhile: @escaping () -> Bool) -> LineInput {
    if !prompt.draft.isEmpty { return .line(prompt.draft) }
    // Somebody who takes their time.
    if isInteractive { while meanwhile() {} }
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
    editor: DraftEditor = DraftEditor(), sleepingShare: Double = 0, capacity: Int = 2048
  ) throws {
    try self.init(
      reading: ScriptedLines(lines.map { .line($0) }, isInteractive: isInteractive), json: json,
      seed: seed, library: library, folder: folder, width: width, editor: editor,
      sleepingShare: sleepingShare, capacity: capacity)
  }

  /// Runs what `source` brings, after `prepare` has had its way with the chat.
  init(
    reading source: ScriptedLines, json: Bool = false, seed: UInt64 = 5,
    library: PersonaLibrary = Self.library, folder: URL? = nil, width: Int = 100,
    editor: DraftEditor = DraftEditor(), sleepingShare: Double = 0, capacity: Int = 2048,
    prepare: (Repl) throws -> Void = { _ in }
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
    let model = Understudy(library: library, tokensPerLane: capacity)
    let chat = try Chat(
      model: model, library: library, hardwired: Mask("assistant"), settings: Settings(),
      seed: seed, program: "test")
    let repl = Repl(
      chat: chat,
      options: Repl.Options(
        model: model, folder: SessionFolder(folder), printsJSON: json,
        stop: .never, editor: editor, sleepingShare: sleepingShare),
      console: Console(
        content: Output(descriptor: contentHandle.fileDescriptor),
        notices: Output(descriptor: noticesHandle.fileDescriptor), palette: Palette(depth: .none),
        drawsUnicode: true, width: width))
    try prepare(repl)
    ending = repl.run(source)
    self.folder = folder
    self.content = try String(contentsOf: content, encoding: .utf8)
    self.notices = try String(contentsOf: notices, encoding: .utf8)
  }
}
