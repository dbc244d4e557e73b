import Foundation

/// A sampling law at work on one vocabulary: scratch space and the tokens that are no words.
package struct SamplingDistribution {
  /// The law.
  package let law: SamplingLaw
  private let unspoken: [Token]
  /// The penalised logits last read.
  private var scores: [Float]
  private var maximum: Float = 0
  private var logTotal = 0.0
  /// The tokens that count, in order, and their log weights.
  private var near: [(token: Int, logWeight: Double)] = []

  /// Prepares `law` for the vocabulary of `model`, where the `unspoken` tokens are no words.
  package init(_ law: SamplingLaw, for model: any LanguageModel, unspoken: [Token]) {
    self.law = law
    self.unspoken = unspoken
    scores = [Float](repeating: 0, count: model.vocabularySize)
  }

  /// Takes up the distribution of the word after `said`.
  ///
  /// Where a logit is no number or infinitely large, or no word is possible, every log probability
  /// is NaN.
  ///
  /// - Complexity: O(vocabulary).
  package mutating func read(_ next: NextTokenDistribution, said: ArraySlice<Token>) {
    read(next, said: said, silencing: unspoken)
  }

  /// The log probability of `token` in the distribution last read, in nats.
  package func logProbability(of token: Token) -> Double {
    logWeight(scores[Int(token)]) - logTotal
  }

  /// The log probability of `token` after `said`, in nats.
  ///
  /// - Complexity: O(vocabulary).
  package mutating func logProbability(
    of token: Token, in next: NextTokenDistribution, said: ArraySlice<Token>
  ) -> Double {
    read(next, said: said)
    return logProbability(of: token)
  }

  /// Draws a word after `said`.
  ///
  /// - Complexity: O(vocabulary).
  package mutating func draw(
    from next: NextTokenDistribution, said: ArraySlice<Token>,
    using generator: inout some RandomNumberGenerator
  ) -> Token {
    read(next, said: said)
    var remaining = Double.random(in: 0..<1, using: &generator) * exp(logTotal)
    for (token, logWeight) in near {
      remaining -= exp(logWeight)
      if remaining < 0 { return Token(token) }
    }
    return Token(near.last?.token ?? 0)
  }

  /// The probability that one of `ends` comes next, were they and all other words spoken.
  ///
  /// - Complexity: O(vocabulary).
  package mutating func probability(
    ofAny ends: [Token], in next: NextTokenDistribution, said: ArraySlice<Token>
  ) -> Double {
    let spoken = Set(ends)
    read(next, said: said, silencing: unspoken.filter { !spoken.contains($0) })
    return ends.reduce(0) { $0 + exp(logProbability(of: $1)) }
  }

  /// Adds `weight` times the log probability of every token to `sums`.
  ///
  /// Of the tokens that do not count the soft edge of the min-p has a straight line for logarithm,
  /// so most of the vocabulary costs one multiplication each.
  func addLogProbabilities(times weight: Double, to sums: inout [Double]) {
    let slope = weight * line.slope
    let base = weight * (line.offset - logTotal)
    let top = Double(maximum)
    sums.withUnsafeMutableBufferPointer { sums in
      scores.withUnsafeBufferPointer { scores in
        for index in 0..<min(sums.count, scores.count) {
          sums[index] += slope * (Double(scores[index]) - top) + base
        }
      }
      for (token, logWeight) in near {
        let straight = line.slope * (Double(scores[token]) - top) + line.offset
        sums[token] += weight * (logWeight - straight)
      }
    }
  }

  /// Reads logits, penalises them and weighs what counts.
  private mutating func read(
    _ next: NextTokenDistribution, said: ArraySlice<Token>, silencing silent: [Token]
  ) {
    next.withLogits { logits in
      precondition(
        logits.count == scores.count, "\(logits.count) logits for \(scores.count) tokens")
      scores.withUnsafeMutableBufferPointer { scores in
        logits.withUnsafeBufferPointer { logits in _ = scores.update(from: logits) }
      }
    }
    for (token, loss) in law.repetition.losses(after: said) {
      scores[Int(token)] -= Float(loss)
    }
    for token in silent { scores[Int(token)] = -.infinity }
    maximum = scores.withUnsafeBufferPointer { VectorMath.maximum($0) }
    near.removeAll(keepingCapacity: true)
    // Neither NaN nor infinity is below infinity.
    guard maximum < .infinity else {
      logTotal = .nan
      return
    }
    let floor = floor
    var total = 0.0
    for index in scores.indices where scores[index] > floor {
      let logWeight = logWeight(scores[index])
      near.append((index, logWeight))
      total += exp(logWeight)
    }
    logTotal = log(total)
  }

  private func logWeight(_ score: Float) -> Double {
    let gap = Double(score) - Double(maximum)
    guard gap > -.infinity else { return -.infinity }
    guard law.minimumShare > 0 else { return gap / law.temperature }
    let edge = (gap - log(law.minimumShare)) / law.softness
    // log of the logistic function, without overflow on either side.
    let keep = edge > 0 ? -log1p(exp(-edge)) : edge - log1p(exp(edge))
    return gap / law.temperature + keep
  }

  /// The log weight of a token as a function of its gap to the best one, far below the soft edge.
  private var line: (slope: Double, offset: Double) {
    guard law.minimumShare > 0 else { return (1 / law.temperature, 0) }
    return (1 / law.temperature + 1 / law.softness, -log(law.minimumShare) / law.softness)
  }

  /// Tokens below this score do not count: the weights of a whole vocabulary of them add less than
  /// a rounding error to the total (exp(−50) times a million tokens is 2e-16), and their log
  /// weights are on the line but for less than 1e-10.
  private var floor: Float {
    var depth = min((50 + line.offset) / line.slope, 50 * law.temperature)
    if law.minimumShare > 0 { depth = max(depth, 23 * law.softness - log(law.minimumShare)) }
    return maximum - Float(depth)
  }
}
