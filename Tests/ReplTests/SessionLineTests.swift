import Foundation
import Testing

@testable import Repl

/// The list of the chats that were kept.
@Suite struct SessionLineTests {
  @Test(arguments: [60, 100])
  func `a long name stands whole on a line of its own, and figures below figures`(
    width: Int
  ) throws {
    let long = "a-long-name-for-an-evening-by-the-sea"
    let saved = try ScriptedChat(["Hello there.", ":save evening", ":save \(long)"])
    let list = try ScriptedChat([":sessions"], folder: saved.folder, width: width).notices
      .replacing(/\d{4}-\d\d-\d\d \d\d:\d\d/, with: "WHEN")
    let column = String(repeating: " ", count: width / 3)
    let words = "    assistant  Hello there."
    for expected in [
      ["  \(long)", "    \(column)1 turn     WHEN", words],
      ["  evening\(column.dropFirst(7))  1 turn     WHEN", words],
    ] {
      #expect(list.contains(expected.joined(separator: "\n")), "\(list)")
    }
  }
}
