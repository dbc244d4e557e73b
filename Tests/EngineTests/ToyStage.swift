import Engine
import LanguageModels
import MaskInference
import TestSupport

/// Ann and Bob on a stage where every number can be worked out.
enum ToyStage {
  static let ann = Mask("ann")
  static let bob = Mask("bob")

  static let roles = [
    Role(mask: ann, displayName: "Ann", direction: "", examples: [], greeting: nil),
    Role(mask: bob, displayName: "Bob", direction: "", examples: [], greeting: "no. yes."),
  ]

  /// Settings stated in full where they matter, so that tuning the program leaves the tests alone.
  static func settings(_ change: (inout Settings) -> Void = { _ in }) -> Settings {
    var settings = Settings()
    settings.law = SamplingLaw(
      temperature: 0.7, minimumShare: 0.05, softness: 0.3,
      repetition: RepetitionPenalty(presence: 0.2, loop: 0.8, window: 6))
    settings.transition = Transition(
      persistence: 0.8, push: 0.3, pop: 0.1, swap: 0.4, redraw: 0.2)
    settings.vacancyTest.priorProbability = 0
    settings.sentenceTokens = 4
    settings.replySentences = 3
    change(&settings)
    return settings
  }

  /// Ann hardwired.
  static func bare(
    _ model: ToyModel = ToyModel(), settings: Settings = settings(), stop: StopSignal = .never
  ) throws -> Stage {
    try Stage(model: model, roles: roles, hardwired: ann, settings: settings, stop: stop)
  }

  /// Ann wearing Bob, who enters silently.
  static func masked(
    _ model: ToyModel = ToyModel(), settings: Settings = settings(), stop: StopSignal = .never
  ) throws -> Stage {
    var stage = try bare(model, settings: settings, stop: stop)
    try stage.declare(.putOn(bob), greets: false)
    return stage
  }

  /// The names that the lane of `stack` was told; `nil` for plain text.
  static func names(in stack: Stack) -> [Token]? {
    let names = [Mask: Token](uniqueKeysWithValues: [(ann, ToyModel.ann), (bob, ToyModel.bob)])
    return stack == .bare ? nil : stack.masks.compactMap { names[$0] }
  }
}

extension Turn {
  /// The tokens of the reply.
  var tokens: [Token] { sentences.flatMap(\.tokens) }

  /// The same turn with other words in it.
  func saying(_ sentences: [[Token]]) -> Turn {
    var turn = self
    turn.sentences = sentences.compactMap { tokens in
      var sentence = self.sentences.first
      sentence?.tokens = tokens
      return sentence
    }
    return turn
  }
}
