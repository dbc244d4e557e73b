import Engine
import MaskInference
import Personas

/// A chat of everyday talk among a fixed number of hypotheses, whose model notes how long it
/// computes.
struct TimedChat: ~Copyable {
  let model: TimedModel
  var conversation: Conversation
  private let cast: [Mask]
  private let seed: UInt64

  /// Begins a chat of the assistant and the first other cards, `masks` in all, which make twice
  /// as many hypotheses.
  ///
  /// - Parameters:
  ///   - masks: how many cards there are.
  ///   - options: which model, which cards and which seed.
  ///   - spareLanes: lanes beside those of the hypotheses.
  /// - Throws: `LanguageModelError` or `EngineError` where the model cannot be loaded or fails.
  init(masks: Int, _ options: BenchOptions, spareLanes: Int = 1) throws {
    let everybody = options.library().personas
    let assistant = everybody.filter { $0.mask == Company.assistant.name }
    let others = everybody.filter { $0.mask != Company.assistant.name }
    let library = PersonaLibrary(assistant + others.prefix(masks - 1))
    let timed = TimedModel(try Company(library, options, lanes: masks * 2 + spareLanes).model)
    var settings = Settings()
    settings.width = masks * 2
    settings.castSize = masks
    // Replies of about sixty tokens.
    settings.replyTokens = 56
    var opened = Conversation(
      try Engine(model: timed, roles: library.personas.map { Role($0) }, settings: settings),
      hardwired: Company.assistant, settings: settings)
    let everyone = library.masks.map(Mask.init)
    // The first turn has the lanes read the cards, which is no part of a turn's cost.
    _ = try opened.play(
      Talk.ordinary[0], seed: options.seed, considering: everyone)
    model = timed
    conversation = opened
    cast = everyone
    seed = options.seed
  }

  /// Plays turn `number`, through which `share` of the belief may sleep.
  mutating func play(_ number: Int, sleeping share: Double) throws -> Turn {
    try conversation.play(
      Talk.ordinary[number % Talk.ordinary.count], seed: seed, considering: cast,
      sleeping: share)
  }
}
