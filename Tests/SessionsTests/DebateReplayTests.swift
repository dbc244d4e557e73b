import Engine
import Foundation
import LanguageModels
import MaskInference
import Personas
import Sessions
import TestSupport
import Testing

@Suite struct `The debate over a recorded chat` {
  /// What is done in a chat, for the debate to be held over it.
  enum Act: Sendable {
    case edit(StackEdit)
    case set(String, String)
    case say(String)
  }

  /// A chat in which everything happens that a recording may hold.
  private static let acts: [Act] = [
    .say("What about the rain?"), .edit(.putOn(Hall.gardener)), .say("And the sailor?"),
    .set("kappa", "0.7"), .edit(.takeOff(Hall.clerk)), .say("xq zvrk blorpt ghnn pfft zzqx"),
    .edit(.putOn(Hall.sailor)), .say("Tell me more."), .edit(.pop), .set("width", "5"),
    .say("What now?"), .edit(.only(Hall.sailor)), .say("Who are you?"), .edit(.clear),
    .set("rho", "0.6"), .say("Hello."),
  ]

  private func chat(_ acts: [Act] = acts, settings: Settings = Hall.settings) throws -> Chat {
    var chat = try Hall.chat(settings: settings)
    for act in acts {
      switch act {
      case .edit(let edit): try chat.edit(edit, at: Hall.noon)
      case .set(let name, let value): try chat.set(name, to: value, at: Hall.noon)
      case .say(let text): _ = try chat.say(text, at: Hall.noon)
      }
    }
    return chat
  }

  // After every event, so that no declaration, setting or turn can be taken otherwise.
  @Test(arguments: acts.indices)
  func `gives the masks the very belief that the stage has`(_ last: Int) throws {
    let chat = try chat(Array(Self.acts[...last]))
    let filter = try DebateReplay(chat.document).debate.masks.filter
    #expect(filter.belief.hypotheses == chat.state.filter.belief.hypotheses)
    #expect(filter.cast == chat.state.filter.cast)
    let pairs = zip(filter.belief.probabilities, chat.state.filter.belief.probabilities)
    #expect(pairs.allSatisfy { abs($0 - $1) < 1e-12 })
    #expect(abs(filter.logEvidence - chat.state.filter.logEvidence) < 1e-9)
  }

  @Test func `counts every sentence once`() throws {
    let chat = try chat()
    let fold = try DebateReplay(chat.document)
    let sentences = chat.document.replies.reduce(0) { $0 + $1.sentences.count }
    #expect(fold.debate.trajectory.count == sentences)
    #expect(fold.debate.leftOut == 0)
    #expect(fold.steps.map(\.turn) == Array(1...chat.document.turns))
    #expect(fold.steps.last?.logBayesFactor == fold.debate.logBayesFactor)
    #expect(fold.debate.logEvidenceOfMasks == fold.debate.masks.filter.logEvidence)
  }

  @Test func `is the same after the file is read again`() throws {
    let folder = try TemporaryFolder()
    var chat = try chat()
    try chat.save(to: folder.file("session.json"))
    let read = try SessionDocument(contentsOf: folder.file("session.json"))
    let fold = try DebateReplay(read)
    #expect(try fold.debate.trajectory == DebateReplay(chat.document).debate.trajectory)
    #expect(fold.settings == chat.state.settings)
  }

  @Test func `takes the hardwired mask for the actor, or another lane that was there`() throws {
    let chat = try chat()
    let fold = try DebateReplay(chat.document)
    #expect(fold.debate.actor.actor == Stack([Hall.clerk]))
    #expect(fold.debate.withoutActor == 0)
    let gardener = Stack([Hall.gardener])
    #expect(fold.lanes.contains(gardener) && Set(fold.lanes).count == fold.lanes.count)
    let other = try DebateReplay(chat.document, actor: gardener)
    #expect(other.debate.actor.actor == gardener)
    #expect(other.debate.withoutActor > 0)
    #expect(other.debate.logEvidenceOfActor != fold.debate.logEvidenceOfActor)
    #expect(other.debate.logEvidenceOfMasks == fold.debate.logEvidenceOfMasks)
  }

  @Test func `takes the bare model for the actor where there is no hardwired mask`() throws {
    var chat = try Chat(
      model: try Hall.model(), library: try Hall.library(), hardwired: nil,
      settings: Hall.settings, seed: 1, program: "0.1.0")
    try chat.edit(.putOn(Hall.sailor))
    _ = try chat.say("What about the rain?")
    let fold = try DebateReplay(chat.document)
    #expect(fold.debate.actor.actor == .bare)
    #expect(fold.debate.trajectory.allSatisfy { $0.isFinite })
  }

  @Test func `knows whether the prior or the transition was changed on the way`() throws {
    #expect(
      try !DebateReplay(chat([.set("temperature", "0.5"), .say("Hello.")]).document).isRetuned)
    #expect(try DebateReplay(chat([.set("rho", "0.5"), .say("Hello.")]).document).isRetuned)
    #expect(try DebateReplay(chat([.set("kappa", "0.5"), .say("Hello.")]).document).isRetuned)
  }

  @Test func `counts what was drawn from the belief, and what slipped of it`() throws {
    let acts: [Act] = [
      .say("Hello."), .set("blend", "declared"), .say("What now?"), .say("Who are you?"),
    ]
    let document = try chat(acts).document
    let fold = try DebateReplay(document)
    #expect(fold.sampled == document.replies[0].sentences.count)
    #expect(fold.slipped == 0)

    var slipped = try SessionDocument(opening: document.opening)
    var turn = document.replies[0]
    let bare = try #require(turn.hypotheses.firstIndex(of: .bare))
    turn.sentences[0].voice = .sampled(speaker: bare)
    try slipped.append([.reply(turn)], at: Hall.noon)
    #expect(try DebateReplay(slipped).slipped == 1)
  }

  @Test func `weighs words that no single lane spoke by their exponent`() throws {
    let document = try chat([.set("blend", "pool"), .say("Hello."), .say("What now?")]).document
    let sentences = document.replies.flatMap(\.sentences)
    #expect(try DebateReplay(document).tempered == sentences.count)
    #expect(try DebateReplay(document).sampled == 0)

    var full = try SessionDocument(opening: document.opening)
    for var turn in document.replies {
      for index in turn.sentences.indices { turn.sentences[index].voice = .foreign(exponent: 1) }
      try full.append([.reply(turn)], at: Hall.noon)
    }
    let tempered = try DebateReplay(document).debate.logEvidenceOfMasks
    #expect(try DebateReplay(full).debate.logEvidenceOfMasks < tempered - 1)
  }

  @Test func `says which event cannot have happened, as every other reader does`() throws {
    let opening = try chat([.say("Hello.")]).document.opening
    let events: [SessionEvent] = [
      .mask(.takeOff(Hall.sailor)), .setting(name: "colour", value: "red"),
      .setting(name: "kappa", value: "2"),
    ]
    for event in events {
      var document = try SessionDocument(
        opening: opening, personas: Hall.library().personas)
      try document.append([event], at: Hall.noon)
      var texts: Set<String> = []
      do { _ = try DebateReplay(document) } catch { texts.insert(error.description) }
      do { _ = try Hall.resume(document) } catch { texts.insert("\(error)") }
      do {
        _ = try Verification(
          Replayer(document, model: Hall.model(), library: Hall.library()))
      } catch {
        texts.insert("\(error)")
      }
      #expect(texts.count == 1, "\(texts)")
    }
  }

  @Test func `outlives damaged evidence`() throws {
    let document = try chat([.say("Hello.")]).document
    var damaged = try SessionDocument(opening: document.opening)
    var turn = document.replies[0]
    turn.sentences[0].logLikelihoods = []
    turn.sentences[0].voice = .sampled(speaker: 99)
    try damaged.append([.reply(turn)], at: Hall.noon)
    turn.hypotheses = []
    try damaged.append([.reply(turn)], at: Hall.noon)
    let fold = try DebateReplay(damaged)
    #expect(fold.debate.leftOut >= 2)
    #expect(fold.steps.count == 2)
    #expect(fold.debate.logBayesFactor.isFinite)
  }

  @Test func `is held over the sessions shipped with the program`() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let folder = SessionFolder(root.appending(path: "sessions", directoryHint: .isDirectory))
    for name in folder.names {
      let document = try SessionDocument(contentsOf: folder.find(name))
      let fold = try DebateReplay(document)
      #expect(
        fold.debate.trajectory.count
          == document.replies.reduce(0) { $0 + $1.sentences.count }, "\(name)")
      #expect(fold.debate.logBayesFactor.isFinite, "\(name)")
    }
  }
}
