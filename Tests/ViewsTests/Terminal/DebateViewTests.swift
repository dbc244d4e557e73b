import Engine
import Foundation
import LanguageModels
import MaskInference
import Personas
import Sessions
import Support
import Terminal
import Testing
import Understudy

@testable import Views

/// The debate as it stands on the screen.
@Suite struct DebateViewTests {
  /// A chat of one turn with the pirate, as it was recorded.
  private static func recorded() throws -> (opening: SessionDocument.Opening, turn: Turn) {
    let library = PersonaLibrary(folders: [Recorded.root.appending(path: "personas")])
    var chat = try Chat(
      model: Understudy(library: library), library: library,
      hardwired: Mask("assistant"), settings: Settings(), seed: 5, program: "test")
    try chat.edit(.only(Mask("pirate")))
    return (chat.document.opening, try chat.say("Tell me of the sea."))
  }

  /// A chat under the pirate in which `speakers` spoke a sentence each, a turn for each row.
  private static func document(_ speakers: [[Stack]]) throws -> SessionDocument {
    let (opening, turn) = try recorded()
    var document = try SessionDocument(opening: opening)
    try document.append([.mask(.only(Mask("pirate")))], at: Date(timeIntervalSince1970: 0))
    for row in speakers {
      var turn = turn
      turn.report.anomaly.vacancy = 0
      turn.sentences = row.map { speaker in
        var sentence = turn.sentences[0]
        sentence.voice = .sampled(speaker: turn.hypotheses.firstIndex(of: speaker) ?? 0)
        sentence.logLikelihoods = turn.hypotheses.map { $0 == speaker ? -20 : -30 }
        return sentence
      }
      try document.append([.reply(turn)], at: Date(timeIntervalSince1970: 0))
    }
    return document
  }

  private static let pirate = Stack([Mask("pirate")])
  private static let assistant = Stack([Mask("assistant")])
  /// The assistant shows through for a sentence now and then.
  private static let leaking = Array(repeating: [pirate, assistant, pirate], count: 6)
  /// The pirate gives way for good.
  private static let slipping =
    Array(repeating: [pirate, pirate], count: 2) + Array(repeating: [Stack.bare, .bare], count: 9)

  private static func view(
    _ document: SessionDocument, width: Int = 60, unicode: Bool = true,
    depth: Palette.Depth = .none
  ) throws -> [String] {
    DebateView(
      try DebateReplay(document),
      console: Console(palette: Palette(depth: depth), drawsUnicode: unicode, width: width)
    ).lines
  }

  private static func words(_ lines: [String]) -> String {
    lines.joined(separator: " ").split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  @Test func `says in plain words that the actor is favoured`() throws {
    let document = try Self.document(Self.leaking)
    let debate = try DebateReplay(document).debate
    try #require(debate.verdict == .actor)
    let words = try Self.words(Self.view(document))
    #expect(
      words.contains("the words favour the actor under the mask over masks all the way down"))
    let nats = String(format: "%.1f", debate.logBayesFactor)
    #expect(words.contains("log Bayes factor \(nats) nats for the actor in 18 sentences"))
    #expect(words.contains("posterior actor 1.0, masks .00"))
  }

  @Test func `says in plain words that the masks are favoured`() throws {
    let document = try Self.document(Self.slipping)
    try #require(DebateReplay(document).debate.verdict == .masks)
    let words = try Self.words(Self.view(document))
    #expect(
      words.contains("the words favour masks all the way down over the actor under the mask"))
    #expect(words.contains("nats for the masks in 22 sentences"))
  }

  @Test func `says that it is undecided, and how far it is from a verdict`() throws {
    let document = try Self.document([[Self.pirate]])
    let words = try Self.words(Self.view(document))
    #expect(words.contains("undecided: the words lean"))
    #expect(words.contains("a verdict takes 3.0 nats"))
    #expect(words.contains("in 1 sentence;"))
  }

  @Test func `states the priors and what became of the leak`() throws {
    let words = try Self.words(Self.view(Self.document(Self.leaking)))
    #expect(words.contains("odds 1 to 1; actor: ε ~ Beta(1, 9); masks: κ 0.9, ρ 0.4"))
    #expect(words.contains("the prior alone says .10 (90 %: .01 to .28)"))
    #expect(words.contains("its own voice is the lane of assistant"))
  }

  @Test func `tells that own words were drawn from the masks' model, and how many slipped`() throws
  {
    let words = try Self.words(Self.view(Self.document(Self.slipping)))
    #expect(words.contains("All sentences were drawn under `:blend sample`"))
    #expect(words.contains("Slips: 18."))
  }

  @Test func `says nothing of the masks' model where the words were not drawn from it`() throws {
    let (opening, turn) = try Self.recorded()
    var declared = opening
    declared.settings.blend = .declared
    var document = try SessionDocument(opening: declared)
    try document.append([.reply(turn)], at: Date(timeIntervalSince1970: 0))
    let words = try Self.words(Self.view(document))
    #expect(!words.contains(":blend sample"))
  }

  @Test func `draws a bar for each turn that tells the side it leans to`() throws {
    let lines = try Self.view(Self.document(Self.slipping))
    let bars = lines.filter { $0.contains("█") }
    #expect(bars.count >= 8)
    #expect(bars.last?.contains(" 11  masks") == true)
    let lengths = bars.map { $0.count { $0 == "█" } }
    #expect(lengths.max() == lengths.last)
  }

  @Test func `draws the last turns of a long chat and counts the others`() throws {
    let lines = try Self.view(Self.document(Array(repeating: [Self.pirate], count: 20)))
    #expect(Self.words(lines).contains("… and 8 turns before"))
    #expect(lines.contains { $0.contains("turn       9  ") })
    #expect(lines.contains { $0.contains(" 20  ") })
  }

  @Test(arguments: [40, 60, 80, 200])
  func `fits the terminal`(_ width: Int) throws {
    for speakers in [Self.leaking, Self.slipping] {
      for line in try Self.view(Self.document(speakers), width: width) {
        #expect(DisplayWidth.columns(of: line) <= width, "\(line)")
      }
    }
  }

  @Test func `is ASCII where the terminal has nothing else`() throws {
    for line in try Self.view(Self.document(Self.leaking), unicode: false) {
      #expect(line.utf8.allSatisfy { $0 < 0x80 }, "\(line)")
    }
  }

  @Test func `is the same without colours`() throws {
    let document = try Self.document(Self.slipping)
    let plain = try Self.view(document)
    let coloured = try Self.view(document, depth: .indexed)
    #expect(coloured.map { TextSanitizer.clean($0) } == plain)
    #expect(coloured != plain)
  }
}
