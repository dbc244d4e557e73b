import LanguageModels
import MaskInference

/// What one lane makes of a turn, as far as it has read it.
struct LaneScores {
  /// How surprising what the user said was, as far as it was read.
  private(set) var surprise = Surprise()
  /// How many tokens of what the user said were read.
  private var heard = 0
  /// The log probabilities of the reply's tokens, as far as they were read, in nats.
  private(set) var logProbabilities: [Double] = []

  /// Adds a token of what the user said.
  mutating func hear(_ statistics: NextTokenStatistics) {
    heard += 1
    surprise.add(
      surprisal: statistics.surprisal, entropy: statistics.entropy, variance: statistics.variance)
  }

  /// How far the turn was read.
  var progress: LaneCursor.Progress {
    LaneCursor.Progress(heard: heard, said: logProbabilities.count)
  }

  /// Adds tokens of the reply.
  mutating func weigh(_ logProbabilities: [Double]) { self.logProbabilities += logProbabilities }

  /// The log likelihood of the tokens at `places` of the reply, in nats; `nil` where they were not
  /// all read.
  func logLikelihood(of places: Range<Int>) -> Double? {
    guard places.upperBound <= logProbabilities.count else { return nil }
    return logProbabilities[places].reduce(0, +)
  }
}
