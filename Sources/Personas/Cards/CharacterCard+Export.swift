package import Support

extension CharacterCard {
  /// The card as its format strictly demands it, for other programs to read.
  ///
  /// Where the tree is right it stays as it is, unknown keys and all. Missing fields are added
  /// empty, and null, numbers and lone strings become what they were read as. A V1 card becomes V2,
  /// with its flat fields left beside `data` for older programs.
  /// - Throws: `wrongType` for a value that has no strict equivalent, for to write one in its place
  ///   would be to lose it.
  package func exported() throws(PersonaError) -> JSONTree {
    var data = format == .v1 ? .object([]) : fields
    for field in CardField.texts {
      try repair(field, of: &data, expecting: "a string", by: \.asText)
    }
    for field in CardField.lists + (format == .v3 ? [.groupOnlyGreetings] : []) {
      try repair(field, of: &data, expecting: "a list of strings", by: \.asTextList)
    }
    try repair(.extensions, of: &data, expecting: "an object", by: \.asObject)
    // Optional fields are absent where they hold nothing; null is not allowed.
    for field in [CardField.characterBook, .nickname] {
      if data[field.rawValue]?.isBlank == true { data.remove(field.rawValue) }
    }

    var root = tree
    let written = max(format, .v2)
    root.set("spec", to: .string("chara_card_v\(written.rawValue)"))
    // A V3 card may be of a later version than 3.0 and stays so.
    if written == .v2 || (tree["spec_version"]?.text.flatMap(Double.init) ?? 0) < 3 {
      root.set("spec_version", to: .string("\(written.rawValue).0"))
    }
    root.set("data", to: data)
    return root
  }

  private func repair(
    _ field: CardField, of data: inout JSONTree, expecting expected: String,
    by strict: (JSONTree) -> JSONTree?
  ) throws(PersonaError) {
    let key = field.rawValue
    let inner = data[key].flatMap { value in
      value == .null || (field == .name && value.isBlank) ? nil : value
    }
    let value = inner ?? tree[key] ?? .null
    guard let right = strict(value) else {
      throw .wrongType(
        file: "The card of \(name)", keyPath: "data.\(key)", expected: expected, found: value.kind)
    }
    if data[key] != right { data.set(key, to: right) }
  }
}

extension JSONTree {
  fileprivate var asText: JSONTree? {
    switch self {
    case .string: self
    case .number(let number): .string(number.literal)
    case .null: .string("")
    case .bool, .array, .object: nil
    }
  }

  fileprivate var asTextList: JSONTree? {
    if isBlank { return .array([]) }
    var texts: [JSONTree] = []
    for element in elements ?? [self] where element != .null {
      guard let text = element.asText else { return nil }
      texts.append(text)
    }
    return .array(texts)
  }

  fileprivate var asObject: JSONTree? {
    if isBlank { return .object([]) }
    return members == nil ? nil : self
  }
}
