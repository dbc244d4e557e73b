import Foundation
public import MaskInference

extension Mask: ExpressibleByStringLiteral {
  /// A mask written as its name.
  public init(stringLiteral name: String) { self.init(name) }
}

extension Stack: ExpressibleByStringLiteral {
  /// A stack written as its names, innermost first, with spaces between; the bare model is empty.
  public init(stringLiteral names: String) {
    self.init(names.split(separator: " ").map { Mask(String($0)) })
  }
}

/// Whether two numbers are as near as rounding in a sum of probabilities allows.
func isNear(_ left: Double, _ right: Double, within tolerance: Double = 1e-12) -> Bool {
  left == right || abs(left - right) <= tolerance
}

/// Whether two lists are equal in length and near in every place.
func isNear(_ left: [Double], _ right: [Double], within tolerance: Double = 1e-12) -> Bool {
  left.count == right.count
    && zip(left, right).allSatisfy { isNear($0, $1, within: tolerance) }
}

/// The values written to JSON and read again.
func roundTrip<Value: Codable>(_ value: Value) throws -> Value {
  try JSONDecoder().decode(Value.self, from: JSONEncoder().encode(value))
}
