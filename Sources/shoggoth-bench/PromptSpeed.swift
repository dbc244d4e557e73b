import LanguageModels

/// How fast a model reads plain prompts, measured again and again beside something else.
final class PromptSpeed {
  /// A way of reading a prompt.
  enum Way: String, CaseIterable {
    case plain = "prompts without logits"
    case scored = "prompts with every token's logits"
    case late = "the same at the end of a voice's lines"
  }

  private let model: any LanguageModel
  private let prompt: [Token]
  private let empty: Lane
  private let filled: Lane
  private let depth: Int
  /// What each way made of every measurement so far, in tokens a second.
  private(set) var rates: [[Way: Double]] = []

  /// Tokens of a prompt.
  static let length = 512
  /// The lanes it needs.
  static let lanes = 2

  /// Opens its lanes, in one of which `depth` tokens are read beforehand.
  ///
  /// - Throws: `LanguageModelError` where there is no lane left or the model fails.
  init(
    of model: any LanguageModel, text: [Token], depth: Int
  ) throws(LanguageModelError) {
    self.model = model
    self.depth = depth
    func words(_ count: Int) -> [Token] { (0..<count).map { text[$0 % text.count] } }
    prompt = words(Self.length)
    empty = try model.openLane()
    filled = try model.openLane()
    try model.advance([Feed(lane: filled, tokens: words(depth), reading: .none)]) { _, _, _ in }
  }

  /// Reads a prompt in each way once more.
  func measure() throws(LanguageModelError) {
    rates.append([
      .plain: try rate(in: empty, from: 0, reading: .none),
      .scored: try rate(in: empty, from: 0, reading: .every),
      .late: try rate(in: filled, from: depth, reading: .every),
    ])
  }

  private func rate(
    in lane: Lane, from start: Int, reading: Feed.Reading
  ) throws(LanguageModelError) -> Double {
    let clock = ContinuousClock()
    let begin = clock.now
    try model.advance([Feed(lane: lane, tokens: prompt, reading: reading)]) { _, _, _ in }
    let seconds = (clock.now - begin) / .seconds(1)
    model.rewind(lane, to: start)
    return Double(prompt.count) / seconds
  }
}
