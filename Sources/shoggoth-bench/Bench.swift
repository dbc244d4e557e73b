import ArgumentParser
import Engine
import Foundation
import LanguageModels
import LlamaModel
import Personas
import Understudy

/// Measurements of the engine on a real model, as tables and as JSON lines.
@main
struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shoggoth-bench",
    abstract: "Measure the engine on a real model.",
    subcommands: [
      Recovery.self, Confusion.self, Soundness.self, Calibration.self, Operators.self,
      DebateTrial.self, Speed.self, Growth.self, Start.self, Busy.self, Memory.self, Scoring.self,
      FilterSpeed.self, Wait.self,
      ArchiveSpeed.self, Rounding.self, Disguises.self,
    ])
}

/// What every measurement is given.
struct BenchOptions: ParsableArguments {
  @Option(help: "A GGUF model; default $SHOGGOTH_MODEL. Without one the understudy is measured.")
  var model: String?

  @Option(help: "The folder of character cards.")
  var personas = "personas"

  @Option(help: "The seed.")
  var seed: UInt64 = 1

  @Flag(help: "Print Markdown tables on standard output instead of JSON lines.")
  var markdown = false

  /// The model file that is measured, if one is.
  var path: String? { model ?? ProcessInfo.processInfo.environment["SHOGGOTH_MODEL"] }

  func library() -> PersonaLibrary {
    PersonaLibrary(folders: [URL(fileURLWithPath: personas, isDirectory: true)])
  }

  /// Loads the model, for scoring alone or for speech.
  ///
  /// - Parameters:
  ///   - library: the characters the understudy learns its words from.
  ///   - lanes: how many lanes there are.
  ///   - favoursScoring: whether it is for scoring.
  ///   - cache: where a copy may be kept that is quicker to score with.
  /// - Returns: the model, with all its lanes closed.
  /// - Throws: `LanguageModelError` where it cannot be loaded.
  func load(
    _ library: PersonaLibrary, lanes: Int, favoursScoring: Bool = false, cache: URL? = nil
  ) throws -> any LanguageModel {
    guard let path else {
      return Understudy(library: library, lanes: lanes)
    }
    return try LlamaLoader.load(
      path: path,
      options: LlamaOptions(
        lanes: lanes, threads: .upTo(ProcessInfo.processInfo.activeProcessorCount),
        favoursScoring: favoursScoring, cache: cache))
  }
}
