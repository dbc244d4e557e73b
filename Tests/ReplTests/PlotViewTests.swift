import Foundation
import LanguageModels
import MaskInference
import Personas
import Sessions
import Terminal
import Testing
import Theatre
import Understudy

@testable import Repl

/// The course of a chat on the screen.
@Suite struct PlotViewTests {
  private static func course(_ name: String) throws -> BeliefHistory {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    return BeliefHistory(
      try SessionDocument(contentsOf: root.appendingPathComponent("sessions/\(name).json")))
  }

  private static func lines(
    _ course: BeliefHistory, width: Int, unicode: Bool = true, depth: Palette.Depth = .none
  ) -> [String] {
    PlotView(
      course, console: Console(palette: Palette(depth: depth), drawsUnicode: unicode, width: width),
      colour: { $0.count }
    ).lines
  }

  @Test(arguments: ["captain-meg", "understudy-evening"], [24, 40, 60, 80, 200])
  func `no line is wider than the terminal`(name: String, width: Int) throws {
    let course = try Self.course(name)
    for unicode in [true, false] {
      for line in Self.lines(course, width: width, unicode: unicode, depth: .indexed) {
        #expect(DisplayWidth.columns(of: line) <= width, "\(line)")
        #expect(unicode || line.utf8.allSatisfy { $0 < 0x80 }, "\(line)")
      }
    }
  }

  @Test func `a chat at sixty columns`() throws {
    let lines = Self.lines(try Self.course("captain-meg"), width: 60)
    #expect(lines == Golden.plot, "\(lines.joined(separator: "\n"))")
  }

  @Test func `turns have the numbers by which the tree goes to them`() throws {
    let chat = try ScriptedChat(["Hello.", ":undo", "Good evening.", ":mask pirate", ":plot"])
    #expect(chat.notices.contains(/turn +2\n/), "\(chat.notices)")
    #expect(chat.notices.contains("before next :mask pirate"), "\(chat.notices)")
  }

  @Test func `a chat in which nothing was said says so`() throws {
    let document = try SessionDocument(
      opening: SessionDocument.Opening(
        program: "test", model: Understudy(library: ScriptedChat.library).identity, seed: 1,
        settings: Settings(), hardwired: nil))
    let lines = Self.lines(BeliefHistory(document), width: 60)
    #expect(lines == ["  nothing was answered yet: there is no course to draw"])
  }
}
