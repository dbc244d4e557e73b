import ArgumentParser
import Foundation
import LanguageModels
import LlamaModel
import Personas
import Terminal
import Theatre

/// Which language model speaks.
struct ModelOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A GGUF model with a chat template. Default: $SHOGGOTH_MODEL, else the one `make chat` got.",
      valueName: "path"))
  var model: String?

  @Flag(help: "Let the understudy speak: a small word model, instant, no model file needed.")
  var understudy = false

  @Option(
    help: ArgumentHelp("Contexts kept side by side, one for each hypothesis.", valueName: "n"))
  var lanes = 18

  @Option(help: ArgumentHelp("Tokens in each context.", valueName: "n"))
  var context = 2048

  func validate() throws {
    guard (4...256).contains(lanes) else {
      throw ValidationError("--lanes must be between 4 and 256, not \(lanes)")
    }
    guard (256...131_072).contains(context) else {
      throw ValidationError("--context must be between 256 and 131072, not \(context)")
    }
  }

  /// Loads the model that was asked for, or the understudy where there is none.
  ///
  /// - Parameters:
  ///   - library: the characters the understudy learns its words from.
  ///   - voices: lanes that are needed in any case.
  ///   - scoresOnly: whether nothing is generated, so that scoring may be favoured.
  ///   - notify: is given a line for the person where the understudy stands in.
  /// - Returns: the model.
  /// - Throws: `LanguageModelError` where a model that was asked for cannot be loaded.
  func load(
    library: PersonaLibrary, voices: Int = 0, scoresOnly: Bool = false, notify: (String) -> Void
  ) throws -> any LanguageModel {
    // With several lanes a voice is heard better; see `LaneWitness`.
    let lanes = scoresOnly ? max(16, 2 * voices) : max(self.lanes, voices)
    if understudy { return makeUnderstudy(library, lanes) }
    let environment = ProcessInfo.processInfo.environment
    let asked = model ?? environment["SHOGGOTH_MODEL"].flatMap { $0.isEmpty ? nil : $0 }
    let path = asked ?? Self.defaultPath(environment)
    guard LlamaLoader.isAvailable else {
      guard model == nil else { throw LanguageModelError.builtWithoutLlama }
      notify("built without llama.cpp: the understudy speaks. `make chat` gets a real model.")
      return makeUnderstudy(library, lanes)
    }
    guard asked != nil || FileManager.default.fileExists(atPath: path) else {
      notify("no model file yet: the understudy speaks. `make chat` gets a real model.")
      return makeUnderstudy(library, lanes)
    }
    return try LlamaLoader.load(
      path: path,
      options: LlamaOptions(
        lanes: lanes, tokensPerLane: context,
        batchThreads: min(4, max(1, ProcessInfo.processInfo.activeProcessorCount)),
        favoursScoring: scoresOnly, cache: Self.cache(environment)),
      isStopped: { Interrupts.interruptRequested || Interrupts.terminationRequested })
  }

  private func makeUnderstudy(_ library: PersonaLibrary, _ lanes: Int) -> any LanguageModel {
    Understudy(library: library, lanes: lanes, tokensPerLane: context)
  }

  private static func defaultPath(_ environment: [String: String]) -> String {
    cache(environment).appendingPathComponent("smollm2-135m-instruct.gguf").path
  }

  /// Where models are kept.
  private static func cache(_ environment: [String: String]) -> URL {
    let home = FileManager.default.homeDirectoryForCurrentUser
    let cache =
      environment["XDG_CACHE_HOME"].flatMap { $0.isEmpty ? nil : URL(fileURLWithPath: $0) }
      ?? home.appendingPathComponent(".cache")
    return cache.appendingPathComponent("shoggoth/models")
  }
}
