import Foundation
import MaskInference
import Support
import TestSupport
import Testing

/// Drawing a stack for every sentence and the sentence from its lane, against mixing the lanes
/// token by token: three lanes, four tokens, every text of four of them.
///
/// Every text is counted, so that nothing here is random but the seeded lanes: no false alarms.
@Suite struct `Drawing a stack for every sentence` {
  private static let texts = (0..<4).reduce([[]]) { texts, _ in
    texts.flatMap { text in (0..<4).map { text + [$0] } }
  }

  private let scene = Scene(cast: Scene.chat, hypotheses: ["", "b", "a b"])

  private func lanes(seed: UInt64) -> [ToyLane] {
    var generator = SeededGenerator(seed: seed, stream: 160)
    return (0..<3).map { _ in ToyLane(using: &generator) }
  }

  /// The probability of each text where a stack is drawn for every sentence.
  private func drawn(_ lanes: [ToyLane], _ law: ToyLaw, lengths: [Int]) -> [Double] {
    Self.texts.map { text in
      PathEnumeration(
        initial: scene.initial, rows: scene.reference.rows,
        logLikelihoods: ToyLane.logLikelihoods(of: text, in: lanes, law, lengths: lengths)
      ).evidence
    }
  }

  /// The probability of each text where the lanes are mixed at every token: with weights that
  /// follow what each thought of the sentence so far, or with those that it began with.
  ///
  /// `law` is applied by every lane before they are mixed, `mixtureLaw` to the mixture.
  private func mixed(
    _ lanes: [ToyLane], _ law: ToyLaw, lengths: [Int], isFollowing: Bool = true,
    then mixtureLaw: ToyLaw = .asItIs
  ) -> [Double] {
    let reference = scene.reference
    return Self.texts.map { text in
      var belief = scene.initial
      var probability = 1.0
      var place = 0
      for length in lengths {
        belief = reference.predict(belief)
        var weights = belief
        for _ in 0..<length {
          let shares = lanes.map { law.applied(to: $0.next(after: text[..<place])) }
          let mixture = mixtureLaw.applied(
            to: (0..<4).map { token in
              zip(weights, shares).reduce(0) { $0 + $1.0 * $1.1[token] }
            })
          probability *= mixture[text[place]]
          // A text that cannot go on has no probability, however it would.
          guard probability > 0 else { return 0 }
          belief = posterior(belief, after: shares.map { $0[text[place]] })
          if isFollowing { weights = belief }
          place += 1
        }
      }
      return probability
    }
  }

  private func posterior(_ belief: [Double], after likelihoods: [Double]) -> [Double] {
    let joint = zip(belief, likelihoods).map { $0 * $1 }
    let total = joint.reduce(0, +)
    return joint.map { $0 / total }
  }

  /// The total variation distance.
  private func distance(_ left: [Double], _ right: [Double]) -> Double {
    zip(left, right).reduce(0) { $0 + abs($1.0 - $1.1) } / 2
  }

  @Test(arguments: UInt64(0)..<4, ToyLaw.all)
  func `gives every text the probability that mixing token by token gives it`(
    _ seed: UInt64, _ law: ToyLaw
  ) {
    for lengths in [[4], [2, 2], [1, 3], [1, 1, 1, 1]] {
      let drawn = drawn(lanes(seed: seed), law, lengths: lengths)
      #expect(isNear(drawn.reduce(0, +), 1))
      #expect(distance(drawn, mixed(lanes(seed: seed), law, lengths: lengths)) <= 1e-12)
    }
  }

  @Test(arguments: UInt64(0)..<4, ToyLaw.all)
  func `gives every text the evidence that the filter finds`(_ seed: UInt64, _ law: ToyLaw) {
    let lanes = lanes(seed: seed)
    let evidence = Self.texts.map { text in
      var filter = scene.filter
      let heard = ToyLane.logLikelihoods(of: text, in: lanes, law, lengths: [2, 2])
      let increments = heard.map { sentence in
        filter.predict()
        return filter.update(sentence)
      }
      return exp(increments.reduce(0, +))
    }
    #expect(distance(evidence, drawn(lanes, law, lengths: [2, 2])) <= 1e-12)
  }

  @Test(arguments: UInt64(0)..<4, ToyLaw.all)
  func `is not the same as averaging tokens with fixed weights`(_ seed: UInt64, _ law: ToyLaw) {
    let lanes = lanes(seed: seed)
    let fixed = mixed(lanes, law, lengths: [4], isFollowing: false)
    #expect(isNear(fixed.reduce(0, +), 1))
    #expect(distance(fixed, drawn(lanes, law, lengths: [4])) > 0.1)
  }

  @Test(arguments: UInt64(0)..<4, ToyLaw.all.dropFirst())
  func `is not the same as cutting and cooling the mixture instead of each lane`(
    _ seed: UInt64, _ law: ToyLaw
  ) {
    let lanes = lanes(seed: seed)
    let cut = mixed(lanes, .asItIs, lengths: [4], then: law)
    #expect(isNear(cut.reduce(0, +), 1))
    #expect(distance(cut, drawn(lanes, law, lengths: [4])) > 0.02)
  }
}

/// What is done to a distribution before a token is drawn from it.
struct ToyLaw: Sendable, CustomStringConvertible {
  /// Which tokens are kept.
  enum Cut: Sendable {
    case none
    /// The most probable ones, so many of them.
    case top(Int)
    /// The most probable ones, until they have this probability together.
    case nucleus(Double)
    /// Those with this share of the greatest probability.
    case minimum(Double)
  }

  var temperature = 1.0
  var cut = Cut.none

  static let asItIs = ToyLaw()
  static let all = [
    asItIs, ToyLaw(temperature: 0.7), ToyLaw(cut: .top(2)), ToyLaw(cut: .nucleus(0.8)),
    ToyLaw(temperature: 0.7, cut: .top(3)), ToyLaw(temperature: 0.7, cut: .nucleus(0.9)),
    ToyLaw(temperature: 1.3, cut: .minimum(0.2)),
  ]

  var description: String { "temperature \(temperature), \(cut)" }

  /// The distribution that a token is drawn from.
  func applied(to probabilities: [Double]) -> [Double] {
    let heated = normalised(probabilities.map { pow($0, 1 / temperature) })
    let ranking = heated.indices.sorted { heated[$0] > heated[$1] }
    let kept: [Int]
    switch cut {
    case .none: kept = ranking
    case .top(let count): kept = Array(ranking.prefix(count))
    case .nucleus(let share):
      var mass = 0.0
      kept = Array(
        ranking.prefix { token in
          defer { mass += heated[token] }
          return mass < share
        })
    case .minimum(let share):
      kept = ranking.filter { heated[$0] >= share * heated[ranking[0]] }
    }
    return normalised(heated.indices.map { kept.contains($0) ? heated[$0] : 0 })
  }

  private func normalised(_ weights: [Double]) -> [Double] {
    let total = weights.reduce(0, +)
    return weights.map { $0 / total }
  }
}

/// A lane in which the next token depends on the one before it.
struct ToyLane: Sendable {
  private let first: Voice
  private let following: [Voice]

  init(using generator: inout SeededGenerator) {
    first = Voice(vocabulary: 4, contrast: 2, using: &generator)
    following = (0..<4).map { _ in Voice(vocabulary: 4, contrast: 2, using: &generator) }
  }

  /// The probability of each token after `words`.
  func next(after words: ArraySlice<Int>) -> [Double] {
    (words.last.map { following[$0] } ?? first).probabilities
  }

  /// `[sentence][lane]`, the log likelihoods of `text`, cut into sentences of the given lengths.
  static func logLikelihoods(
    of text: [Int], in lanes: [ToyLane], _ law: ToyLaw, lengths: [Int]
  ) -> [[Double]] {
    var start = 0
    return lengths.map { length in
      defer { start += length }
      return lanes.map { lane in
        (start..<start + length).reduce(0) { sum, place in
          sum + log(law.applied(to: lane.next(after: text[..<place]))[text[place]])
        }
      }
    }
  }
}
