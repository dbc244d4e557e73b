/// Sums over a vocabulary of logits, sixteen at a time.
enum VectorMath {
  private typealias Lanes = SIMD16<Float>

  /// Whether `values` are the logits of a distribution: all numbers below infinity, and one of them
  /// above minus infinity.
  static func isDistribution(_ values: UnsafeBufferPointer<Float>) -> Bool {
    let largest = maximum(values)
    return largest > -.infinity && largest < .infinity
  }

  /// The largest of `values`; `-infinity` where there are none, NaN where one of them is.
  static func maximum(_ values: UnsafeBufferPointer<Float>) -> Float {
    guard let start = values.baseAddress else { return -.infinity }
    var best = Lanes(repeating: -.infinity)
    // A comparison with what is no number is false, so that it would go unnoticed.
    var isUnordered = SIMDMask<SIMD16<Int32>>(repeating: false)
    let whole = values.count / Lanes.scalarCount * Lanes.scalarCount
    var index = 0
    while index < whole {
      let chunk = UnsafeRawPointer(start + index).loadUnaligned(as: Lanes.self)
      best.replace(with: chunk, where: chunk .> best)
      isUnordered .|= chunk .!= chunk
      index += Lanes.scalarCount
    }
    var maximum = any(isUnordered) ? .nan : best.max()
    for index in whole..<values.count where !(values[index] <= maximum) && !maximum.isNaN {
      maximum = values[index]
    }
    return maximum
  }

  /// `Σ e^g`, `Σ g e^g` and `Σ g² e^g` over the gaps `g = value − maximum`, in Double.
  ///
  /// The exponential is a polynomial good to 2e-7 of its value (see `exponential`).
  static func exponentialMoments(
    _ values: UnsafeBufferPointer<Float>, maximum: Float
  ) -> (zeroth: Double, first: Double, second: Double) {
    guard let start = values.baseAddress else { return (0, 0, 0) }
    var totals = (zeroth: 0.0, first: 0.0, second: 0.0)
    let whole = values.count / Lanes.scalarCount * Lanes.scalarCount
    let shift = Lanes(repeating: maximum)
    // Single precision within a block, double across blocks: rounding stays near 1e-7.
    let block = 64 * Lanes.scalarCount
    var index = 0
    while index < whole {
      var zeroth = Lanes.zero
      var first = Lanes.zero
      var second = Lanes.zero
      let end = min(index + block, whole)
      while index < end {
        let gap = floored(
          UnsafeRawPointer(start + index).loadUnaligned(as: Lanes.self) - shift)
        let weight = exponential(gap)
        let product = weight * gap
        zeroth += weight
        first += product
        second += product * gap
        index += Lanes.scalarCount
      }
      totals.zeroth += Double(zeroth.sum())
      totals.first += Double(first.sum())
      totals.second += Double(second.sum())
    }
    if whole < values.count {
      var tail = Lanes(repeating: -.infinity)
      for index in whole..<values.count { tail[index - whole] = values[index] - maximum }
      let gap = floored(tail)
      let weight = exponential(gap)
      totals.zeroth += Double(weight.sum())
      totals.first += Double((weight * gap).sum())
      totals.second += Double((weight * gap * gap).sum())
    }
    return totals
  }

  /// Gaps of more than 87 nats count as 87: their weight, 1e-38, is nothing beside the maximum's
  /// one.
  ///
  /// A mask and not `clamped`, which the compiler does not turn into vector instructions.
  @inline(__always)
  private static func floored(_ gaps: Lanes) -> Lanes {
    let floor = Lanes(repeating: -87)
    return gaps.replacing(with: floor, where: gaps .< floor)
  }

  /// `e^x` for `−87 ≤ x ≤ 0`: `2^n · e^r` with `|r| ≤ ln 2 / 2`, `e^r` by its Taylor polynomial of
  /// degree six (remainder below 2e-7).
  @inline(__always)
  private static func exponential(_ x: Lanes) -> Lanes {
    // Adding 1.5 · 2²³ rounds to an integer and leaves it in the low bits of the mantissa.
    let magic: Float = 12_582_912
    let shifted = x * 1.442_695_04 + magic
    let scaled = shifted - magic
    // ln 2 in two parts, so that the reduction loses no digits (Cody & Waite 1980).
    let r = x - scaled * 0.693_359_375 + scaled * 2.121_944_4e-4
    var sum = Lanes(repeating: 1 / 720)
    sum = sum * r + 1 / 120
    sum = sum * r + 1 / 24
    sum = sum * r + 1 / 6
    sum = sum * r + 0.5
    sum = sum * r + 1
    sum = sum * r + 1
    let bits = (unsafeBitCast(shifted, to: SIMD16<Int32>.self) &+ 127) &<< 23
    let power = unsafeBitCast(bits, to: Lanes.self)
    return sum * power
  }
}
