import MaskInference
import Scoring

/// How often something happened, with the interval that such a count leaves open.
struct Share {
  let value: Double
  /// The ends of the 95 % interval (Wilson 1927, doi:10.1080/01621459.1927.10502953).
  let low: Double
  let high: Double

  /// The share of `items` for which `condition` holds; the items are not empty.
  init<Item>(of items: [Item], where condition: (Item) -> Bool) {
    self.init(items.count(where: condition), of: items.count)
  }

  /// `count` of `total`, which is above zero.
  init(_ count: Int, of total: Int) {
    let n = Double(total)
    let share = Double(count) / n
    let z = 1.96
    let middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    let spread =
      z / (1 + z * z / n) * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
    value = share
    low = max(0, middle - spread)
    high = min(1, middle + spread)
  }
}

extension Figure {
  init(_ name: String, _ estimate: Estimate) {
    self.init(name: name, value: estimate.value, low: estimate.lower, high: estimate.upper)
  }

  init(_ name: String, _ share: Share) {
    self.init(name: name, value: share.value, low: share.low, high: share.high)
  }

  static func atMost(_ target: Double, _ name: String, _ share: Share) -> Figure {
    atMost(target, name, share.value, low: share.low, high: share.high)
  }

  static func atLeast(_ target: Double, _ name: String, _ share: Share) -> Figure {
    atLeast(target, name, share.value, low: share.low, high: share.high)
  }
}
