/// A random number generator that gives the same numbers for the same seed on every machine.
///
/// SplitMix64 (Steele, Lea & Flood 2014, doi:10.1145/2660193.2660195).
package struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// Creates a generator from `seed`; `stream` gives independent numbers for the same seed.
  package init(seed: UInt64, stream: UInt64 = 0) {
    state = seed
    let mixed = next()
    state = mixed &+ stream &* 0xD1B5_4A32_D192_ED03
    _ = next()
  }

  /// Creates a generator for one place of a text: its numbers depend on the seed and the place
  /// alone.
  package init(seed: UInt64, place: Int) {
    state = Self.mixed(Self.mixed(seed) &+ UInt64(truncatingIfNeeded: place))
  }

  /// The next 64 random bits.
  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Self.mixed(state)
  }

  /// A number from 0 up to but not including `bound`, which must be positive.
  package mutating func next(below bound: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  private static func mixed(_ value: UInt64) -> UInt64 {
    var mixed = value
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

extension RandomNumberGenerator {
  /// An index drawn with the given probabilities, which need not be normalised.
  ///
  /// - Complexity: O(count).
  package mutating func index(drawnFrom weights: [Double]) -> Int {
    Self.index(at: Double.random(in: 0..<1, using: &self), of: weights)
  }

  /// The index that a number in `0..<1` chooses among the given probabilities, which need not be
  /// normalised.
  ///
  /// - Complexity: O(count).
  package static func index(at place: Double, of weights: [Double]) -> Int {
    var remaining = place * weights.reduce(0, +)
    var last = 0
    for (index, weight) in weights.enumerated() where weight > 0 {
      last = index
      remaining -= weight
      if remaining < 0 { return index }
    }
    return last
  }
}
