package import LanguageModels

/// Loads GGUF models where this program was built with llama.cpp.
package enum LlamaLoader {
  /// Whether this program was built with llama.cpp (the package trait `Llama`).
  package static var isAvailable: Bool {
    #if Llama
      true
    #else
      false
    #endif
  }

  /// Loads the model at `path`.
  ///
  /// - Parameters:
  ///   - path: a GGUF file with a chat template; of a model that is split the first part.
  ///   - options: how many lanes, how long, how many threads.
  ///   - isStopped: asked often during long computations; when it says so they end with
  ///     `LanguageModelError.interrupted`.
  /// - Returns: the model, with all its lanes closed.
  /// - Throws: `LanguageModelError` saying what is wrong with the file, or `builtWithoutLlama`.
  package static func load(
    path: String, options: LlamaOptions = LlamaOptions(),
    isStopped: @escaping () -> Bool = { false }
  ) throws(LanguageModelError) -> any LanguageModel {
    #if Llama
      try LlamaModel(path: path, options: options, isStopped: isStopped)
    #else
      throw .builtWithoutLlama
    #endif
  }

  /// Loads the weights at `path`, makes the least of contexts and lets go of both: what any program
  /// on llama.cpp does before anything else, for comparison.
  ///
  /// - Throws: `LanguageModelError` saying what is wrong with the file, or `builtWithoutLlama`.
  package static func rehearse(path: String) throws(LanguageModelError) {
    #if Llama
      _ = try LlamaContext(
        weights: try LlamaWeights(files: ModelFiles(path: path)), options: LlamaOptions(),
        isStopped: { false })
    #else
      throw .builtWithoutLlama
    #endif
  }

  /// The bytes of memory that one token takes in a lane of `model`; `nil` where it is no GGUF
  /// model.
  package static func cellSize(of model: any LanguageModel) -> Int? {
    #if Llama
      (model as? LlamaModel)?.cellSize
    #else
      nil
    #endif
  }
}
