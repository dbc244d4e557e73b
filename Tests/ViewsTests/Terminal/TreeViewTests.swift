import Foundation
import LanguageModels
import MaskInference
import Personas
import Sessions
import Terminal
import Testing

@testable import Engine
@testable import Views

/// The conversation as it is drawn.
@Suite struct TreeViewTests {
  /// Makes documents whose turns are led by whom the test wants.
  private struct Draughtsman {
    var document: SessionDocument

    init() throws {
      document = try SessionDocument(
        opening: SessionDocument.Opening(
          program: "test", model: ModelIdentity(name: "none", hash: "0", parameters: [:]), seed: 1,
          settings: Settings(), hardwired: nil))
    }

    mutating func add(_ event: SessionEvent) throws {
      try document.append([event], at: Date(timeIntervalSince1970: 0))
    }

    mutating func say(_ words: String, _ leader: String, _ weight: Double) throws {
      try add(.utterance(words))
      try answer("Aye.", leader, weight)
    }

    mutating func answer(_ words: String, _ leader: String, _ weight: Double) throws {
      let mask = Mask("pirate")
      let cast = Cast(hardwired: nil, declared: Stack([mask]))
      let filter = MaskFilter(cast: cast, prior: Prior(), transition: Transition())
      var report = TurnReport(
        filter: filter, logLikelihoods: filter.hypotheses.map { _ in 0 }, replyTokens: 1,
        anomaly: TurnReport.Anomaly(z: 0, entropyRate: 1, vacancy: 0))
      report.blend = [leader: weight]
      report.bare = 1 - weight
      try add(
        .reply(
          Turn(
            heard: [], cast: [mask], hypotheses: filter.hypotheses, sentences: [], reply: words,
            ending: .finished, report: report, recited: nil, notices: [])))
    }

    func lines(width: Int = 60, unicode: Bool = true, whole: Bool = false) -> [String] {
      TreeView(
        document, isWhole: whole,
        console: Console(
          palette: Palette(depth: .none), drawsUnicode: unicode, width: width),
        colours: MaskColours([])
      ).lines.map(
        Console(palette: Palette(depth: .none), drawsUnicode: unicode, width: width).plain)
    }
  }

  private static func wander() throws -> Draughtsman {
    var draughtsman = try Draughtsman()
    try draughtsman.say("What is for dinner?", "pirate", 0.98)
    try draughtsman.say("Sing to me.", "assistant", 0.61)
    try draughtsman.add(.goTo(3))
    try draughtsman.answer("Yo ho and a bottle of water.", "pirate", 0.9)
    try draughtsman.say("Once more.", "pirate", 1)
    try draughtsman.add(.goTo(2))
    try draughtsman.add(.branch("gentle"))
    try draughtsman.say("A word that is long enough to reach the other side", "bare", 0.2)
    return draughtsman
  }

  @Test func `branches leave to the right, and the way to where the chat is goes straight down`()
    throws
  {
    #expect(
      try Self.wander().lines() == [
        "  ● 1  What is for dinner?                  pirate    .98",
        "  ├─○ 2  Sing to me.                      ! assistant .61",
        "  ├─○ 3  ↻ Yo ho and a bottle of water.     pirate    .90",
        "  │ ○ 4  Once more.                         pirate    1.0",
        "  ● 5  [gentle] A word that is long enou… ! bare      .80 ◂",
        "  ! = the likeliest mask is not the one you declared",
      ])
  }

  @Test func `ASCII terminals get the same picture`() throws {
    let lines = try Self.wander().lines(unicode: false)
    #expect(lines[0].hasPrefix("  * 1  What is for dinner?"))
    #expect(lines[3].hasPrefix("  | o 4  Once more."))
    #expect(lines.allSatisfy { $0.allSatisfy(\.isASCII) })
  }

  @Test(arguments: [40, 60, 80, 120], [true, false])
  func `no line is wider than the terminal`(width: Int, unicode: Bool) throws {
    var draughtsman = try Self.wander()
    for _ in 0..<30 {
      try draughtsman.say("And on, and on, and never an end of it, as it was before", "pirate", 0.5)
      try draughtsman.add(.goTo(draughtsman.document.tree.head - 2))
      try draughtsman.say("漢字がここにあります、まだまだ続きます、どこまでも、どこまでも", "pirate", 0.5)
    }
    for line in draughtsman.lines(width: width, unicode: unicode) {
      #expect(DisplayWidth.columns(of: line) <= width, "\(line)")
    }
  }

  @Test func `a long run is cut short, and drawn in full where that is asked for`() throws {
    var draughtsman = try Draughtsman()
    for turn in 1...30 { try draughtsman.say("Turn \(turn)", "pirate", 0.9) }
    let lines = draughtsman.lines()
    #expect(lines.count == 7)
    #expect(lines[3] == "  ⋮ 24 turns, `:tree all` shows them")
    #expect(lines[4].contains("28  Turn 28"))
    #expect(draughtsman.lines(whole: true).count == 30)
  }

  @Test func `without Unicode a reply is cut where its longer ellipsis ends the line`() throws {
    var draughtsman = try Draughtsman()
    try draughtsman.say("Sing.", "pirate", 0.8)
    try draughtsman.add(.goTo(1))
    try draughtsman.answer("Yo ho and a bottle of water, and another one of rum", "pirate", 0.9)
    let console = Console(palette: Palette(depth: .none), drawsUnicode: false, width: 40)
    let lines = SwipeView(draughtsman.document, console: console, colours: MaskColours([])).lines
    #expect(lines[2] == "  ▸ 2  pirate .90  Yo ho and a bottl...")
    #expect(console.plain(lines[2]).count < 40)
  }

  @Test func `the reply most in character is the one whose worn mask has the most weight`() throws {
    var draughtsman = try Draughtsman()
    try draughtsman.say("Sing.", "assistant", 0.8)
    for weight in [0.4, 0.9, 0.9] {
      try draughtsman.add(.goTo(1))
      try draughtsman.answer("Yo ho \(weight)", "pirate", weight)
    }
    let console = Console(palette: Palette(depth: .none), drawsUnicode: true, width: 60)
    let view = SwipeView(draughtsman.document, console: console, colours: MaskColours([]))
    #expect(view.best == 3)
    #expect(
      view.lines == [
        "  4 replies to  Sing.", "    1  pirate .00  (assistant!) Aye.",
        "    2  pirate .40  (bare!) Yo ho 0.4", "    3  pirate .90  Yo ho 0.9",
        "  ▸ 4  pirate .90  Yo ho 0.9",
        "  most in character: 3   `:swipe N` chooses one, `:swipe best` that one",
      ])
  }
}
