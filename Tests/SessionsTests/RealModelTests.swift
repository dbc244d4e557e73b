import Engine
import LanguageModels
import MaskInference
import Personas
import Sessions
import Testing

@Suite struct `A chat with the real model, where it is at hand` {
  @Test func `in one voice, taken up again and explained is verified to the last digits`() throws {
    // A third of the lanes for each: the chat, the chat taken up again, and weighing it.
    guard let model = try RealModel.load(lanes: 15, capacity: 512) else { return }
    var settings = Hall.settings
    settings.blend = .pool
    var chat = try Chat(
      model: model, library: try Hall.library(), hardwired: Hall.clerk, settings: settings,
      seed: 1, program: "0.1.0")
    try chat.edit(.putOn(Hall.sailor))
    let first = try chat.say("What about the rain?")
    #expect(try #require(first.blending.disagreement) > 0.001)
    #expect(try #require(first.blending.logOdds).isFinite)
    var resumed = try Chat(
      resuming: SessionDocument(data: chat.document.encoded), model: model,
      library: PersonaLibrary())
    try Self.check(try resumed.wordEvidence(), of: first)
    let second = try resumed.say("What now?")
    try Self.check(try resumed.wordEvidence(), of: second)
    let verification = try Verification(Replayer(resumed.document, model: model))
    #expect(verification.agrees, "\(verification.differences)")
    #expect(verification.largestDrift < 1e-3)
  }

  /// Checks that the words add up to what `turn` recorded.
  private static func check(_ evidence: WordEvidence?, of turn: Turn) throws {
    let ranking = Belief(hypotheses: turn.hypotheses, probabilities: turn.report.belief).ranking
    let recorded = turn.sentences.reduce(0) {
      $0 + $1.logLikelihoods[ranking[0]] - $1.logLikelihoods[ranking[1]]
    }
    #expect(abs(try #require(evidence).total - recorded) < 1e-3)
  }
}
