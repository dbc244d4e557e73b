import Foundation
import LanguageModels
import LlamaModel

/// The model that `make chat` gets.
enum RealModel {
  /// Loads it; `nil` where it, or llama.cpp, is not at hand.
  static func load(lanes: Int, capacity: Int) throws -> (any LanguageModel)? {
    guard LlamaLoader.isAvailable, FileManager.default.fileExists(atPath: path) else { return nil }
    return try LlamaLoader.load(
      path: path, options: LlamaOptions(lanes: lanes, tokensPerLane: capacity))
  }

  private static var path: String {
    let environment = ProcessInfo.processInfo.environment
    if let path = environment["SHOGGOTH_MODEL"], !path.isEmpty { return path }
    let home = FileManager.default.homeDirectoryForCurrentUser
    let cache =
      environment["XDG_CACHE_HOME"].flatMap { $0.isEmpty ? nil : URL(filePath: $0) }
      ?? home.appending(path: ".cache")
    return cache.appending(path: "shoggoth/models/smollm2-135m-instruct.gguf").path
  }
}
