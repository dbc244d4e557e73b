import Foundation

/// The exact distribution that words are drawn from, and therefore the one they are scored by.
///
/// The model's logits, less a repetition penalty that depends on the text alone, give `log p`; the
/// law is `p^(1/T)` times a soft min-p, `1 / (1 + exp(−(log p − log p_max − log m) / s))`,
/// renormalised over the words. Nothing is cut off hard: a token kept when decoded alone and cut when
/// rescored in a batch would cost the lane that spoke it all its credit. The law is continuous in the
/// logits. Control tokens are no words and have probability zero.
public struct SamplingLaw: Hashable, Sendable, Codable {
  /// T: below one sharpens; above zero.
  public var temperature: Double
  /// m: how probable a token must be beside the best one to be kept in full; zero turns it off.
  public var minimumShare: Double
  /// s: the softness of the min-p edge, in nats; above zero.
  public var softness: Double
  /// What words lose for repeating what was just said.
  public var repetition: RepetitionPenalty

  /// Creates a law with the program's defaults.
  public init(
    temperature: Double = 0.7, minimumShare: Double = 0.05, softness: Double = 0.3,
    repetition: RepetitionPenalty = RepetitionPenalty()
  ) {
    self.temperature = temperature
    self.minimumShare = minimumShare
    self.softness = softness
    self.repetition = repetition
  }

  /// The model's own distribution, unchanged.
  public static let plain = SamplingLaw(
    temperature: 1, minimumShare: 0, repetition: .none)
}

/// A sampling law at work on one vocabulary: scratch space and the tokens that are no words.
public struct SamplingDistribution {
  /// The law.
  public let law: SamplingLaw
  private let unspoken: [Token]
  private var scores: [Float]

  /// Prepares `law` for the vocabulary of `model`, where the `unspoken` tokens are no words.
  public init(_ law: SamplingLaw, for model: any LanguageModel, unspoken: [Token]) {
    self.law = law
    self.unspoken = unspoken
    scores = [Float](repeating: 0, count: model.vocabularySize)
  }

  /// The log probability of `token` after `said`, in nats.
  ///
  /// - Complexity: O(vocabulary).
  public mutating func logProbability(
    of token: Token, logits: Span<Float>, said: ArraySlice<Token>
  ) -> Double {
    let maximum = load(logits, said: said, silencing: unspoken)
    let weight = logWeight(scores[Int(token)], maximum: maximum)
    return weight - logNormaliser(maximum: maximum)
  }

  /// Draws a word after `said`.
  ///
  /// - Complexity: O(vocabulary).
  public mutating func draw(
    logits: Span<Float>, said: ArraySlice<Token>, using generator: inout some RandomNumberGenerator
  ) -> Token {
    let maximum = load(logits, said: said, silencing: unspoken)
    var remaining =
      Double.random(in: 0..<1, using: &generator) * exp(logNormaliser(maximum: maximum))
    var last = Token(0)
    let floor = scoreFloor(maximum: maximum)
    for index in scores.indices where scores[index] > floor {
      last = Token(index)
      remaining -= exp(logWeight(scores[index], maximum: maximum))
      if remaining < 0 { break }
    }
    return last
  }

  /// The probability that one of `ends` comes next, were they and all other words spoken.
  ///
  /// - Complexity: O(vocabulary).
  public mutating func probability(
    ofAny ends: [Token], logits: Span<Float>, said: ArraySlice<Token>
  ) -> Double {
    let spoken = Set(ends)
    let maximum = load(logits, said: said, silencing: unspoken.filter { !spoken.contains($0) })
    let normaliser = logNormaliser(maximum: maximum)
    return ends.reduce(0) { total, token in
      total + exp(logWeight(scores[Int(token)], maximum: maximum) - normaliser)
    }
  }

  /// Fills the scratch space with penalised logits and gives their maximum.
  private mutating func load(
    _ logits: Span<Float>, said: ArraySlice<Token>, silencing silent: [Token]
  ) -> Float {
    precondition(
      logits.count == scores.count, "\(logits.count) logits for \(scores.count) tokens")
    scores.withUnsafeMutableBufferPointer { scores in
      logits.withUnsafeBufferPointer { logits in _ = scores.update(from: logits) }
    }
    for (token, loss) in law.repetition.losses(after: said) {
      scores[Int(token)] -= Float(loss)
    }
    for token in silent { scores[Int(token)] = -.infinity }
    return scores.withUnsafeBufferPointer { VectorMath.maximum($0) }
  }

  private func logWeight(_ score: Float, maximum: Float) -> Double {
    let gap = Double(score) - Double(maximum)
    guard gap > -.infinity else { return -.infinity }
    guard law.minimumShare > 0 else { return gap / law.temperature }
    let edge = (gap - log(law.minimumShare)) / law.softness
    // log of the logistic function, without overflow on either side.
    let keep = edge > 0 ? -log1p(exp(-edge)) : edge - log1p(exp(edge))
    return gap / law.temperature + keep
  }

  private func logNormaliser(maximum: Float) -> Double {
    let floor = scoreFloor(maximum: maximum)
    var total = 0.0
    for score in scores where score > floor {
      total += exp(logWeight(score, maximum: maximum))
    }
    return log(total)
  }

  /// Below this score the weights of a whole vocabulary add less than a rounding error to the
  /// normaliser: exp(−50) times a million tokens is 2e-16.
  private func scoreFloor(maximum: Float) -> Float {
    let decay =
      1 / law.temperature + (law.minimumShare > 0 ? 1 / law.softness : 0)
    let offset = law.minimumShare > 0 ? -log(law.minimumShare) / law.softness : 0
    return maximum - Float(min((50 + offset) / decay, 50 * law.temperature))
  }
}
