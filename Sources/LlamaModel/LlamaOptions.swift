package import Foundation

/// How a model is loaded into llama.cpp.
package struct LlamaOptions: Hashable, Sendable {
  /// Lanes kept side by side; at least one.
  package var lanes: Int
  /// Tokens each lane holds.
  package var tokensPerLane: Int
  /// Threads that generate one token at a time.
  ///
  /// One is best for a small model: a second thread buys nothing and suffers from every busy core.
  package var generationThreads: Int
  /// Threads that read many tokens at once.
  package var batchThreads: Int
  /// Whether one thread reads where that has been faster lately; otherwise ``batchThreads`` always
  /// do.
  package var adaptsThreads = true
  /// Whether little is generated, so that attention is not fused and a copy of the weights may be
  /// used, which is quicker to score with.
  package var favoursScoring: Bool
  /// Where a copy of the weights that is quicker to score with may be kept.
  ///
  /// Where it is `nil`, or the processor does not multiply sixteen-bit floats directly, the file's
  /// own numbers are used.
  package var cache: URL?

  /// Creates options.
  package init(
    lanes: Int = 16, tokensPerLane: Int = 2048, generationThreads: Int = 1, batchThreads: Int = 2,
    favoursScoring: Bool = false, cache: URL? = nil
  ) {
    self.lanes = lanes
    self.tokensPerLane = tokensPerLane
    self.generationThreads = generationThreads
    self.batchThreads = batchThreads
    self.favoursScoring = favoursScoring
    self.cache = cache
  }
}
