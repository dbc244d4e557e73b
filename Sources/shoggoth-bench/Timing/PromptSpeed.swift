import LanguageModels

/// How fast llama.cpp reads plain prompts, measured again and again beside something else.
final class PromptSpeed {
  /// A way of reading a prompt.
  enum Way: String, CaseIterable {
    case file = "prompts, from the model's file"
    case copy = "prompts, from the copy to score with"
    case scored = "the same with every token's logits"
    case late = "the same at the end of a voice's lines"
  }

  private let file: any LanguageModel
  private let copy: any LanguageModel
  private let prompt: [Token]
  private let plain: Lane
  private let empty: Lane
  private let filled: Lane
  private let depth: Int
  /// What each way made of every measurement so far, in tokens a second.
  private(set) var rates: [[Way: Double]] = []

  /// Tokens of a prompt.
  static let length = 512
  /// The lanes it needs of the copy; of the file it needs one.
  static let lanes = 2

  /// Opens its lanes, in one of which `depth` tokens are read beforehand.
  ///
  /// - Parameters:
  ///   - file: the model as it is in its file.
  ///   - copy: the model as lines are scored with it.
  ///   - text: what is read.
  ///   - depth: how many tokens a voice's lines are.
  /// - Throws: `LanguageModelError` where there is no lane left or the model fails.
  init(
    of file: any LanguageModel, and copy: any LanguageModel, text: [Token], depth: Int
  ) throws(LanguageModelError) {
    self.file = file
    self.copy = copy
    self.depth = depth
    func words(_ count: Int) -> [Token] { (0..<count).map { text[$0 % text.count] } }
    prompt = words(Self.length)
    plain = try file.openLane()
    empty = try copy.openLane()
    filled = try copy.openLane()
    try copy.advance([Feed(lane: filled, tokens: words(depth), reading: .none)]) { _, _, _ in }
  }

  /// Reads a prompt in each way once more.
  func measure() throws(LanguageModelError) {
    rates.append([
      .file: try rate(of: file, in: plain, from: 0, reading: .none),
      .copy: try rate(of: copy, in: empty, from: 0, reading: .none),
      .scored: try rate(of: copy, in: empty, from: 0, reading: .every),
      .late: try rate(of: copy, in: filled, from: depth, reading: .every),
    ])
  }

  private func rate(
    of model: any LanguageModel, in lane: Lane, from start: Int, reading: Feed.Reading
  ) throws(LanguageModelError) -> Double {
    let clock = ContinuousClock()
    let begin = clock.now
    try model.advance([Feed(lane: lane, tokens: prompt, reading: reading)]) { _, _, _ in }
    let seconds = (clock.now - begin) / .seconds(1)
    model.rewind(lane, to: start)
    return Double(prompt.count) / seconds
  }
}
