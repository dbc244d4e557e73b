import Engine
import Foundation
import LanguageModels
import LlamaModel
import Personas
import Support
import Terminal
import Understudy

/// The language model that was asked for.
struct ModelChoice {
  static let usualLanes = 16
  static let usualContext = 2048
  /// The least for a model that only scores.
  private static let scoringLanes = 16

  /// The file the command line names.
  var asked: String?
  /// The file the person's preferences name.
  var preferred: String?
  /// Whether the understudy was asked for.
  var understudy = false
  /// Threads that compute; as many as are fastest where it is `nil`.
  var threads: Int?
  /// Contexts kept side by side.
  var lanes = Self.usualLanes
  /// Tokens in each context.
  var context = Self.usualContext
  private let usualPaths: [String]
  private let cache: URL

  init(user: UserFolders) {
    cache = user.cache.appending(path: "models")
    usualPaths = [user.cache, AppEnvironment.installed].compactMap {
      $0?.appending(path: "models/smollm2-135m-instruct.gguf").path
    }
  }

  /// Loads the model, or the understudy where there is none.
  ///
  /// - Parameters:
  ///   - library: the characters the understudy learns its words from.
  ///   - needed: how many lanes are needed where nothing is generated, so that scoring may be
  ///     favoured; `nil` for a model that speaks.
  ///   - notify: is given a line for the person where the understudy stands in.
  /// - Returns: the model.
  /// - Throws: `LanguageModelError` where a model that was asked for cannot be loaded.
  func load(
    library: PersonaLibrary, scoringIn needed: Int? = nil, notify: (String) -> Void
  ) throws -> any LanguageModel {
    let lanes = needed.map { max(Self.scoringLanes, $0) } ?? self.lanes
    if understudy { return makeUnderstudy(library, lanes) }
    guard LlamaLoader.isAvailable else {
      guard asked == nil else { throw LanguageModelError.builtWithoutLlama }
      notify(
        "built without llama.cpp: the understudy, a small word model, speaks. `make chat` gets a "
          + "real model.")
      return makeUnderstudy(library, lanes)
    }
    guard
      let path = asked ?? preferred
        ?? usualPaths.first(where: FileManager.default.fileExists(atPath:))
    else {
      notify(
        "no model file yet: the understudy, a small word model, speaks. `make chat` gets a real "
          + "model.")
      return makeUnderstudy(library, lanes)
    }
    return try LlamaLoader.load(
      path: path,
      options: LlamaOptions(
        lanes: lanes, tokensPerLane: context,
        threads: threads.map { .fixed(generating: $0, reading: $0) }
          ?? .upTo(ProcessInfo.processInfo.activeProcessorCount),
        favoursScoring: needed != nil, cache: cache),
      isStopped: {
        Interrupts.interruptRequested || Interrupts.terminationRequested || IdleWork.mustYield
      })
  }

  private func makeUnderstudy(_ library: PersonaLibrary, _ lanes: Int) -> any LanguageModel {
    Understudy(library: library, lanes: lanes, tokensPerLane: context)
  }
}
