import Engine
import Foundation
import MaskInference
import Sessions
import Support
import Terminal
import Testing

@testable import Repl

/// Command lines that nobody would type.
@Suite struct FuzzTests {
  private static let scraps = [
    "", " ", "pirate", "grandmother", "only", "drop", "say", "as", "best", "start", "all", "clear",
    "pop", "0", "1", "2", "3", "-1", "99999999999999999999", "0.5", "nan", "-inf", "kappa", "width",
    "blend", "pool", "top", "sample", "declared", "\"", "\"a ghost\"", "▸", ":", "::", "\u{1B}[31m",
    "\u{0}", "\u{202E}", "e\u{301}\u{301}\u{301}", "漢字", "👩‍👩‍👧‍👦", "\u{FFFD}", "a.b-c_d", "..",
    "~",
    String(repeating: "x", count: 300), "read-only", "gentle", "temperature", "reply-tokens", "8",
  ]

  private static func line(using generator: inout SeededGenerator) -> String {
    func scrap() -> String { scraps.randomElement(using: &generator) ?? "" }
    let words = (0..<Int.random(in: 0...4, using: &generator)).map { _ in scrap() }
    // Now and then something is said, for the commands to have something to work on.
    if Int.random(in: 0..<40, using: &generator) == 0 { return words.joined(separator: " ") }
    // A page is written wherever it is told to be, which here would be anywhere.
    let names = Command.table.map(\.name).filter { !["quit", "report"].contains($0) }
    var name = names.randomElement(using: &generator) ?? ""
    if Int.random(in: 0..<12, using: &generator) == 0 { name = scrap() }
    // These play a turn or show one again, which is only slow.
    if ["retry", "why", "replay", "edit"].contains(name), Bool.random(using: &generator) {
      name = "goto"
    }
    return ":" + ([name] + words).joined(separator: " ")
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `five hundred of them end no chat and reach no terminal raw`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let lines = (0..<500).map { _ in Self.line(using: &generator) }
    let chat = try ScriptedChat([":save fuzz", "Hello."] + lines, seed: seed)
    #expect(chat.ending == .failed)
    for scalar in (chat.content + chat.notices).unicodeScalars {
      #expect(
        scalar == "\n" || scalar.properties.generalCategory != .control, "U+\(scalar.value)")
    }
    for name in SessionFolder(chat.folder).names {
      let file = chat.folder.appendingPathComponent("\(name).json")
      let document = try SessionDocument(contentsOf: file)
      #expect(document.firstChange == nil)
    }
    try FileManager.default.removeItem(at: chat.folder)
  }
}
