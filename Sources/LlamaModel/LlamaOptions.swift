/// How a model is loaded into llama.cpp.
public struct LlamaOptions: Hashable, Sendable {
  /// Lanes kept side by side; at least one.
  public var lanes: Int
  /// Tokens each lane holds.
  public var tokensPerLane: Int
  /// Threads that generate one token at a time.
  ///
  /// One is best for a small model: a second thread buys nothing and suffers from every busy core.
  public var generationThreads: Int
  /// Threads that read many tokens at once.
  public var batchThreads: Int
  /// Whether attention may be computed in one fused operation, which is quicker for generating.
  ///
  /// Scoring short lines after a long context is 1.7 times faster without.
  public var fusesAttention: Bool

  /// Creates options.
  public init(
    lanes: Int = 18, tokensPerLane: Int = 2048, generationThreads: Int = 1, batchThreads: Int = 2,
    fusesAttention: Bool = true
  ) {
    self.lanes = lanes
    self.tokensPerLane = tokensPerLane
    self.generationThreads = generationThreads
    self.batchThreads = batchThreads
    self.fusesAttention = fusesAttention
  }
}
