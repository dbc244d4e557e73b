package import MaskInference

/// What a person does to the declared stack.
package enum StackEdit: Hashable, Sendable {
  /// `:mask X`.
  case putOn(Mask)
  /// `:mask only X`.
  case only(Mask)
  /// `:mask drop X`.
  case takeOff(Mask)
  /// `:stack pop`, `:mask drop`.
  case pop
  /// `:stack clear`.
  case clear

  /// The mask that comes on, where one does.
  package var newcomer: Mask? {
    switch self {
    case .putOn(let mask), .only(let mask): mask
    case .takeOff, .pop, .clear: nil
    }
  }

  /// What the belief is told where this is done in `state`.
  ///
  /// - Throws: `EngineError` when it cannot be done there.
  package func declaration(in state: ChatState) throws(EngineError) -> Declaration {
    try applied(
      to: state.declared, maximumDepth: state.settings.prior.maximumDepth
    ).declaration
  }

  /// The declared stack afterwards, and what the belief is told.
  func applied(
    to stack: Stack, maximumDepth: Int
  ) throws(EngineError) -> (stack: Stack, declaration: Declaration) {
    switch self {
    case .putOn(let mask):
      guard let pushed = stack.pushing(mask) else { throw .alreadyWorn(mask, stack: stack) }
      guard pushed.depth <= maximumDepth else {
        throw .tooDeep(stack: stack, maximum: maximumDepth)
      }
      return (pushed, .putOn(mask))
    case .only(let mask): return (Stack([mask]), .only(mask))
    case .takeOff(let mask):
      guard stack.contains(mask) else { throw .notWorn(mask, stack: stack) }
      let rest = stack.removing(mask)
      return (rest, .takeOff(mask, leaving: rest))
    case .pop:
      guard let mask = stack.outermost else { throw .nothingWorn }
      let rest = stack.removing(mask)
      return (rest, .takeOff(mask, leaving: rest))
    case .clear:
      guard stack != .bare else { throw .nothingWorn }
      return (.bare, .clear)
    }
  }
}

extension StackEdit: Codable {
  private enum Key: String, CodingKey { case edit, mask }
  private enum Kind: String, Codable { case putOn, only, takeOff, pop, clear }

  /// Reads `{"edit": …, "mask": …}`.
  ///
  /// - Throws: `DecodingError` where the edit is unknown or its mask is missing.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    switch try container.decode(Kind.self, forKey: .edit) {
    case .putOn: self = .putOn(try container.decode(Mask.self, forKey: .mask))
    case .only: self = .only(try container.decode(Mask.self, forKey: .mask))
    case .takeOff: self = .takeOff(try container.decode(Mask.self, forKey: .mask))
    case .pop: self = .pop
    case .clear: self = .clear
    }
  }

  /// Writes `{"edit": …, "mask": …}`.
  ///
  /// - Throws: `EncodingError` when the encoder refuses.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch self {
    case .putOn(let mask):
      try container.encode(Kind.putOn, forKey: .edit)
      try container.encode(mask, forKey: .mask)
    case .only(let mask):
      try container.encode(Kind.only, forKey: .edit)
      try container.encode(mask, forKey: .mask)
    case .takeOff(let mask):
      try container.encode(Kind.takeOff, forKey: .edit)
      try container.encode(mask, forKey: .mask)
    case .pop: try container.encode(Kind.pop, forKey: .edit)
    case .clear: try container.encode(Kind.clear, forKey: .edit)
    }
  }
}
