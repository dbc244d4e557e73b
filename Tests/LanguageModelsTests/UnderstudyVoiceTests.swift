import Foundation
import LanguageModels
import Testing
import Understudy

@Suite struct UnderstudyVoiceTests {
  let model = UnderstudyCast.understudy()

  private func direction(_ characters: UnderstudyCast.Character...) -> String {
    characters.map { "You are \($0.name). \($0.description)" }.joined(separator: "\n")
  }

  private func score(_ lines: [String], after opening: [Token]) throws -> Double {
    try lines.reduce(0) { $0 + (try model.logProbability(of: $1, after: opening)) }
  }

  @Test(arguments: UnderstudyCast.all.indices)
  func `a lane told who to be prefers lines of that voice it never read`(index: Int) throws {
    let own = UnderstudyCast.all[index]
    for other in UnderstudyCast.all where other.name != own.name {
      for line in own.unlearntLines {
        let inOwn = try model.logProbability(
          of: line, after: model.opening(direction: direction(own)))
        let inOther = try model.logProbability(
          of: line, after: model.opening(direction: direction(other)))
        #expect(inOwn > inOther + 1, "\(line) as \(own.name) and as \(other.name)")
      }
    }
  }

  @Test(arguments: UnderstudyCast.all.indices)
  func `the bare lane is between the right voice and the wrong ones`(index: Int) throws {
    let own = UnderstudyCast.all[index]
    let lines = own.unlearntLines
    let bare = try score(lines, after: model.plainOpening())
    #expect(try score(lines, after: model.opening(direction: direction(own))) > bare)
    for other in UnderstudyCast.all where other.name != own.name {
      #expect(try score(lines, after: model.opening(direction: direction(other))) < bare)
    }
  }

  @Test func `the mask described last dominates and the inner one still shows`() throws {
    let baker = UnderstudyCast.baker
    let engine = UnderstudyCast.engine
    let knight = UnderstudyCast.knight
    let engineUnderBaker = model.opening(direction: direction(engine, baker))
    let bakerUnderEngine = model.opening(direction: direction(baker, engine))
    let knightUnderBaker = model.opening(direction: direction(knight, baker))
    #expect(
      try score(baker.lines, after: engineUnderBaker)
        > score(baker.lines, after: bakerUnderEngine) + 5)
    #expect(
      try score(engine.lines, after: engineUnderBaker)
        > score(engine.lines, after: knightUnderBaker) + 5)
    #expect(
      try score(baker.lines, after: engineUnderBaker)
        < score(baker.lines, after: model.opening(direction: direction(baker))))
  }

  @Test func `a conversation in another voice wears the mask off`() throws {
    let own = model.opening(direction: direction(UnderstudyCast.baker))
    let promptTemplate = model.promptTemplate
    let overheard = UnderstudyCast.engine.lines.flatMap { line in
      model.tokens(of: line) + promptTemplate.replyToUser + model.tokens(of: "Who are you?")
        + promptTemplate.userToReply
    }
    let lines = UnderstudyCast.engine.unlearntLines
    #expect(try score(lines, after: own + overheard) > score(lines, after: own) + 0.5)
  }

  @Test func `a turn ends where lines end, and plain text goes on after a blank line`() throws {
    let line = "Bless you, lovey, my oven has never let me down."
    let blank = Int(try #require(model.promptTemplate.bareBreak.first))
    let end = Int(try #require(model.endTokens.first))
    let directed = try model.logits(
      after: model.opening(direction: direction(UnderstudyCast.baker)) + model.tokens(of: line))
    #expect(exp(directed[end]) > 0.5)
    #expect(exp(directed[blank]) < 0.01)
    let bare = try model.logits(after: model.plainOpening() + model.tokens(of: line))
    #expect(exp(bare[blank]) > 0.5)
    #expect(exp(bare[end]) < 0.01)
  }

  @Test func `what the user speaks of comes up in the reply`() throws {
    let model = Understudy(
      voices: [
        UnderstudyVoice(
          name: "Guide",
          lines: (0..<40).map { "You will find the tower\($0) near the river\($0)." })
      ], hash: "")
    let said = model.tokens(of: "You will find the")
    let tower = Int(try #require(model.tokens(of: " tower7").first))
    func probability(cue: String) throws -> Float {
      let logits = try model.logits(after: model.opening(direction: "Guide", cue: cue) + said)
      #expect(abs(logits.reduce(0) { $0 + exp(Double($1)) } - 1) < 1e-6)
      return exp(logits[tower])
    }
    #expect(try probability(cue: "Is there a river7?") > 1.8 * probability(cue: "Is there a"))
  }

  @Test func `one word over and over is less and less surprising than expected`() throws {
    let opening =
      model.promptTemplate.opening + model.tokens(of: direction(UnderstudyCast.baker))
      + model.promptTemplate.directionToUser
    func z(_ text: String) throws -> Double {
      let statistics = try model.statistics(of: model.tokens(of: text), after: opening)
      let gap = statistics.reduce(0) { $0 + $1.surprisal - $1.entropy }
      return gap / statistics.reduce(0) { $0 + $1.variance }.squareRoot()
    }
    #expect(abs(try z("Are the buns in the oven, or did the kettle let you down today?")) < 2)
    #expect(try z("buns" + String(repeating: " buns", count: 100)) < -2)
    #expect(
      try z("buns" + String(repeating: " buns", count: 300))
        < z("buns" + String(repeating: " buns", count: 100)))
  }

  @Test(arguments: UInt64(0)..<3)
  func `a reply in a voice is made of that voice's words`(seed: UInt64) throws {
    var numbers = FixedNumbers(seed: seed)
    var distribution = SamplingDistribution(
      SamplingLaw(), for: model, unspoken: model.controlTokens + model.promptTemplate.bareBreak)
    let lane = try model.openLane()
    let own = UnderstudyCast.engine
    var logits = try model.logits(
      feeding: model.opening(direction: direction(own)), to: lane)
    var said: [Token] = []
    for _ in 0..<40 {
      let token = distribution.draw(from: .dense(logits.span), said: said[...], using: &numbers)
      said.append(token)
      logits = try model.logits(feeding: [token], to: lane)
    }
    let known = Set(own.lines.flatMap { model.tokens(of: $0) })
    #expect(said.count { known.contains($0) } > 30)
    #expect(Set(said).isDisjoint(with: model.controlTokens))
  }
}
