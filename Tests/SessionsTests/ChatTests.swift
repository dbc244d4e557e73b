import Engine
import Foundation
import LanguageModels
import MaskInference
import Personas
import Sessions
import TestSupport
import Testing
import Understudy

@Suite struct `A chat` {
  @Test func `keeps everything that happens, in order`() throws {
    var chat = try Hall.chat()
    let entrance = try chat.edit(.putOn(Hall.gardener), at: Hall.noon)
    #expect(entrance.greeting == "Mind the beans, petal.")
    let first = try chat.say("What about the rain?", at: Hall.noon)
    try chat.set("kappa", to: "0.8", at: Hall.noon)
    try chat.reseed(7, at: Hall.noon)
    let second = try chat.say("And the sailor?", at: Hall.noon)
    try chat.edit(.pop, at: Hall.noon)
    #expect(
      chat.document.events == [
        .mask(.putOn(Hall.gardener)), .utterance("What about the rain?"), .reply(first),
        .setting(name: "kappa", value: "0.8"), .seed(7), .utterance("And the sailor?"),
        .reply(second), .mask(.pop),
      ])
    #expect(chat.document.entries.allSatisfy { $0.at.wholeMatch(of: /[-0-9]+T[:0-9]+Z/) != nil })
    #expect(chat.document.entries[0].at == "2023-11-14T22:13:20Z")
    #expect(chat.document.turns == 2)
    #expect(chat.seed == 7)
    #expect(chat.state.settings.transition.persistence == 0.8)
    #expect(chat.document.opening.program == "0.1.0")
    #expect(chat.document.opening.model == chat.model.identity)
    #expect(chat.document.opening.hardwired == Hall.clerk)
  }

  @Test func `keeps the cards of those who came on, as they were`() throws {
    var chat = try Chat(
      model: try Hall.model(), library: try Hall.library(), hardwired: Hall.clerk,
      settings: Hall.settings, seed: 1, program: "0.1.0")
    #expect(chat.document.personas.isEmpty)
    try chat.edit(.only(Hall.sailor))
    #expect(chat.document.personas.map(\.mask).contains("sailor"))
    let card = try Hall.library().persona(named: "sailor").card
    #expect(chat.document.personas.first { $0.mask == "sailor" }?.card == card)
    chat.keepAllPersonas()
    #expect(Set(chat.document.personas.map(\.mask)) == ["clerk", "gardener", "sailor"])
  }

  @Test func `keeps nothing of what was refused`() throws {
    var chat = try Hall.evening()
    let events = chat.document.events
    #expect(throws: EngineError.notWorn(Hall.sailor, stack: chat.state.declared)) {
      try chat.edit(.takeOff(Hall.sailor))
    }
    for (name, value) in [("kappa", "2"), ("colour", "red")] {
      #expect(throws: EngineError.badSetting(name: name, value: value)) {
        try chat.set(name, to: value)
      }
    }
    #expect(throws: EngineError.tooWide(width: 64, lanes: 6)) { try chat.set("width", to: "64") }
    #expect(chat.document.events == events)
    #expect(chat.state.settings.width == 4)
  }

  @Test func `is as it was when a turn is stopped before its first word`() throws {
    var isRaised = false
    let stop = StopSignal(isRaised: { isRaised }, lower: { isRaised = false })
    var chat = try Hall.chat(stop: stop)
    var control = try Hall.chat()
    isRaised = true
    #expect(throws: EngineError.model(.interrupted)) { try chat.say("Hello.") }
    #expect(chat.document.events.isEmpty)
    #expect(try chat.say("Hello.") == control.say("Hello."))
  }

  @Test func `is the same for the same seed`() throws {
    var turns: [Turn] = []
    for seed in [3, 3, 4] as [UInt64] {
      var chat = try Hall.chat(seed: seed)
      turns.append(try chat.say("What about the rain?"))
    }
    #expect(turns[0] == turns[1])
    #expect(turns[0].reply != turns[2].reply)
  }

  @Test func `written, read and written again is the same to the last byte`() throws {
    let folder = try TemporaryFolder()
    var chat = try Hall.evening(file: folder.file("evening.json"))
    try chat.save()
    let bytes = try Data(contentsOf: folder.file("evening.json"))
    let document = try SessionDocument(contentsOf: folder.file("evening.json"))
    #expect(document.events == chat.document.events)
    #expect(document.opening == chat.document.opening)
    #expect(document.encoded == bytes)
    let resumed = try Hall.resume(document)
    try resumed.document.write(to: folder.file("again.json"))
    #expect(try Data(contentsOf: folder.file("again.json")) == bytes)
  }

  @Test func `taken up again goes on as if it had never stopped`() throws {
    var chat = try Hall.evening()
    var resumed = try Hall.resume(SessionDocument(data: chat.document.encoded))
    #expect(resumed.state.filter.belief == chat.state.filter.belief)
    #expect(resumed.state.declared == chat.state.declared)
    #expect(resumed.state.settings == chat.state.settings)
    #expect(resumed.state.turns == chat.state.turns)
    #expect(resumed.seed == chat.seed)
    try chat.edit(.pop, at: Hall.noon)
    try resumed.edit(.pop, at: Hall.noon)
    for line in ["What now?", "Who are you?"] {
      #expect(try resumed.say(line) == chat.say(line))
    }
  }

  @Test(arguments: 3...7)
  func `taken up again with a full context goes on as if it had never stopped`(
    turns: Int
  ) throws {
    var settings = Hall.settings
    settings.replyTokens = 16
    settings.replySentences = 4
    var chat = try Hall.chat(settings: settings, capacity: 256)
    for _ in 0..<turns {
      _ = try chat.say("What about the rain? Who are you? What now? Tell me more. What now? Who?")
    }
    var resumed = try Hall.resume(SessionDocument(data: chat.document.encoded), capacity: 256)
    for line in ["Who are you?", "What now?"] {
      #expect(try resumed.say(line) == chat.say(line))
    }
    #expect(turns < 7 || !chat.document.replies.flatMap(\.notices).isEmpty)
  }

  @Test func `taken up by another model keeps the words and goes on`() throws {
    let chat = try Hall.evening()
    let library = PersonaLibrary(try Hall.library().personas.filter { $0.mask != "sailor" })
    var resumed = try Chat(
      resuming: chat.document, model: Understudy(library: library, lanes: 6),
      library: PersonaLibrary())
    #expect(resumed.document.replies.map(\.reply) == chat.document.replies.map(\.reply))
    #expect(try !resumed.say("What now?").reply.isEmpty)
  }

  @Test func `takes the cards it was recorded with, whatever the library has now`() throws {
    let chat = try Hall.evening()
    let other = Persona(
      mask: "gardener", card: try Hall.library().persona(named: "sailor").card, origin: .session)
    let resumed = try Chat(
      resuming: chat.document, model: try Hall.model(), library: PersonaLibrary([other]))
    #expect(resumed.engine.role(of: Hall.gardener)?.displayName == "Moss")
  }

  @Test func `takes in a persona made up on the way, and remembers it`() throws {
    var chat = try Hall.chat()
    let ghost = try Persona.described(as: "a ghost who files forms")
    chat.add(ghost)
    try chat.edit(.putOn(Mask(ghost.mask)))
    _ = try chat.say("Who are you?")
    var resumed = try Hall.resume(SessionDocument(data: chat.document.encoded))
    #expect(resumed.state.declared == Stack([Hall.clerk, Mask(ghost.mask)]))
    #expect(try resumed.say("What now?") == chat.say("What now?"))
  }
}
