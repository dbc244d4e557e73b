import Engine
import Foundation
import LanguageModels
import MaskInference
import Personas
import Sessions
import Support
import Testing

@Suite struct `A session in which all spoke in one voice` {
  /// Two turns in one voice, the second weighed less, and one that a lane spoke.
  private static func evening() throws -> Chat {
    var chat = try Hall.chat()
    try chat.edit(.putOn(Hall.gardener), at: Hall.noon)
    try chat.set("blend", to: "pool", at: Hall.noon)
    _ = try chat.say("What about the rain?", at: Hall.noon)
    try chat.set("beta", to: "0.2", at: Hall.noon)
    _ = try chat.say("What now?", at: Hall.noon)
    try chat.set("blend", to: "sample", at: Hall.noon)
    _ = try chat.say("Tell me more.", at: Hall.noon)
    return chat
  }

  @Test func `is written, read and verified`() throws {
    let chat = try Self.evening()
    let document = try SessionDocument(data: chat.document.encoded)
    #expect(document.events == chat.document.events)
    let exponents = document.replies.map { Set($0.sentences.map(\.exponent)) }
    #expect(exponents == [[0.5], [0.2], [nil]])
    let speakers = document.replies.map { $0.sentences.allSatisfy { $0.speaker == nil } }
    #expect(speakers == [true, true, false])
    let verification = try Verification(Replayer(document, model: try Hall.model()))
    #expect(verification.agrees, "\(verification.differences)")
  }

  @Test func `goes on where it ended`() throws {
    var chat = try Self.evening()
    var resumed = try Hall.resume(SessionDocument(data: chat.document.encoded))
    #expect(resumed.state.filter.belief == chat.state.filter.belief)
    #expect(resumed.state.selfCheck == chat.state.selfCheck)
    #expect(try resumed.say("Good night.") == chat.say("Good night."))
  }

  @Test func `is found forged where its exponent or a figure of the voice is another`() throws {
    var chat = try Hall.chat()
    try chat.set("blend", to: "pool", at: Hall.noon)
    _ = try chat.say("What about the rain?", at: Hall.noon)
    for path in ["exponent", "disagreement", "blendLogOdds"] {
      let forged = try chat.document.forging(JSONPath("turn.sentences.0.\(path)")) { value in
        guard case .number(let number) = value else { return nil }
        return .number((number.double + 0.3).json)
      }
      #expect(forged.firstChange == nil)
      let verification = try Verification(Replayer(forged, model: try Hall.model()))
      #expect(verification.differences.count == 1, "\(verification.differences)")
    }
  }

  @Test func `of an older program has neither figures nor an exponent, and is verified`() throws {
    var chat = try Hall.chat()
    _ = try chat.say("What about the rain?", at: Hall.noon)
    let old = try ["disagreement", "blendLogOdds"].reduce(chat.document) { document, key in
      try document.forging(JSONPath("turn.sentences.0.\(key)")) { _ in nil }
    }
    #expect(old.replies[0].sentences[0].blendLogOdds == nil)
    #expect(old.replies[0].blending.logOdds == nil)
    let verification = try Verification(Replayer(old, model: try Hall.model()))
    #expect(verification.agrees, "\(verification.differences)")
    let settings = try JSONTree(parsing: JSONEncoder().encode(Settings()), file: "settings")
      .replacing(JSONPath("foreignExponent"), with: nil)
    #expect(try JSONDecoder().decode(Settings.self, from: settings.encoded()) == Settings())
  }
}
