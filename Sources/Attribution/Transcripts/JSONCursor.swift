import Personas
package import Support

/// A value in a JSON file, with the place where it stands.
package struct JSONCursor {
  /// The file, as it is called in errors.
  package let file: String
  /// Where in the file the value stands; empty for the whole file.
  package let place: String
  /// The value.
  package let tree: JSONTree

  /// Points at a value.
  package init(file: String, place: String = "", tree: JSONTree) {
    self.file = file
    self.place = place
    self.tree = tree
  }

  /// The value under `key`, or `nil` where there is none or it is `null`.
  package func member(_ key: String) -> JSONCursor? {
    guard let value = tree[key], value != .null else { return nil }
    return JSONCursor(file: file, place: place.isEmpty ? key : "\(place).\(key)", tree: value)
  }

  /// The value under `key`.
  ///
  /// - Throws: `AttributionError.missing` where there is none.
  package func member(_ key: String, _ expected: String) throws(AttributionError) -> JSONCursor {
    guard let member = member(key) else {
      throw .missing(
        file: file, place: place.isEmpty ? key : "\(place).\(key)", expected: expected)
    }
    return member
  }

  /// The elements of a list.
  ///
  /// - Throws: `AttributionError.wrongType` where it is no list.
  package func elements(_ expected: String) throws(AttributionError) -> [JSONCursor] {
    guard let elements = tree.elements else { throw wrongType(expected) }
    return elements.enumerated().map {
      JSONCursor(file: file, place: "\(place)[\($0.offset)]", tree: $0.element)
    }
  }

  /// The text of a string.
  ///
  /// - Throws: `AttributionError.wrongType` where it is no string.
  package func text(_ expected: String) throws(AttributionError) -> String {
    guard let text = tree.text else { throw wrongType(expected) }
    return text
  }

  /// That the value is not what was `expected`.
  package func wrongType(_ expected: String) -> AttributionError {
    .wrongType(
      file: file, place: place.isEmpty ? "the whole file" : place, expected: expected,
      found: tree.kind)
  }
}
