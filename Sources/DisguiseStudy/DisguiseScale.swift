import Scoring

/// What scores mean: where they lie with the mask on and off, and how far they stray.
struct DisguiseScale: Hashable {
  /// Halfway between the mean scores of the two classes, in nats.
  var middle: Double
  /// How much higher the mean score is with the mask on, in nats; at least 0.
  var distance: Double
  /// The standard deviation of the scores of one class, in nats.
  var deviation: Double

  /// What three disguised roles of Shakespeare's had in the mean, for when no role has been heard
  /// both ways.
  static let unfitted = DisguiseScale(middle: -0.16, distance: 0.25, deviation: 0.32)

  /// Creates a scale.
  init(middle: Double, distance: Double, deviation: Double) {
    self.middle = middle
    self.distance = distance
    self.deviation = deviation
  }

  /// Learns from held-out scores, in the mean over the roles that have been heard both ways.
  ///
  /// - Parameters:
  ///   - scores: the score of each example, where it has one.
  ///   - examples: whose speech it is, with or without the mask.
  init(_ scores: [Double?], of examples: [DisguiseWitness.Example]) {
    var classes: [DisguiseWitness.Example: [Double]] = [:]
    for case (let score?, let example) in zip(scores, examples) {
      classes[example, default: []].append(score)
    }
    var roles = 0.0
    var sum = DisguiseScale(middle: 0, distance: 0, deviation: 0)
    for role in Set(examples.map(\.role)).sorted() {
      guard
        let off = classes[DisguiseWitness.Example(role: role, isMasked: false)],
        let on = classes[DisguiseWitness.Example(role: role, isMasked: true)]
      else { continue }
      roles += 1
      sum.middle += (Self.mean(off) + Self.mean(on)) / 2
      sum.distance += Self.mean(on) - Self.mean(off)
      sum.deviation += (Self.deviation(off) + Self.deviation(on)) / 2
    }
    guard roles > 0, sum.deviation > 0 else {
      self = .unfitted
      return
    }
    middle = sum.middle / roles
    // Scores that lie the wrong way round tell nothing, and not the contrary.
    distance = max(0, sum.distance / roles)
    deviation = sum.deviation / roles
  }

  private static func mean(_ values: [Double]) -> Double {
    values.reduce(0, +) / Double(values.count)
  }

  private static func deviation(_ values: [Double]) -> Double {
    let mean = mean(values)
    return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)).squareRoot()
  }
}
