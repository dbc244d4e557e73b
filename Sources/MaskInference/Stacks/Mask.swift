/// A character the model may be playing, known by the name a person types.
public struct Mask: Hashable, Sendable {
  /// The name, as in `:mask grandmother`.
  public let name: String

  /// Creates the mask called `name`.
  public init(_ name: String) { self.name = name }
}

extension Mask: Comparable {
  /// Orders masks by name.
  public static func < (left: Mask, right: Mask) -> Bool { left.name < right.name }
}

extension Mask: CustomStringConvertible {
  /// The name.
  public var description: String { name }
}

extension Mask: Codable {
  /// Reads a mask from its bare name.
  ///
  /// - Throws: `DecodingError` when the value is not a string.
  public init(from decoder: any Decoder) throws {
    name = try decoder.singleValueContainer().decode(String.self)
  }

  /// Writes the bare name.
  ///
  /// - Throws: `EncodingError` when the encoder refuses a string.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(name)
  }
}
