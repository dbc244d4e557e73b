import Engine
import LanguageModels

/// llama.cpp alone: one lane that is told what to say and says it at the length that the
/// conversation has.
final class LoneSpeaker {
  private let model: any LanguageModel
  private let lane: Lane
  /// Tokens of what opens the conversation, and of the turns since that are still read.
  private var lengths: [Int]

  /// Tokens of a card as it opens a conversation, or about.
  private static let opening = 330

  /// Opens a lane and has it read as much as opens a conversation.
  ///
  /// - Throws: `LanguageModelError` where there is no lane left or the model fails.
  init(_ model: any LanguageModel) throws(LanguageModelError) {
    self.model = model
    lane = try model.openLane()
    let words = model.tokens(of: Talk.ordinary.joined(separator: " "))
    let opening = (0..<Self.opening).map { words[$0 % words.count] }
    lengths = [opening.count]
    try model.advance([Feed(lane: lane, tokens: opening, reading: .none)]) { _, _, _ in }
  }

  deinit { model.close(lane) }

  /// Hears and says what was heard and said in `turn`, which forgets as many turns as it forgot.
  ///
  /// - Returns: the time in seconds.
  func say(_ turn: Turn) throws(LanguageModelError) -> Double {
    for case .forgot(let turns) in turn.notices where lengths.count > turns {
      lengths.removeSubrange(1...turns)
      model.rewind(lane, to: lengths.reduce(0, +))
    }
    let heard = model.promptTemplate.userToReply + turn.heard
    let said = turn.sentences.flatMap(\.tokens)
    lengths.append(heard.count + said.count)
    let clock = ContinuousClock()
    let start = clock.now
    try model.advance([Feed(lane: lane, tokens: heard, reading: .last)]) { _, _, _ in }
    for token in said {
      try model.advance([Feed(lane: lane, tokens: [token], reading: .last)]) { _, _, _ in }
    }
    return (clock.now - start) / .seconds(1)
  }

  /// Weighs every word of all that it knows of the conversation, from the beginning.
  ///
  /// - Returns: the time in seconds.
  func scoreAll() throws(LanguageModelError) -> Double {
    let words = model.tokens(of: Talk.ordinary.joined(separator: " "))
    let said = (0..<model.length(of: lane)).map { words[$0 % words.count] }
    var law = SamplingDistribution(.plain, for: model, unspoken: [])
    model.rewind(lane, to: 0)
    let clock = ContinuousClock()
    let start = clock.now
    try model.advance([Feed(lane: lane, tokens: said, reading: .every)]) { _, offset, next in
      guard offset + 1 < said.count else { return }
      _ = law.logProbability(of: said[offset + 1], in: next, said: [])
    }
    return (clock.now - start) / .seconds(1)
  }
}
