import Engine
import Foundation
import LanguageModels
import MaskInference
import Personas
import Sessions
import Testing
import Understudy

@testable import Views

/// The page that is shown to others.
@Suite struct HTMLPageTests {
  private static let names = ["captain-meg", "understudy-evening"]

  private static func pages() throws -> [(document: SessionDocument, page: ParsedPage)] {
    try
      (names.map { ($0, try Recorded.session($0)) } + [
        (Recorded.hostile, Recorded.hostileSession())
      ])
      .map { ($1, ParsedPage(HTMLPage($1, name: $0).html)) }
  }

  @Test func `every page is well formed`() throws {
    for (_, page) in try Self.pages() { #expect(page.isWellFormed) }
  }

  @Test func `nothing on a page runs or is loaded`() throws {
    for (_, page) in try Self.pages() {
      let names = Set(page.elements.map(\.name))
      #expect(
        names.isDisjoint(with: ["script", "link", "img", "iframe", "object", "base", "form"]))
      let keys = Set(page.elements.flatMap(\.attributes.keys))
      #expect(keys.allSatisfy { !$0.hasPrefix("on") && $0 != "src" }, "\(keys)")
      #expect(page.values(of: "href").allSatisfy { $0.hasPrefix("#") })
    }
  }

  @Test func `a page forbids itself everything but its style`() throws {
    for (_, page) in try Self.pages() {
      #expect(page.values(of: "content").contains("default-src 'none'; style-src 'unsafe-inline'"))
    }
  }

  @Test func `all that was said is there to be read`() throws {
    for (document, page) in try Self.pages() {
      for entry in document.conversation {
        switch entry.event {
        case .utterance(let text): #expect(page.text.contains(Self.shown(text)))
        case .model(let model): #expect(page.text.contains("model \(model.name)"))
        case .reply(let turn):
          for sentence in turn.sentences { #expect(page.text.contains(Self.shown(sentence.text))) }
        case .mask, .setting, .seed, .branch, .goTo, .settled: break
        }
      }
    }
  }

  /// A text with what cannot be seen replaced.
  private static func shown(_ text: String) -> String {
    text.trimmingCharacters(in: .whitespaces).replacing("\u{1B}", with: "\u{FFFD}")
      .replacing("\u{0}", with: "\u{FFFD}")
  }

  @Test func `ids are unique and what refers to them finds them`() throws {
    for (_, page) in try Self.pages() {
      let ids = page.values(of: "id")
      #expect(Set(ids).count == ids.count, "\(ids)")
      let named =
        page.values(of: "aria-labelledby").flatMap { $0.split(separator: " ").map(String.init) }
        + page.values(of: "href").map { String($0.dropFirst()) }
      for name in named { #expect(ids.contains(name), "\(name)") }
    }
  }

  @Test func `every picture has a title and a description`() throws {
    for (_, page) in try Self.pages() {
      let pictures = page.elements.count { $0.name == "svg" && $0.attributes["role"] == "img" }
      #expect(pictures == 3)
      #expect(page.elements.count { $0.name == "desc" } == pictures)
      let others = page.elements.filter { $0.name == "svg" && $0.attributes["role"] == nil }
      #expect(
        others.allSatisfy { $0.attributes["aria-hidden"] == "true" })
    }
  }

  @Test func `headings go down one level at a time, and every part has its own`() throws {
    for (_, page) in try Self.pages() {
      let levels = page.elements.compactMap { element in
        element.name.count == 2 && element.name.hasPrefix("h") ? Int(element.name.dropFirst()) : nil
      }
      #expect(levels.first == 1 && levels.count { $0 == 1 } == 1)
      #expect(zip(levels, levels.dropFirst()).allSatisfy { $1 <= $0 + 1 }, "\(levels)")
      let sections = page.elements.filter { $0.name == "section" }
      #expect(sections.count == 4)
      #expect(sections.allSatisfy { $0.attributes["aria-labelledby"] != nil })
      #expect(levels.count { $0 == 2 } == sections.count)
    }
  }

  @Test func `the first key on a page leads past its pictures`() throws {
    for (_, page) in try Self.pages() {
      let reached = page.elements.first {
        ["a", "summary"].contains($0.name) || $0.attributes["tabindex"] == "0"
      }
      #expect(reached?.attributes["href"] == "#conversation")
      #expect(
        ["header", "main", "footer"].allSatisfy { name in
          page.elements.count { $0.name == name } == 1
        })
    }
  }

  @Test(arguments: names)
  func `the layers of the blend fill the picture at every sentence`(name: String) throws {
    let course = BeliefHistory(try Recorded.session(name))
    let layers = MaskInks(course).layers
    for sentence in course.sentences {
      let sum = layers.reduce(0) { $0 + $1.weight(sentence) }
      #expect(abs(sum - 1) < 1e-9)
    }
  }

  @Test func `the table has a row for each sentence and one for each turn`() throws {
    let document = try Recorded.session("captain-meg")
    let course = BeliefHistory(document)
    let page = ParsedPage(HTMLPage(document, name: "x").html)
    #expect(
      page.elements.count { $0.name == "th" && $0.attributes["scope"] == "row" }
        == course.sentences.count + course.turns.count)
  }

  @Test func `a chat in which nothing was said makes a page that says so`() throws {
    let document = try SessionDocument(
      opening: SessionDocument.Opening(
        program: "test", model: ModelIdentity(name: "none", hash: "", parameters: [:]), seed: 1,
        settings: Settings(), hardwired: nil))
    let page = ParsedPage(HTMLPage(document, name: "empty").html)
    #expect(page.isWellFormed && page.text.contains("Nothing has been said yet."))
  }

  @Test func `words that were weighed one by one are tinted one by one`() throws {
    let document = try Recorded.session("understudy-evening")
    let library = PersonaLibrary(document.personas)
    let replayer = Replayer(document, model: Understudy(library: library), library: library)
    let words = try replayer.wordEvidence()
    #expect(words.count == document.turns)
    let page = ParsedPage(HTMLPage(document, name: "words", words: words).html)
    #expect(page.isWellFormed)
    #expect(page.text.contains("Words tinted") && !page.text.contains("Sentences tinted"))
    let tinted = page.values(of: "class").count { $0.hasPrefix("tint") }
    let bySentence = ParsedPage(HTMLPage(document, name: "words").html)
    #expect(tinted > bySentence.values(of: "class").count { $0.hasPrefix("tint") })
    #expect(bySentence.text.contains("report --words") && !page.text.contains("report --words"))
  }

  @Test func `words that were weighed when they were said are tinted without a model`() throws {
    let recorded = try Recorded.session("understudy-evening")
    let library = PersonaLibrary(recorded.personas)
    var chat = try Chat(
      resuming: recorded, model: Understudy(library: library), library: library)
    let turn = try chat.say("What now?")
    let words = try #require(turn.wordEvidence)
    #expect(words.words.map(\.text).joined() == turn.reply)
    let page = ParsedPage(HTMLPage(chat.document, name: "words").html)
    #expect(page.text.contains("Words tinted") && page.text.contains("Sentences tinted"))
    #expect(!page.text.contains("report --words"))
  }

  @Test func `the words of the replies are not changed by weighing them`() throws {
    let document = try Recorded.session("understudy-evening")
    let library = PersonaLibrary(document.personas)
    let words = try Replayer(document, model: Understudy(library: library), library: library)
      .wordEvidence()
    var replies: [String] = []
    for entry in document.conversation {
      if case .reply(let turn) = entry.event { replies.append(turn.reply) }
    }
    for (reply, evidence) in zip(replies, words) {
      #expect(evidence?.words.map(\.text).joined() == reply)
    }
  }
}
