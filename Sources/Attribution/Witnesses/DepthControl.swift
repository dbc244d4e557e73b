/// Takes off evidence what nobody's sentences are given at each depth, so that a stack is not
/// preferred for the length and the tone of its prompt.
///
/// A sentence that is hard for all stacks is not equally much harder for each: the bare lane, which
/// has read nothing but neutral sentences, expects more of the same. So the log likelihood per
/// token at a depth is taken as a linear function of its mean over the depths, fitted on neutral
/// sentences.
struct DepthControl {
  private let depths: [Int]
  /// `[depth]`; empty where all stacks are equally deep.
  private let lines: [Int: (intercept: Double, slope: Double)]

  /// Fits the control.
  ///
  /// - Parameters:
  ///   - depths: `[stack]`.
  ///   - sentences: the log likelihood per token of each neutral sentence in the lane of each
  ///     stack, in nats.
  init(depths: [Int], sentences: [[Double]] = []) {
    self.depths = depths
    guard Set(depths).count > 1, sentences.count > 2 else {
      lines = [:]
      return
    }
    let levels = sentences.map { Self.levels($0, depths) }
    let difficulty = levels.map { $0.values.reduce(0, +) / Double($0.count) }
    let center = difficulty.reduce(0, +) / Double(difficulty.count)
    let spread = difficulty.reduce(0) { $0 + ($1 - center) * ($1 - center) }
    var lines: [Int: (intercept: Double, slope: Double)] = [:]
    for depth in Set(depths) {
      let values = levels.map { $0[depth] ?? 0 }
      let mean = values.reduce(0, +) / Double(values.count)
      let covariance = zip(values, difficulty).reduce(0) { $0 + ($1.0 - mean) * ($1.1 - center) }
      let slope = spread > 0 ? covariance / spread : 1
      lines[depth] = (mean - slope * center, slope)
    }
    self.lines = lines
  }

  /// The log likelihoods of a line of `tokens` tokens less what nobody's line as hard would have at
  /// each depth, in nats.
  func evidence(_ values: [Double], tokens: Int) -> [Double] {
    guard !lines.isEmpty, tokens > 0 else { return values }
    let levels = Self.levels(values, depths)
    let difficulty = levels.values.reduce(0, +) / Double(levels.count * tokens)
    return zip(values, depths).map { value, depth in
      let (intercept, slope) = lines[depth] ?? (0, 1)
      return value - Double(tokens) * (intercept + slope * difficulty)
    }
  }

  /// The mean at each depth.
  private static func levels(_ values: [Double], _ depths: [Int]) -> [Int: Double] {
    var sums: [Int: (total: Double, count: Double)] = [:]
    for (value, depth) in zip(values, depths) {
      let sum = sums[depth] ?? (0, 0)
      sums[depth] = (sum.total + value, sum.count + 1)
    }
    return sums.mapValues { $0.total / $0.count }
  }
}
