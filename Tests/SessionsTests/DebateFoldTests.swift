import Foundation
import LanguageModels
import MaskInference
import Personas
import Sessions
import TestSupport
import Testing
import Theatre

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
      case .set(let name, let value): #expect(try chat.set(name, to: value, at: Hall.noon))
      case .say(let text): _ = try chat.say(text, at: Hall.noon)
      }
    }
    return chat
  }

  // After every event, so that no declaration, setting or turn can be taken otherwise.
  @Test(arguments: acts.indices)
  func `gives the masks the very belief that the stage has`(_ last: Int) throws {
    let chat = try chat(Array(Self.acts[...last]))
    let filter = DebateFold(chat.document).debate.masks.filter
    #expect(filter.belief.hypotheses == chat.stage.filter.belief.hypotheses)
    #expect(filter.cast == chat.stage.filter.cast)
    let pairs = zip(filter.belief.probabilities, chat.stage.filter.belief.probabilities)
    #expect(pairs.allSatisfy { abs($0 - $1) < 1e-12 })
    #expect(abs(filter.logEvidence - chat.stage.filter.logEvidence) < 1e-9)
  }

  @Test func `counts every sentence once`() throws {
    let chat = try chat()
    let fold = DebateFold(chat.document)
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
    let fold = DebateFold(read)
    #expect(fold.debate.trajectory == DebateFold(chat.document).debate.trajectory)
    #expect(fold.settings == chat.stage.settings)
  }

  @Test func `takes the hardwired mask for the actor, or another lane that was there`() throws {
    let chat = try chat()
    let fold = DebateFold(chat.document)
    #expect(fold.debate.actor.actor == Stack([Hall.clerk]))
    #expect(fold.debate.withoutActor == 0)
    let gardener = Stack([Hall.gardener])
    #expect(fold.lanes.contains(gardener) && Set(fold.lanes).count == fold.lanes.count)
    let other = DebateFold(chat.document, actor: gardener)
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
    let fold = DebateFold(chat.document)
    #expect(fold.debate.actor.actor == .bare)
    #expect(fold.debate.trajectory.allSatisfy { $0.isFinite })
  }

  @Test func `knows whether the prior or the transition was changed on the way`() throws {
    #expect(!DebateFold(try chat([.set("temperature", "0.5"), .say("Hello.")]).document).isRetuned)
    #expect(DebateFold(try chat([.set("rho", "0.5"), .say("Hello.")]).document).isRetuned)
    #expect(DebateFold(try chat([.set("kappa", "0.5"), .say("Hello.")]).document).isRetuned)
  }

  @Test func `counts what was drawn from the belief, and what slipped of it`() throws {
    let acts: [Act] = [
      .say("Hello."), .set("blend", "declared"), .say("What now?"), .say("Who are you?"),
    ]
    let document = try chat(acts).document
    let fold = DebateFold(document)
    #expect(fold.sampled == document.replies[0].sentences.count)
    #expect(fold.slipped == 0)

    var slipped = try SessionDocument(opening: document.opening)
    var turn = document.replies[0]
    turn.sentences[0].speaker = turn.hypotheses.firstIndex(of: .bare)
    try slipped.append([.reply(turn)], at: Hall.noon)
    #expect(DebateFold(slipped).slipped == 1)
  }

  @Test func `weighs words that no single lane spoke by their exponent`() throws {
    let document = try chat([.set("blend", "pool"), .say("Hello."), .say("What now?")]).document
    let sentences = document.replies.flatMap(\.sentences)
    #expect(DebateFold(document).tempered == sentences.count)
    #expect(DebateFold(document).sampled == 0)

    var full = try SessionDocument(opening: document.opening)
    for var turn in document.replies {
      for index in turn.sentences.indices { turn.sentences[index].exponent = nil }
      try full.append([.reply(turn)], at: Hall.noon)
    }
    let tempered = DebateFold(document).debate.logEvidenceOfMasks
    #expect(DebateFold(full).debate.logEvidenceOfMasks < tempered - 1)
  }

  @Test func `outlives a damaged recording`() throws {
    let document = try chat([.say("Hello.")]).document
    var damaged = try SessionDocument(opening: document.opening)
    var turn = document.replies[0]
    turn.sentences[0].logLikelihoods = []
    turn.sentences[0].speaker = 99
    try damaged.append([.reply(turn)], at: Hall.noon)
    try damaged.append([.mask(.takeOff(Hall.sailor))], at: Hall.noon)
    try damaged.append([.setting(name: "colour", value: "red")], at: Hall.noon)
    turn.hypotheses = []
    try damaged.append([.reply(turn)], at: Hall.noon)
    let fold = DebateFold(damaged)
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
      let fold = DebateFold(document)
      #expect(
        fold.debate.trajectory.count
          == document.replies.reduce(0) { $0 + $1.sentences.count }, "\(name)")
      #expect(fold.debate.logBayesFactor.isFinite, "\(name)")
    }
  }
}
