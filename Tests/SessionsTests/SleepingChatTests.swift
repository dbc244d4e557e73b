import Engine
import Foundation
import LanguageModels
import MaskInference
import Personas
import Sessions
import TestSupport
import Testing

@Suite struct `A chat through whose turns lanes sleep` {
  @Test func `keeps a turn when every lane has read it`() throws {
    var chat = try Hall.chat()
    chat.sleepingShare = 0.5
    let shown = try chat.say("What about the rain?")
    #expect(shown.isAsleep)
    let turns = chat.document.turns
    #expect(turns == 0)
    while try chat.rest(atMost: 8) {}
    guard case .reply(let kept)? = chat.document.events.last else {
      Issue.record("the turn is not kept")
      return
    }
    #expect(!kept.isAsleep)
    #expect(kept.reply == shown.reply)
  }

  @Test func `tells once what has become of the numbers it showed`() throws {
    var chat = try Hall.chat()
    chat.sleepingShare = 0.5
    let shown = try chat.say("What about the rain?")
    _ = try chat.settled()
    let correction = chat.takeCorrection()
    #expect(correction?.shown == shown)
    #expect(correction?.settled.isAsleep == false)
    #expect(correction?.number == 1)
    #expect(chat.takeCorrection() == nil)
  }

  @Test func `has kept the turn when it is closed at once`() throws {
    let folder = try TemporaryFolder()
    let file = folder.file("evening.json")
    var chat = try Hall.chat(file: file)
    chat.sleepingShare = 0.5
    _ = try chat.say("What about the rain?")
    try chat.close()
    #expect(try SessionDocument(contentsOf: file).turns == 1)
  }

  @Test func `keeps the turn and the words after it where lanes may no longer catch up`() throws {
    let folder = try TemporaryFolder()
    let file = folder.file("evening.json")
    let model = StoppableModel(try Hall.model())
    var chat = try Chat(
      model: model, library: try Hall.library(), hardwired: Hall.clerk, settings: Hall.settings,
      seed: 1, program: "0.1.0", file: file)
    chat.keepAllPersonas()
    chat.sleepingShare = 0.5
    #expect(try chat.say("What about the rain?").isAsleep)
    model.isStopped = true
    #expect(throws: EngineError.model(.interrupted)) { try chat.settled() }
    try chat.leaveUnanswered("Who are you?")
    try chat.close()
    let document = try SessionDocument(contentsOf: file)
    #expect(document.turns == 1)
    #expect(document.question(answeredAt: document.entries.count) == "Who are you?")
  }

  @Test func `is recovered with what was known when the program ended before that`() throws {
    let folder = try TemporaryFolder()
    let file = folder.file("evening.json")
    var chat = try Hall.chat(file: file)
    chat.sleepingShare = 0.5
    let shown = try chat.say("What about the rain?")
    let document = try SessionDocument.recovered(from: file)
    #expect(document.turns == 1)
    let verification = try Verification(Replayer(document, model: Hall.model()))
    #expect(verification.agrees, "\(verification.differences)")
    #expect(shown.isAsleep)
  }

  @Test func `on the real model says and believes in the end what one does that is all awake`()
    throws
  {
    func turns(sleeping: Double) throws -> [Turn]? {
      guard let model = try RealModel.load(lanes: 8, capacity: 1024) else { return nil }
      var settings = Settings()
      settings.blend = .declared
      settings.width = 6
      settings.replyTokens = 24
      var stage = try Stage(
        model: model, roles: try Hall.library().personas.map { Role($0) }, hardwired: Hall.clerk,
        settings: settings)
      return try ["What about the rain?", "Who are you?"].map { text in
        let turn = try stage.play(text, as: .sampled(seed: 3), sleeping: sleeping)
        while try !stage.settle(atMost: 32) {}
        return stage.lastTurn ?? turn
      }
    }
    guard let exact = try turns(sleeping: 0), let settled = try turns(sleeping: 0.1) else { return }
    for (left, right) in zip(settled, exact) {
      #expect(left.reply == right.reply)
      let gaps = zip(left.report.belief, right.report.belief).map { abs($0 - $1) }
      #expect(gaps.max() ?? 1 < 1e-3)
    }
  }
}
