import Testing

/// `:plot` as a person types it.
@Suite struct PlotCommandTests {
  @Test func `turns have the numbers by which the tree goes to them`() throws {
    let chat = try ScriptedChat(["Hello.", ":undo", "Good evening.", ":mask pirate", ":plot"])
    #expect(chat.notices.contains(/turn +2\n/), "\(chat.notices)")
    #expect(chat.notices.contains("before next :mask pirate"), "\(chat.notices)")
  }
}
