import Engine
import Foundation
import LanguageModels
import MaskInference
import Sessions
import Support
import Testing

@Suite(.serialized) struct `A program that is killed` {
  /// How often; the whole figure is 200.
  private static let times =
    ProcessInfo.processInfo.environment["SHOGGOTH_KILLS"].flatMap(Int.init) ?? 20

  private static let lines = [
    "What is for dinner?", ":mask pirate", ":retry", "Tell me of the sea.", ":undo", ":save",
    "Who are you?", ":retry as grandmother", ":branch tea", "And the ship?", ":goto 1",
    "Sing to me.", ":save", ":edit 1 Good evening.", "What now?",
  ]

  /// What was shown after so many characters that are no blanks.
  private static func unkept(_ shown: String, after count: Int) -> Substring {
    var left = count
    return shown.drop { character in
      guard left > 0 else { return false }
      if !character.isWhitespace { left -= 1 }
      return true
    }
  }

  @Test func `loses no more than the sentence in flight, and its file always loads`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "kill-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "evening.json")
    var generator = SeededGenerator(seed: 1)
    var known: [SessionEvent] = []
    var grew = 0
    for round in 0..<Self.times {
      let program = try Program(session: file, in: folder)
      program.type(Self.lines)
      // At its start, which may be a recovery, or once it talks, however fast the machine is.
      if round % 4 > 0 { try program.wait { !$0.content.isEmpty } }
      usleep(UInt32.random(in: 0..<300_000, using: &generator))
      program.kill()
      let shown = program.shown.content
      guard FileManager.default.fileExists(atPath: file.path) else {
        #expect(shown.isEmpty, "something was said and no file is there")
        continue
      }
      let document = try SessionDocument.recovered(from: file)
      #expect(document.firstChange == nil)
      // Nothing of what was there before is missing, and nothing of it has changed.
      let events = document.entries.map(\.event)
      #expect(events.starts(with: known), "round \(round)")
      if events.count > known.count { grew += 1 }
      // Every sentence that was shown is kept, but for the one in flight.
      let turns = document.entries.dropFirst(known.count).compactMap { entry in
        if case .reply(let turn) = entry.event { turn } else { nil }
      }
      let kept = turns.map(\.reply).joined().filter { !$0.isWhitespace }
      let seen = shown.filter { !$0.isWhitespace }
      if !kept.hasPrefix(seen) {
        #expect(seen.hasPrefix(kept), "round \(round): kept \(kept), shown \(seen)")
        // Marks alone are no sentence, and a pair that is open is still being said.
        let rule = SentenceRule(
          version: document.opening.settings.sentenceRule,
          maximumTokens: document.opening.settings.sentenceTokens)
        let inFlight = Self.unkept(shown, after: kept.count)
        let whole = inFlight.indices.first { place in
          let next = inFlight.index(after: place)
          // The rule is asked where a word ends, as it is while the words are spoken.
          let isWordEnd = next == inFlight.endIndex || inFlight[next].isWhitespace
          return isWordEnd && rule.isOver(String(inFlight[...place]), tokens: 1)
        }
        // The last of it may have been shown before it could be kept.
        let rest = whole.map { inFlight[$0...].dropFirst() } ?? ""
        #expect(
          rest.count <= 3,
          "round \(round): \(inFlight) after \(turns.last?.sentences.last?.text ?? "nothing")")
      }
      known = events
    }
    #expect(grew > Self.times / 4)
    let last = try Program(session: file, in: folder)
    #expect(last.finish() == 0)
    #expect(try SessionDocument(contentsOf: file).entries.count >= known.count)
  }
}
