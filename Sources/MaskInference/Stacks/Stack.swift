/// An ordered list of distinct masks, innermost first: who is wearing whom.
///
/// `assistant ▸ grandmother` is an assistant wearing a grandmother. Depth 0 is the bare model.
public struct Stack: Hashable, Sendable {
  /// The masks, innermost first.
  public let masks: [Mask]

  /// The model with no mask at all.
  public static let bare = Stack([])

  /// Creates a stack of `masks`, innermost first.
  ///
  /// - Precondition: no mask is worn twice.
  public init(_ masks: [Mask]) {
    precondition(Self.areDistinct(masks), "a mask is worn twice in \(masks)")
    self.masks = masks
  }

  /// Whether no mask is in `masks` twice.
  public static func areDistinct(_ masks: [Mask]) -> Bool {
    // Hardly a stack has more than two masks, and a set of them costs more than all the rest of it.
    switch masks.count {
    case 0, 1: true
    case 2: masks[0] != masks[1]
    default: Set(masks).count == masks.count
    }
  }

  /// The number of masks worn.
  public var depth: Int { masks.count }

  /// The mask the audience sees, or `nil` for the bare model.
  public var outermost: Mask? { masks.last }

  /// Whether `mask` is worn anywhere in the stack.
  public func contains(_ mask: Mask) -> Bool { masks.contains(mask) }

  /// The stack with `mask` put on top, or `nil` where it is already worn.
  public func pushing(_ mask: Mask) -> Stack? {
    contains(mask) ? nil : Stack(masks + [mask])
  }

  /// The stack without its outermost mask, or `nil` for the bare model.
  public var popped: Stack? { masks.isEmpty ? nil : Stack(Array(masks.dropLast())) }

  /// The stack with `mask` in place of the outermost one, or `nil` where there is nothing to
  /// replace or `mask` is already worn.
  public func swapping(_ mask: Mask) -> Stack? {
    masks.isEmpty || contains(mask) ? nil : Stack(masks.dropLast() + [mask])
  }

  /// The stack with every occurrence of `mask` taken off.
  public func removing(_ mask: Mask) -> Stack { Stack(masks.filter { $0 != mask }) }

  /// Every order-preserving part of the stack, itself and the bare model included.
  ///
  /// - Complexity: O(2^depth).
  public var parts: [Stack] {
    masks.reduce(into: [[Mask]()]) { parts, mask in
      parts += parts.map { $0 + [mask] }
    }.map(Stack.init)
  }
}

extension Stack: CustomStringConvertible {
  /// The masks joined by `▸`, or `bare`.
  public var description: String {
    masks.isEmpty ? "bare" : masks.map(\.name).joined(separator: " ▸ ")
  }
}

extension Stack: Codable {
  /// Reads a stack from a list of names, innermost first.
  ///
  /// - Throws: `DecodingError` when the value is not a list of names or a mask is worn twice.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let masks = try container.decode([Mask].self)
    guard Self.areDistinct(masks) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "a mask is worn twice in \(masks.map(\.name))")
    }
    self.masks = masks
  }

  /// Writes the list of names, innermost first.
  ///
  /// - Throws: `EncodingError` when the encoder refuses a list.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(masks)
  }
}
