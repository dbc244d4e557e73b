import Foundation
import LanguageModels

/// Tells from the words of a stage direction who is meant by it.
///
/// A sticky hidden Markov model over the voices, each a bag of words smoothed by the words of all
/// (Jelinek–Mercer smoothing; Zhai & Lafferty 2004, doi:10.1145/984321.984322).
struct VoiceRecognition {
  /// How sure one word makes it: the exponent of its likelihood.
  private static let sharpness = 0.8
  /// The probability that the next word speaks of somebody else.
  private static let switching = 0.02
  /// The part of the words of all in each voice.
  private static let smoothing = 0.3
  /// The recency exponent: of two masks described at equal length, the first keeps `2^−(1 + η)`.
  private static let recency = 1.0

  private let voiceCount: Int
  private let words: FoldedWords
  /// `[word][voice]`, row-major: likelihood beside that of all voices together.
  private let likelihoods: [Double]

  /// Learns from the tokens of everything said by and about each voice.
  init(readings: [[Token]], words: FoldedWords) {
    let voiceCount = readings.count
    self.voiceCount = voiceCount
    self.words = words
    var counts = [Double](repeating: 0, count: words.count * voiceCount)
    var pooled = [Double](repeating: 0, count: words.count)
    for (voice, reading) in readings.enumerated() {
      for token in reading {
        counts[words[token] * voiceCount + voice] += 1
        pooled[words[token]] += 1
      }
    }
    let total = pooled.reduce(0, +)
    var likelihoods = [Double](repeating: 1, count: words.count * voiceCount)
    for word in 0..<words.count where pooled[word] > 0 {
      let share = pooled[word] / total
      for (voice, reading) in readings.enumerated() {
        let own = counts[word * voiceCount + voice] / Double(max(1, reading.count))
        let ratio = (1 - Self.smoothing) * own / share + Self.smoothing
        likelihoods[word * voiceCount + voice] = pow(ratio, Self.sharpness)
      }
    }
    self.likelihoods = likelihoods
  }

  /// Nothing read yet: it could be anybody.
  var blank: VoiceGuess {
    let even = [Double](repeating: 1 / Double(voiceCount), count: voiceCount)
    return VoiceGuess(latest: even, weights: even, clock: 0)
  }

  /// Takes `token` into `guess`; `pace` says how much it counts beside a word of a stage direction.
  ///
  /// - Complexity: O(voices).
  func read(_ token: Token, pace: Double, into guess: inout VoiceGuess) {
    let row = words[token] * voiceCount
    var total = 0.0
    var voice = 0
    while voice < voiceCount {
      let predicted =
        (1 - Self.switching) * guess.latest[voice] + Self.switching / Double(voiceCount)
      guess.latest[voice] = predicted * likelihoods[row + voice]
      total += guess.latest[voice]
      voice += 1
    }
    guess.clock += pace
    let rate = min(1, pace * (1 + Self.recency) / (guess.clock + Self.recency))
    voice = 0
    while voice < voiceCount {
      guess.latest[voice] /= total
      guess.weights[voice] += rate * (guess.latest[voice] - guess.weights[voice])
      voice += 1
    }
  }
}

/// Who a lane takes itself for.
struct VoiceGuess {
  /// A voice with less than this part of the largest weight is asleep.
  private static let leastShare = 0.02

  /// Whom the latest words speak of, a posterior over the voices.
  fileprivate(set) var latest: [Double]
  /// The average of that over everything read, later words weighing more.
  ///
  /// The mask described last dominates and an inner one still shows a little. The average has
  /// polynomial decay (Shamir & Zhang 2013, arXiv 1212.1824), so that what counts is the order of
  /// the descriptions and how they share the text, not how long the text is.
  fileprivate(set) var weights: [Double]
  /// Words read, those of the conversation counting less.
  fileprivate(set) var clock: Double

  /// The weights of the voices that are awake, summing to 1; zero for the others.
  var awake: [Double] {
    let least = Self.leastShare * (weights.max() ?? 0)
    let total = weights.reduce(0) { $1 < least ? $0 : $0 + $1 }
    return weights.map { $0 < least ? 0 : $0 / total }
  }
}
