/// A JSON value kept whole: every key, the order of keys, and the digits of every number.
///
/// Cards carry keys that other programs own. They must come out as they went in, so a card is kept
/// as such a tree beside its typed view.
package enum JSONTree: Equatable, Sendable {
  /// The literal `null`.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// A number, with its digits as written.
  case number(JSONNumber)
  /// A string, with its escapes resolved.
  case string(String)
  /// An array, in order.
  case array([JSONTree])
  /// An object, in the order written; a key written twice is kept twice.
  case object([Member])

  /// One key of an object with its value.
  package struct Member: Equatable, Sendable {
    /// The key, with its escapes resolved.
    package let key: String
    /// The value under the key.
    package var value: JSONTree

    /// Joins a key and its value.
    package init(_ key: String, _ value: JSONTree) {
      self.key = key
      self.value = value
    }
  }

  /// The value under a key, or nil where this is no object or has no such key.
  ///
  /// Of a key written twice the last counts, as in JavaScript. Complexity: O(number of keys).
  package subscript(key: String) -> JSONTree? {
    members?.last { $0.key == key }?.value
  }

  /// The members where this is an object, else nil.
  package var members: [Member]? {
    if case .object(let members) = self { members } else { nil }
  }

  /// The elements where this is an array, else nil.
  package var elements: [JSONTree]? {
    if case .array(let elements) = self { elements } else { nil }
  }

  /// The text where this is a string, else nil.
  package var text: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// Puts a value under a key: in the key's place where it exists, else at the end.
  ///
  /// - Precondition: This is an object.
  package mutating func set(_ key: String, to value: JSONTree) {
    guard case .object(var members) = self else {
      preconditionFailure("cannot set \"\(key)\" on \(kind): only an object has keys")
    }
    if let index = members.lastIndex(where: { $0.key == key }) {
      members[index].value = value
    } else {
      members.append(Member(key, value))
    }
    self = .object(members)
  }

  /// Takes a key away, however often it was written.
  ///
  /// - Precondition: This is an object.
  package mutating func remove(_ key: String) {
    guard case .object(var members) = self else {
      preconditionFailure("cannot remove \"\(key)\" from \(kind): only an object has keys")
    }
    members.removeAll { $0.key == key }
    self = .object(members)
  }

  /// What kind of value this is, in words fit for a message.
  package var kind: String {
    switch self {
    case .null: "null"
    case .bool: "true or false"
    case .number: "a number"
    case .string: "a string"
    case .array: "a list"
    case .object: "an object"
    }
  }
}
