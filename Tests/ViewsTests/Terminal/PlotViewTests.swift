import Engine
import Foundation
import LanguageModels
import MaskInference
import Personas
import Sessions
import Terminal
import Testing
import Understudy

@testable import Views

/// The course of a chat on the screen.
@Suite struct PlotViewTests {
  private static func course(_ name: String) throws -> BeliefHistory {
    BeliefHistory(try Recorded.session(name))
  }

  private static func lines(
    _ course: BeliefHistory, width: Int, unicode: Bool = true, depth: Palette.Depth = .none
  ) -> [String] {
    PlotView(
      course, console: Console(palette: Palette(depth: depth), drawsUnicode: unicode, width: width),
      colours: MaskColours(["assistant", "pirate"])
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

  @Test func `a chat in which nothing was said says so`() throws {
    let document = try SessionDocument(
      opening: SessionDocument.Opening(
        program: "test", model: Understudy(voices: [], hash: "").identity, seed: 1,
        settings: Settings(), hardwired: nil))
    let lines = Self.lines(BeliefHistory(document), width: 60)
    #expect(lines == ["  there is no reply yet, so there is nothing to draw"])
  }
}
