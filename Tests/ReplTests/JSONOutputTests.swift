import Engine
import Foundation
import MaskInference
import Terminal
import Testing
import Views

@testable import Repl

/// What `--json` prints of a chat.
@Suite struct JSONOutputTests {
  /// The notices in a line of JSON.
  private func notices(_ line: some StringProtocol) throws -> [[String: Any]] {
    let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
    return try #require(object?["notices"] as? [[String: Any]])
  }

  @Test func `JSON tells each notice that text tells, in the same words`() throws {
    let long = Array(repeating: "the sea is wide", count: 7000).joined(separator: " ")
    func lines() -> ScriptedLines {
      ScriptedLines([.line(long)], repaired: true, limit: 1 << 20)
    }
    let text = try ScriptedChat(reading: lines(), width: 10_000).notices
    let json = try ScriptedChat(reading: lines(), json: true).content
    let notices = try notices(json)
    let kinds = notices.compactMap { $0["kind"] as? String }
    #expect(Set(kinds).isSuperset(of: ["shortened", "nobody", "repaired", "lineCut"]))
    for notice in notices { #expect(text.contains(try #require(notice["text"] as? String))) }
    let warnings = text.split(separator: "\n").filter {
      $0.drop(while: \.isWhitespace).hasPrefix("! ")
    }
    #expect(warnings.count == notices.count, "\(text)")
    let shortened = try #require(notices.first { $0["kind"] as? String == "shortened" })
    let (read, of) = (shortened["read"] as? Int ?? 0, shortened["of"] as? Int ?? 0)
    #expect(0 < read && read < of)
    #expect(notices.first { $0["kind"] as? String == "lineCut" }?["limit"] as? Int == 1 << 20)
  }

  @Test func `JSON tells when a reply is at its longest, when turns are forgotten and what slept`()
    throws
  {
    let words = [":set reply-tokens 8"] + (1...60).map { "The sea is wide, said \($0) sailors." }
    let chat = try ScriptedChat(words, json: true)
    let kinds = try chat.content.split(separator: "\n").flatMap { line in
      try notices(line).map { ($0["kind"] as? String ?? "") }
    }
    #expect(kinds.contains("length"))
    let slept = try ScriptedChat(
      reading: ScriptedLines(
        ["Hello.", ":mask pirate", "And the sea?", "And the ship?", "Go on."].map { .line($0) },
        isInteractive: true), json: true, sleepingShare: 0.9)
    let corrections = try slept.content.split(separator: "\n").flatMap { try notices($0) }
      .filter { $0["kind"] as? String == "correction" }
    for correction in corrections {
      let was = try #require(correction["was"] as? [String: Double])
      let now = try #require(correction["is"] as? [String: Double])
      #expect(was.keys == now.keys)
      #expect(correction["turn"] is Int)
    }
    #expect(!corrections.isEmpty)
  }

  @Test(arguments: [true, false])
  func `what a changed stack has to tell is told at once, and nothing where there is nothing`(
    json: Bool
  ) throws {
    let stack = Stack([Mask("assistant"), Mask("pirate")])
    let chat = try ScriptedChat(reading: ScriptedLines([]), json: json) { repl in
      try repl.tell([], about: stack)
      try repl.tell([.cardCut(stack: stack)], about: stack)
    }
    let sentence = TurnNotice(.cardCut(stack: stack)).text
    if json {
      #expect(chat.notices.isEmpty)
      let object = try #require(
        try JSONSerialization.jsonObject(with: Data(chat.content.utf8)) as? [String: Any])
      #expect(object["declared"] as? [String] == ["assistant", "pirate"])
      let told = try notices(chat.content)
      #expect(told.count == 1)
      #expect(told.first?["kind"] as? String == "cardCut")
      #expect(told.first?["text"] as? String == sentence)
      #expect(told.first?["stack"] as? [String] == ["assistant", "pirate"])
    } else {
      #expect(chat.content.isEmpty)
      #expect(chat.notices == "  ! \(sentence)\n")
    }
  }

  @Test func `each turn is one line of JSON with the keys that are promised`() throws {
    let chat = try ScriptedChat(["Hello.", ":mask pirate", "Tell me of the sea."], json: true)
    let lines = chat.content.split(separator: "\n").filter { $0.hasPrefix("{") }
    #expect(lines.count == 2)
    for line in lines {
      let object = try #require(
        try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      for key in [
        "reply", "declared", "stack", "depth", "blend", "bare", "openEyes", "confusion", "anomaly",
        "operator", "blendLogOdds", "disagreement", "exponent", "asleep", "notices",
      ] { #expect(object[key] != nil, "\(key)") }
      let blend = try #require(object["blend"] as? [String: Double])
      let bare = try #require(object["bare"] as? Double)
      #expect(abs(blend.values.reduce(bare, +) - 1) < 1e-9)
      let depth = try #require(object["depth"] as? [String: Any])
      #expect(depth.keys.sorted() == ["mean", "posterior", "prior"])
    }
    #expect(lines[0].contains("\"operator\":null"))
    #expect(lines[0].contains("\"exponent\":null"))
    #expect(lines[1].contains("\"push\":"))
  }

  @Test(arguments: [1, 7, 23] as [UInt64])
  func `what is said is the same at a terminal and from a pipe`(seed: UInt64) throws {
    let lines = [
      "Hello.", ":mask pirate", "And the sea?", ":retry", "And the ship?", ":mask grandmother",
      "I cannot sleep.",
    ]
    func replies(isInteractive: Bool) throws -> [String] {
      let chat = try ScriptedChat(
        reading: ScriptedLines(lines.map { .line($0) }, isInteractive: isInteractive),
        json: true, seed: seed, sleepingShare: 0.3)
      return try chat.content.split(separator: "\n").compactMap { line in
        let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
        return object?["reply"] as? String
      }
    }
    let watched = try replies(isInteractive: true)
    #expect(watched.count == 5)
    #expect(try replies(isInteractive: false) == watched)
  }
}
