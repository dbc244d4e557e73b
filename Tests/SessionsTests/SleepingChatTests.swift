import Engine
import Foundation
import LanguageModels
import MaskInference
import Personas
import Sessions
import TestSupport
import Testing

@Suite struct `A chat through whose turns lanes sleep` {
  @Test func `keeps a turn as it was shown, and as it is known when lanes have read it`() throws {
    var chat = try Hall.chat()
    chat.sleepingShare = 0.5
    let shown = try chat.say("What about the rain?")
    #expect(shown.isAsleep)
    let place = chat.document.entries.count
    #expect(chat.document.turn(at: place) == shown)
    while try chat.rest(atMost: 8) {}
    let isSettled = chat.isSettled
    #expect(isSettled)
    let known = try #require(chat.document.turn(at: place))
    #expect(known.asleepShare <= Engine.usualUnreadShare)
    #expect(known.asleepShare < shown.asleepShare)
    #expect(known.reply == shown.reply)
    let (turns, head) = (chat.document.turns, chat.document.tree.head)
    #expect(turns == 1)
    #expect(head == place)
    #expect(chat.state.lastTurn == known)
  }

  @Test func `tells once what has become of the numbers it showed`() throws {
    var chat = try Hall.chat()
    chat.sleepingShare = 0.9
    var shown: [Turn] = []
    for words in Self.words {
      shown.append(try chat.say(words))
      try chat.settle()
    }
    let corrections = chat.takeCorrections()
    #expect(!corrections.isEmpty)
    for correction in corrections {
      #expect(correction.shown == shown[correction.number - 1])
      #expect(correction.matters)
    }
    #expect(chat.takeCorrections().isEmpty)
  }

  private static let words = [
    "What about the rain?", "Who are you?", "What now?", "Tell me of your ship, sailor.",
    "And the beans?", "Tell me more.",
  ]

  /// A chat in which the person does this and that, resting between by `pause(turn)` tokens.
  private static func chat(
    seed: UInt64, share: Double = 0.3, file: URL? = nil, _ pause: (Int) -> Int
  ) throws -> Chat {
    var chat = try Hall.chat(seed: seed, file: file)
    chat.sleepingShare = share
    for (number, words) in Self.words.enumerated() {
      _ = try chat.say(words)
      var left = pause(number)
      while left > 0, try chat.rest(atMost: min(left, 16)) { left -= 16 }
      switch number {
      case 1: _ = try chat.edit(.putOn(Hall.sailor))
      case 2: _ = try chat.retry()
      case 3:
        try chat.undo()
        _ = try chat.say("And the cat?")
        _ = try chat.edit(.putOn(Hall.gardener))
      case 4: try chat.set("kappa", to: "0.7")
      default: break
      }
    }
    return chat
  }

  @Test(arguments: UInt64(1)...6)
  func `says the same however long the person waits`(seed: UInt64) throws {
    let hasty = try Self.chat(seed: seed) { _ in 0 }
    let replies = hasty.document.answers
    for pause in [24, 100, 100_000] {
      let patient = try Self.chat(seed: seed) { _ in pause }
      #expect(patient.document.answers == replies)
      let fickle = try Self.chat(seed: seed) { $0.isMultiple(of: 2) ? pause : 0 }
      #expect(fickle.document.answers == replies)
    }
  }

  @Test(arguments: UInt64(1)...6)
  func `is verified whatever was settled when`(seed: UInt64) throws {
    for pauses in [[0], [100_000], [40], [0, 200], [200, 0, 0], [16, 100_000]] {
      let chat = try Self.chat(seed: seed) { pauses[$0 % pauses.count] }
      let verification = try Verification(Replayer(chat.document, model: Hall.model()))
      #expect(verification.agrees, "\(pauses): \(verification.differences.prefix(4))")
    }
  }

  @Test(arguments: UInt64(1)...4)
  func `goes on from its file as if it had never stopped`(seed: UInt64) throws {
    for pause in [0, 60, 100_000] {
      let folder = try TemporaryFolder()
      let file = folder.file("evening.json")
      var chat = try Self.chat(seed: seed, file: file) { $0 > 2 ? 0 : pause }
      let document = chat.document
      var resumed = try Chat(
        resuming: document, model: Hall.model(), library: try Hall.library())
      resumed.sleepingShare = chat.sleepingShare
      let (here, there) = (chat.state.reported.filter.belief, resumed.state.reported.filter.belief)
      #expect(here == there)
      let next = try chat.say("Good night.")
      #expect(try resumed.say("Good night.") == next)
      try chat.close()
      #expect(try SessionDocument(contentsOf: file).answers == chat.document.answers)
    }
  }

  @Test(arguments: UInt64(1)...4)
  func `is read by all afterwards where it was left unread`(seed: UInt64) throws {
    for pauses in [[0], [0, 100_000], [16]] {
      let chat = try Self.chat(seed: seed) { pauses[$0 % pauses.count] }
      let replayer = try Replayer(chat.document, model: Hall.model())
      let settled = try replayer.settlingAll(at: Hall.noon)
      for place in settled.replyPlaces {
        #expect(try #require(settled.turn(at: place)).asleepShare <= Engine.usualUnreadShare)
      }
      let verification = try Verification(Replayer(settled, model: Hall.model()))
      #expect(verification.agrees, "\(verification.differences.prefix(4))")
      let again = try Replayer(settled, model: Hall.model()).settlingAll(at: Hall.noon)
      #expect(again.entries.count == settled.entries.count)
    }
  }

  @Test func `believes in the end what one does that is all awake`() throws {
    let drowsy = try Self.chat(seed: 3) { _ in 100_000 }
    var engine = try Engine(
      model: Hall.model(), roles: Hall.library().personas.map { Role($0) },
      settings: Hall.settings)
    var state = engine.opening(hardwired: Hall.clerk, settings: Hall.settings)
    for place in drowsy.document.tree.path(to: drowsy.document.tree.head) {
      let event = drowsy.document.entries[place - 1].event
      guard case .reply(var turn) = event else {
        try engine.apply(event, to: &state)
        continue
      }
      let settled = turn.report
      for index in turn.sentences.indices { turn.sentences[index].asleep = nil }
      let played = try engine.play(
        drowsy.document.question(answeredAt: place), from: .recorded(turn), in: state)
      state = played.state
      for (left, right) in zip(settled.belief, played.turn.report.belief) {
        #expect(abs(left - right) < 0.01)
      }
    }
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
    #expect(throws: EngineError.model(.interrupted)) { try chat.settle() }
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

extension SessionDocument {
  /// The words of every reply, on whichever branch.
  fileprivate var answers: [String] { replyPlaces.compactMap { turn(at: $0)?.reply } }
}
