import Personas
import Support

/// A value in a JSON file, with the place where it stands.
struct JSONCursor {
  let file: String
  let place: String
  let tree: JSONTree

  /// The value under `key`, or `nil` where there is none or it is `null`.
  func member(_ key: String) -> JSONCursor? {
    guard let value = tree[key], value != .null else { return nil }
    return JSONCursor(file: file, place: place.isEmpty ? key : "\(place).\(key)", tree: value)
  }

  /// The value under `key`.
  func member(_ key: String, _ expected: String) throws(AttributionError) -> JSONCursor {
    guard let member = member(key) else {
      throw .missing(
        file: file, place: place.isEmpty ? key : "\(place).\(key)", expected: expected)
    }
    return member
  }

  /// The elements of a list.
  func elements(_ expected: String) throws(AttributionError) -> [JSONCursor] {
    guard let elements = tree.elements else { throw wrongType(expected) }
    return elements.enumerated().map {
      JSONCursor(file: file, place: "\(place)[\($0.offset)]", tree: $0.element)
    }
  }

  /// The text of a string.
  func text(_ expected: String) throws(AttributionError) -> String {
    guard let text = tree.text else { throw wrongType(expected) }
    return text
  }

  func wrongType(_ expected: String) -> AttributionError {
    .wrongType(
      file: file, place: place.isEmpty ? "the whole file" : place, expected: expected,
      found: tree.kind)
  }
}
