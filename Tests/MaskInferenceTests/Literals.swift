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

/// The values written to JSON and read again.
func roundTrip<Value: Codable>(_ value: Value) throws -> Value {
  try JSONDecoder().decode(Value.self, from: JSONEncoder().encode(value))
}
