import Foundation
import LanguageModels
import LlamaModel

/// How many threads llama.cpp is fastest with on this machine, as measured.
struct PeerThreads {
  /// For one token after another.
  let generation: Int
  /// For many tokens at once.
  let batch: Int
  /// How many of them it reads in a second.
  let readingRate: Double
  /// How many of them it generates in a second.
  let generationRate: Double

  private static let read = 256
  private static let generated = 32
  private static let rounds = 3

  /// Measures from one thread to as many as there are cores.
  ///
  /// - Throws: `LanguageModelError` where the model cannot be loaded or fails.
  init(measuring path: String) throws(LanguageModelError) {
    var best = (generation: 1, batch: 1)
    var least = (generation: Double.infinity, batch: Double.infinity)
    for threads in 1...max(1, ProcessInfo.processInfo.activeProcessorCount) {
      let seconds = try Self.seconds(threads, path)
      if seconds.generation < least.generation {
        (best.generation, least.generation) = (threads, seconds.generation)
      }
      if seconds.batch < least.batch { (best.batch, least.batch) = (threads, seconds.batch) }
    }
    (generation, batch) = best
    readingRate = Double(Self.read) / least.batch
    generationRate = Double(Self.generated) / least.generation
  }

  /// The options to load a model with, which has `context` tokens in its lane.
  func options(context: Int?) -> LlamaOptions {
    Self.options(generation: generation, batch: batch, context: context)
  }

  private static func options(generation: Int, batch: Int, context: Int?) -> LlamaOptions {
    var options = LlamaOptions(
      lanes: 1, threads: .fixed(generating: generation, reading: batch))
    options.tokensPerLane = context ?? options.tokensPerLane
    return options
  }

  /// The shortest times in which a text was read and generated.
  private static func seconds(
    _ threads: Int, _ path: String
  ) throws(LanguageModelError) -> (generation: Double, batch: Double) {
    let model = try LlamaLoader.load(
      path: path, options: options(generation: threads, batch: threads, context: nil))
    let lane = try model.openLane()
    let words = model.tokens(of: Talk.ordinary.joined(separator: " "))
    let text = (0..<read).map { words[$0 % words.count] }
    let clock = ContinuousClock()
    var least = (generation: Double.infinity, batch: Double.infinity)
    for _ in 0..<rounds {
      model.rewind(lane, to: 0)
      let start = clock.now
      try model.advance([Feed(lane: lane, tokens: text, reading: .last)]) { _, _, _ in }
      let middle = clock.now
      for token in text.prefix(generated) {
        try model.advance([Feed(lane: lane, tokens: [token], reading: .last)]) { _, _, _ in }
      }
      least.batch = min(least.batch, (middle - start) / .seconds(1))
      least.generation = min(least.generation, (clock.now - middle) / .seconds(1))
    }
    return least
  }
}
