import ArgumentParser
import Engine
import LanguageModels
import MaskInference
import Personas

/// What a measurement is made on: the cards, the model, and conversations for them.
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

  /// A conversation with all roles.
  func conversation(
    hardwired: Mask? = assistant, settings: Settings = Settings()
  ) throws -> Conversation {
    let engine = try Engine(
      model: model, roles: library.personas.map { Role($0) }, settings: settings)
    return Conversation(engine, hardwired: hardwired, settings: settings)
  }
}
