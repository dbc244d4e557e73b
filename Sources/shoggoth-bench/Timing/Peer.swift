import Engine
import LanguageModels
import LlamaModel

/// llama.cpp at its best: one lane, the fitting number of threads, and nothing read twice.
final class Peer {
  /// What an answer took it.
  struct Answer {
    /// From the last word of the prompt to the first of the reply, in seconds.
    let firstWord: Double
    /// To the last word of the reply, in seconds.
    let whole: Double
    /// Processor time, in seconds.
    let processorTime: Double

    /// The best of both.
    fileprivate func best(or other: Self) -> Self {
      Self(
        firstWord: min(firstWord, other.firstWord), whole: min(whole, other.whole),
        processorTime: min(processorTime, other.processorTime))
    }
  }

  private let model: any LanguageModel
  private let lane: Lane
  /// What the lane has read.
  private var held: [Token] = []
  /// The processor time that loading took, in seconds.
  let loading: Double

  /// Loads the model.
  ///
  /// - Parameters:
  ///   - path: the model's file.
  ///   - threads: how many threads it has.
  ///   - context: tokens in its lane; `nil` for the usual number.
  /// - Throws: `LanguageModelError` where it cannot be loaded.
  init(_ path: String, threads: PeerThreads, context: Int?) throws(LanguageModelError) {
    let start = ProcessorTime.own
    model = try LlamaLoader.load(path: path, options: threads.options(context: context))
    lane = try model.openLane()
    loading = ProcessorTime.own - start
  }

  /// Says a whole chat twice, each time from its beginning.
  ///
  /// - Returns: what each answer took it at its best.
  /// - Throws: `LanguageModelError` where the model fails.
  func answers(_ readings: [LaneReading]) throws(LanguageModelError) -> [Answer] {
    var best: [Answer] = []
    for _ in 0..<2 {
      model.rewind(lane, to: 0)
      held = []
      var answers: [Answer] = []
      for reading in readings { answers.append(try answer(reading)) }
      best = best.isEmpty ? answers : zip(best, answers).map { $0.best(or: $1) }
    }
    return best
  }

  /// Reads what it has not read of a prompt, and says the reply token by token.
  private func answer(_ reading: LaneReading) throws(LanguageModelError) -> Answer {
    let clock = ContinuousClock()
    let processor = ProcessorTime.own
    let start = clock.now
    let shared = zip(held, reading.prompt).prefix { $0 == $1 }.count
    // What follows the prompt is known only once its last token is read.
    let kept = min(shared, reading.prompt.count - 1)
    model.rewind(lane, to: kept)
    let news = Array(reading.prompt[kept...])
    try model.advance([Feed(lane: lane, tokens: news, reading: .last)]) { _, _, _ in }
    var firstWord: Double?
    for token in reading.reply {
      try model.advance([Feed(lane: lane, tokens: [token], reading: .last)]) { _, _, _ in }
      if firstWord == nil { firstWord = (clock.now - start) / .seconds(1) }
    }
    let whole = (clock.now - start) / .seconds(1)
    held = reading.prompt + reading.reply
    return Answer(
      firstWord: firstWord ?? whole, whole: whole,
      processorTime: ProcessorTime.own - processor)
  }
}
