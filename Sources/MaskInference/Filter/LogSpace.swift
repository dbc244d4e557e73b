/// Natural logarithms and exponentials, so that this module imports nothing.
///
/// `_log` and `_exp` are the standard library's own names for the compiler's intrinsics; the
/// package links `libm`, which they lower to.
package enum LogSpace {
  /// The natural logarithm of `value`; `-infinity` at zero.
  package static func log(_ value: Double) -> Double { _log(value) }

  /// The exponential of `value`; zero at `-infinity`.
  package static func exp(_ value: Double) -> Double { _exp(value) }

  /// The logarithm of the sum of the exponentials, shifted by the maximum so that gaps of any size
  /// stay finite; `-infinity` for an empty or wholly impossible collection.
  package static func sum(_ values: some Sequence<Double>) -> Double {
    var maximum = -Double.infinity
    for value in values where value > maximum { maximum = value }
    guard maximum > -.infinity else { return -.infinity }
    var total = 0.0
    for value in values { total += exp(value - maximum) }
    return maximum + log(total)
  }

  /// The logarithm of `exp(first) + exp(second)`.
  package static func sum(_ first: Double, _ second: Double) -> Double {
    let maximum = first > second ? first : second
    guard maximum > -.infinity else { return -.infinity }
    return maximum + log(exp(first - maximum) + exp(second - maximum))
  }

  /// The Shannon entropy of `probabilities` in nats.
  package static func entropy(_ probabilities: some Sequence<Double>) -> Double {
    var total = 0.0
    for probability in probabilities where probability > 0 {
      total -= probability * log(probability)
    }
    return total > 0 ? total : 0
  }
}
