import Engine
import LanguageModels
import Personas
import Sessions
import Views

extension ModelOptions {
  /// Prepares to play a session again; one of the understudy's brings its own words.
  ///
  /// - Throws: `LanguageModelError` where a model that was asked for cannot be loaded.
  func replayer(
    of document: SessionDocument, in environment: AppEnvironment
  ) throws -> Replayer {
    let recorded = document.opening.model.parameters
    var choice = try choice(in: environment)
    choice.lanes = recorded["lanes"].flatMap(Int.init) ?? choice.lanes
    choice.context = recorded["tokensPerLane"].flatMap(Int.init) ?? choice.context
    if choice.understudy || recorded["engine"] == "understudy", model == nil {
      choice.understudy = true
      // It was made of the cards there were at the beginning, which are kept first.
      let voices = recorded["voices"].flatMap(Int.init) ?? document.personas.count
      let kept = PersonaLibrary(Array(document.personas.prefix(voices)))
      // Where it took up another model's chat, it was made of those at hand then.
      let hashes = Set(document.models.map(\.hash))
      let library =
        [kept, environment.library, PersonaLibrary(document.personas)]
        .first { hashes.contains($0.contentHash) } ?? kept
      return Replayer(
        document, model: try choice.load(library: library) { environment.console.warn($0) },
        library: library)
    }
    return Replayer(
      document,
      model: try choice.load(library: environment.library) { environment.console.warn($0) },
      library: environment.library)
  }
}
