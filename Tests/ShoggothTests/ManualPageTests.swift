import ArgumentParser
import Engine
import Foundation
import Repl
import Testing

@testable import shoggoth

@Suite struct `The manual page` {
  private static let page: String? = {
    let data = Data(Shoggoth._dumpHelp().utf8)
    return (try? JSONDecoder().decode(ProgramOutline.self, from: data)).map {
      ManualPage($0.command).text
    }
  }()

  @Test(
    arguments: Settings.table.map(\.name) + [
      "session", "continue", "model", "color", "verify", "report",
    ])
  func `explains every option`(_ name: String) throws {
    let page = try #require(Self.page)
    #expect(page.contains("Fl \\-\(name.replacing("-", with: "\\-"))"))
  }

  @Test(arguments: CommandHelp.all)
  func `explains every command of the chat`(_ command: CommandHelp) throws {
    let page = try #require(Self.page)
    #expect(page.contains(MDoc.escaped(command.example)))
  }

  @Test func `is plain ASCII without an empty line, which mdoc forbids`() throws {
    let page = try #require(Self.page)
    #expect(page.allSatisfy { $0.isASCII })
    #expect(!page.contains("\n\n"))
    #expect(page.hasSuffix("\n"))
  }

  @Test(arguments: [
    ("a-b", "a\\-b"), ("\\", "\\e"), ("▸", "\\[u25B8]"), ("~`'^", "\\(ti\\(ga\\(aq\\(ha"),
  ])
  func `escapes what would command the formatter`(text: String, escaped: String) {
    #expect(MDoc.escaped(text) == escaped)
  }

  @Test func `guards a line that begins like a macro`() {
    var page = MDoc()
    page.paragraph(".Sh no heading\n\n'tis")
    #expect(page.text == "\\&.Sh no heading\n.Pp\n\\(aqtis\n")
  }
}
