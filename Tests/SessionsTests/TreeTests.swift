import Engine
import Foundation
import LanguageModels
import MaskInference
import Personas
import Sessions
import Support
import Testing

@Suite struct `A conversation that is a tree` {
  /// A chat that has gone back, over and on in every way there is.
  private static func wander() throws -> Chat {
    var chat = try Hall.evening()
    _ = try chat.retry(at: Hall.noon)
    _ = try chat.retry(as: Hall.sailor, at: Hall.noon)
    try chat.branch("sea", at: Hall.noon)
    _ = try chat.say("What now?", at: Hall.noon)
    try chat.undo(2, at: Hall.noon)
    try chat.edit(.only(Hall.clerk), at: Hall.noon)
    _ = try chat.say("Who are you?", at: Hall.noon)
    _ = try chat.edit(turn: 1, saying: "Tell me more.", at: Hall.noon)
    try chat.go(to: chat.document.replyPlaces[1], at: Hall.noon)
    try chat.set("kappa", to: "0.7", at: Hall.noon)
    _ = try chat.say("Tell me more.", at: Hall.noon)
    return chat
  }

  /// The places of `document` where a chat can be.
  private static func places(of document: SessionDocument) -> [Int] {
    (0...document.tree.count).filter(document.tree.exists)
  }

  @Test func `takes back what was said, and what was done since`() throws {
    var chat = try Hall.chat()
    try chat.edit(.putOn(Hall.gardener))
    let belief = chat.state.filter.belief
    _ = try chat.say("What about the rain?")
    try chat.edit(.pop)
    #expect(try chat.undo() == ["What about the rain?"])
    #expect(chat.state.declared == Stack([Hall.clerk, Hall.gardener]))
    #expect(chat.state.filter.belief == belief)
    #expect(chat.state.turns == 0)
    #expect(chat.document.turns == 1)
  }

  @Test func `says the same again where the same is said again`() throws {
    var chat = try Hall.evening()
    let first = try chat.say("What now?")
    try chat.undo()
    #expect(try chat.say("What now?") == first)
  }

  @Test func `keeps the old reply beside the new one`() throws {
    var chat = try Hall.evening()
    let old = try #require(chat.document.replies.last)
    let new = try chat.retry()
    let words = try #require(chat.document.lastWords(upTo: chat.document.tree.head))
    let replies = chat.document.replies(toWordsAt: words)
    #expect(replies.map(chat.document.turn(at:)) == [old, new])
    #expect(old.reply != new.reply)
    #expect(old.heard == new.heard)
    try chat.go(to: replies[0])
    #expect(chat.state.lastTurn == old)
    let third = try chat.retry()
    #expect(chat.document.replies(toWordsAt: words).count == 3)
    #expect(![old, new].contains(third))
  }

  @Test func `has a reply by somebody else, who is then declared`() throws {
    var chat = try Hall.evening()
    let turn = try chat.retry(as: Hall.sailor)
    #expect(turn.report.declared == Stack([Hall.sailor]))
    #expect(chat.state.declared == Stack([Hall.sailor]))
    let again = try chat.retry()
    #expect(again.report.declared == Stack([Hall.sailor]))
    let words = try #require(chat.document.lastWords(upTo: chat.document.tree.head))
    #expect(chat.document.replies(toWordsAt: words).count == 3)
  }

  @Test func `answers an edited message and leaves what followed on its branch`() throws {
    var chat = try Hall.evening()
    let old = chat.document.conversation.count
    let turn = try chat.edit(turn: 1, saying: "Who are you?")
    #expect(chat.document.turns == 3)
    #expect(chat.state.turns == 1)
    #expect(chat.state.lastTurn == turn)
    let replies = chat.document.conversation.filter {
      if case .reply = $0.event { true } else { false }
    }
    #expect(replies.count == 1)
    try chat.go(to: chat.document.replyPlaces[1])
    #expect(chat.document.conversation.count == old)
    #expect(chat.state.turns == 2)
  }

  @Test func `is believed the same at every place, however it was reached`() throws {
    var chat = try Self.wander()
    let document = chat.document
    var beliefs: [Int: Belief] = [:]
    var generator = SeededGenerator(seed: 3)
    for place in Self.places(of: document).shuffled(using: &generator) {
      // Without any way to take but the straight one from the start.
      let replayer = Replayer(document, model: try Hall.model())
      var engine = try replayer.engine()
      let opening = replayer.opening(on: engine)
      let straight = try replayer.state(at: place, where: opening, on: &engine)
      beliefs[place] = straight.filter.belief
      try chat.go(to: place)
      #expect(chat.state.filter.belief == straight.filter.belief, "place \(place)")
      #expect(chat.state.declared == straight.declared)
      #expect(chat.state.settings == straight.settings)
      #expect(chat.state.turns == straight.turns)
      #expect(chat.state.lastTurn == straight.lastTurn)
      #expect(chat.seed == document.seed(at: place))
    }
    // And again in another order, and from a file.
    var resumed = try Hall.resume(SessionDocument(data: chat.document.encoded))
    for place in Self.places(of: document).shuffled(using: &generator) {
      try resumed.go(to: place)
      #expect(resumed.state.filter.belief == beliefs[place], "place \(place)")
    }
  }

  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func `goes on from every place as if it had come there straight`(seed: UInt64) throws {
    var chat = try Self.wander()
    let document = chat.document
    var generator = SeededGenerator(seed: seed)
    for place in Self.places(of: document).shuffled(using: &generator).prefix(4) {
      try chat.go(to: place)
      let replayer = Replayer(document, model: try Hall.model())
      var engine = try replayer.engine()
      let opening = replayer.opening(on: engine)
      let straight = try replayer.state(at: place, where: opening, on: &engine)
      let words = "What about the rain?"
      let played = try engine.play(
        words, from: .sampled(seed: document.seed(at: place)), in: straight)
      #expect(try chat.say(words) == played.turn, "place \(place)")
    }
  }

  @Test func `goes on where it was after it was written and read`() throws {
    var chat = try Self.wander()
    try chat.undo()
    var resumed = try Hall.resume(SessionDocument(data: chat.document.encoded))
    #expect(resumed.document.tree == chat.document.tree)
    #expect(resumed.state.filter.belief == chat.state.filter.belief)
    #expect(resumed.state.declared == chat.state.declared)
    #expect(try resumed.say("What now?") == chat.say("What now?"))
    #expect(try resumed.retry() == chat.retry())
  }

  @Test func `can be verified, every branch of it`() throws {
    let document = try SessionDocument(data: Self.wander().document.encoded)
    #expect(document.firstChange == nil)
    let verification = try Verification(Replayer(document, model: try Hall.model()))
    #expect(verification.agrees, "\(verification.differences)")
    #expect(verification.turns == document.turns)
    #expect(document.turns == 8)
  }

  @Test func `fits the schema and bears its number, a line the older one`() throws {
    let line = try JSONTree(parsing: Hall.evening().document.encoded, file: "session")
    #expect(line["schema"] == .number(JSONNumber(1)))
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let schema = JSONSchema(
      root: try JSONTree(
        parsing: Data(contentsOf: root.appending(path: "docs/session.schema.json")), file: "schema")
    )
    let tree = try JSONTree(parsing: Self.wander().document.encoded, file: "session")
    #expect(tree["schema"] == .number(JSONNumber(2)))
    #expect(schema.faults(in: tree) == [])
  }

  @Test(arguments: [-1, 8, 9, 9999, Int.max])
  func `is refused with a return to a place that there is not`(place: Int) throws {
    var chat = try Hall.evening()
    try chat.undo()
    #expect(chat.document.tree.count == 8)
    let tree = try JSONTree(parsing: chat.document.encoded, file: "session")
    let damaged = tree.replacing(JSONPath("events.7.place"), with: .number(JSONNumber(place)))
    do {
      _ = try SessionDocument(data: damaged.encoded())
      Issue.record("it was read")
    } catch SessionError.notSession(_, "events[7].place", _) {}
  }

  @Test func `refuses what cannot be done and stays as it was`() throws {
    var chat = try Hall.evening()
    let count = chat.document.tree.count
    let belief = chat.state.filter.belief
    #expect(throws: SessionError.self) { try chat.go(to: 99) }
    #expect(throws: SessionError.self) { try chat.undo(3) }
    #expect(throws: SessionError.self) { try chat.edit(turn: 3, saying: "Hello.") }
    #expect(throws: SessionError.self) { try chat.edit(turn: 0, saying: "Hello.") }
    for name in ["", "3", "two words", "\u{1B}[31m"] {
      #expect(throws: SessionError.self) { try chat.branch(name) }
    }
    #expect(throws: EngineError.unknownMask(Mask("nobody"))) { try chat.retry(as: Mask("nobody")) }
    #expect(chat.document.tree.count == count)
    #expect(chat.state.filter.belief == belief)
    var fresh = try Hall.chat()
    #expect(throws: SessionError.self) { try fresh.retry() }
    #expect(throws: SessionError.self) { try fresh.undo() }
  }

  @Test func `is as it was when another try is stopped before its first word`() throws {
    var isRaised = false
    let stop = StopSignal(isRaised: { isRaised }, lower: { isRaised = false })
    var chat = try Hall.chat(stop: stop)
    var control = try Hall.chat()
    for line in ["Hello.", "What now?"] {
      #expect(try chat.say(line) == control.say(line))
    }
    isRaised = true
    #expect(throws: EngineError.model(.interrupted)) { try chat.retry(as: Hall.sailor) }
    isRaised = false
    #expect(chat.document.turns == 2)
    #expect(chat.state.declared == control.state.declared)
    #expect(try chat.say("Who are you?") == control.say("Who are you?"))
  }

  @Test func `has branches with names and ends`() throws {
    var chat = try Self.wander()
    let document = chat.document
    let beginning = try #require(document.branches["sea"])
    let tip = document.tip(of: beginning)
    #expect(document.number(ofTurnAt: tip) == 5)
    #expect(document.branch(at: tip) == "sea")
    #expect(document.branch(at: document.tree.head) == nil)
    #expect(throws: SessionError.self) { try chat.branch("sea") }
  }
}
