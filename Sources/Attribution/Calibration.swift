import Foundation

/// How much the witnesses count, fitted by log score on lines whose voice is known.
///
/// The score of voice v for a line of n tokens is `β(n) · evidence + style · ln p(v | style)`.
/// Tokens are not independent under a wrong model, so β is less than one: constant, or coarsened,
/// `β(n) = exponent · cap / (cap + n)` (Miller & Dunson 2019, arXiv 1506.06101), in which the
/// evidence of a long line saturates.
package struct Calibration: Hashable, Sendable, Codable {
  /// β of a very short line; at least 0.
  package var exponent: Double
  /// The tokens at which β has fallen to half; `nil` where β is constant.
  package var cap: Double?
  /// What the style witness counts; at least 0.
  package var style: Double
  /// κ of the chain that links the lines of a transcript; in [0, 1].
  package var persistence: Double
  /// The mean log score on the lines it was fitted on, in nats; `nil` where nothing was fitted.
  package var logScore: Double?
  /// What a uniform guess would have scored on them, in nats.
  package var uniformLogScore: Double?
  /// How many lines it was fitted on.
  package var lines: Int
  /// The hash of the language model it was fitted with.
  package var model: String

  /// Creates a calibration.
  package init(
    exponent: Double, cap: Double? = nil, style: Double, persistence: Double = 0.9,
    logScore: Double? = nil, uniformLogScore: Double? = nil, lines: Int = 0, model: String = ""
  ) {
    self.exponent = exponent
    self.cap = cap
    self.style = style
    self.persistence = persistence
    self.logScore = logScore
    self.uniformLogScore = uniformLogScore
    self.lines = lines
    self.model = model
  }

  /// What is used where there is nothing to fit on: β between the .3 and .4 that log score chose
  /// for contexts of 350 tokens.
  package static let unfitted = Calibration(exponent: 0.35, style: 0.5)

  /// β for a line of `tokens` tokens.
  package func exponent(tokens: Int) -> Double {
    cap.map { exponent * $0 / ($0 + Double(tokens)) } ?? exponent
  }

  /// Whether the lines it was fitted on could not be told apart.
  package var isBlind: Bool { exponent == 0 && style == 0 }

  /// The posterior over the voices from one line, all equally probable before it.
  func posterior(_ testimony: Testimony) -> [Double] {
    let beta = exponent(tokens: testimony.tokens)
    let scores = testimony.evidence.indices.map {
      beta * testimony.evidence[$0] + style * testimony.style[$0]
    }
    let maximum = scores.max() ?? 0
    let weights = scores.map { exp($0 - maximum) }
    let total = weights.reduce(0, +)
    return weights.map { $0 / total }
  }
}

/// What the witnesses say of one line.
struct Testimony {
  /// The tokens weighed.
  var tokens: Int
  /// `[voice]`, the lanes' log likelihood, length controlled, in nats.
  var evidence: [Double]
  /// `[voice]`, the style witness's log probability, in nats.
  var style: [Double]
}
