import Foundation
import Testing

/// `:debate` as a person types it.
@Suite struct DebateCommandTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let lines: [String]
    let told: String
    var testDescription: String { lines.joined(separator: " / ") }
  }

  @Test(arguments: [
    Case(lines: [":debate"], told: "there is no reply yet"),
    Case(lines: [":debate pirate"], told: "there is no reply yet"),
    Case(lines: ["Hello.", ":debate"], told: "lane of assistant,"),
    Case(lines: ["Hello.", ":debate bare"], told: "lane of bare,"),
    Case(lines: [":mask pirate", "Hello.", ":debate Pirate"], told: "lane of pirate,"),
    Case(
      lines: [":mask pirate", "Hello.", ":debate assistant ▸ pirate"],
      told: "lane of assistant ▸ pirate,"),
    Case(
      lines: [":mask pirate", "Hello.", ":debate assistant > pirate"],
      told: "lane of assistant ▸ pirate,"),
    Case(
      lines: ["Hello.", ":debate nobody"],
      told: "no hypothesis called nobody scored these words. Choose one of:"
    ),
    Case(lines: [":help debate"], told: "for instance  :debate"),
  ])
  func `the command answers`(_ example: Case) throws {
    let chat = try ScriptedChat(example.lines)
    #expect(chat.notices.contains(example.told), "\(chat.notices)")
  }

  @Test func `the debate is the same after the chat is kept and loaded`() throws {
    let first = try ScriptedChat([":mask pirate", "Hello.", "And the sea?", ":save sea", ":debate"])
    let second = try ScriptedChat([":load sea", ":debate"], folder: first.folder)
    let shown = try #require(first.notices.range(of: "  debate "))
    #expect(second.notices.contains(String(first.notices[shown.lowerBound...])))
  }
}
