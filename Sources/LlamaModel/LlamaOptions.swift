package import Foundation

/// How a model is loaded into llama.cpp.
package struct LlamaOptions: Hashable, Sendable {
  /// Lanes kept side by side; at least one.
  package var lanes: Int
  /// Tokens each lane holds.
  package var tokensPerLane: Int
  /// How many threads compute.
  package var threads: Threads
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
    lanes: Int = 16, tokensPerLane: Int = 2048, threads: Threads = .upTo(2),
    favoursScoring: Bool = false, cache: URL? = nil
  ) {
    self.lanes = lanes
    self.tokensPerLane = tokensPerLane
    self.threads = threads
    self.favoursScoring = favoursScoring
    self.cache = cache
  }
}

/// How many threads compute; it changes speed only.
package enum Threads: Hashable, Sendable {
  /// As many as have been fastest lately, from one to this many.
  case upTo(Int)
  /// Always as many.
  case fixed(generating: Int, reading: Int)

  /// The most that generate one token at a time.
  var generating: Int {
    switch self {
    case .upTo(let threads), .fixed(let threads, _): max(1, threads)
    }
  }

  /// The most that read many tokens at once.
  var reading: Int {
    switch self {
    case .upTo(let threads), .fixed(_, let threads): max(1, threads)
    }
  }

  /// Whether fewer may be used.
  var isAdaptive: Bool { if case .upTo = self { true } else { false } }
}
