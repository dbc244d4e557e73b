import ArgumentParser
import LanguageModels
import MaskInference
import Personas
import Theatre

/// What a measurement is made on: the cards, the model, and stages for them.
struct Company {
  let library: PersonaLibrary
  let model: any LanguageModel

  /// The mask that fine-tuning made permanent.
  static let assistant = Mask("assistant")

  /// Loads the model with as many lanes as are asked for.
  init(_ options: BenchOptions, lanes: Int = 18, favoursScoring: Bool = false) throws {
    library = options.library()
    model = try options.load(library, lanes: lanes, favoursScoring: favoursScoring)
  }

  /// Loads the model for the cards of `library` alone.
  init(_ library: PersonaLibrary, _ options: BenchOptions, lanes: Int) throws {
    self.library = library
    model = try options.load(library, lanes: lanes)
  }

  /// Every mask but the hardwired one, by name.
  ///
  /// - Throws: `ValidationError` where there are fewer than `count`.
  func characters(atLeast count: Int) throws -> [Mask] {
    let masks = library.masks.filter { $0 != Self.assistant.name }.sorted().map(Mask.init)
    guard masks.count >= count else {
      throw ValidationError(
        "\(count) cards are needed beside \(Self.assistant)'s, and there are \(masks.count). "
          + "--personas says where they are.")
    }
    return masks
  }

  /// A stage with all roles.
  func stage(hardwired: Mask? = assistant, settings: Settings = Settings()) throws -> Stage {
    try Stage(
      model: model, roles: library.personas.map { Role($0) }, hardwired: hardwired,
      settings: settings)
  }
}

extension Stage {
  /// Begins a new conversation in which `speaker` is there for certain while `declared` is put on.
  ///
  /// The lanes stay open, so this is cheaper than another stage.
  mutating func begin(as speaker: Stack, declaring declared: Stack) throws {
    try become(speaker, declaring: declared)
    forgetConversation()
  }

  /// Makes `speaker` the one who is there, for certain, while `declared` is put on.
  ///
  /// It stays so where the settings have a persistence of one and never suspect nobody.
  mutating func become(_ speaker: Stack, declaring declared: Stack) throws {
    let kept = settings
    var staged = settings
    staged.prior.maximumDepth = max(speaker.depth, declared.depth, 1)
    // First it is put on as it is said; then the other is declared and nothing comes of it.
    staged.odds = DeclarationOdds(push: 1, swap: 0, stay: 0, linger: 0)
    try adopt(staged)
    try wear(speaker)
    staged.odds = DeclarationOdds(push: 0, swap: 0, stay: 1, linger: 1)
    try adopt(staged)
    try wear(declared)
    try adopt(kept)
  }

  private mutating func wear(_ stack: Stack) throws {
    if declared != .bare { try declare(.clear, greets: false) }
    for mask in stack.masks { try declare(.putOn(mask), greets: false) }
  }
}
