import MaskInference
import Personas
import Support

/// Makes values of a JSON tree as Foundation's decoder would, without writing the tree out for it.
///
/// It takes what sessions have and gives up on anything else with ``Unusual``: the caller then
/// asks Foundation, which has the last word on what is odd and says in words what is wrong. So
/// nothing here may succeed where Foundation fails or finds another value.
struct TreeDecoder: Decoder, SingleValueDecodingContainer {
  /// Foundation is to decide.
  struct Unusual: Error {}

  let tree: JSONTree
  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  /// The value that `tree` stands for.
  ///
  /// - Throws: `Unusual`, or what the type finds wrong with it.
  static func decode<Value: Decodable>(_ type: Value.Type, from tree: JSONTree) throws -> Value {
    if let scalar = try scalar(type, from: tree) as? Value { return scalar }
    return try Value(from: TreeDecoder(tree: tree))
  }

  /// A value without containers, or several such, which is what most of a turn is.
  private static func scalar(_ type: any Decodable.Type, from tree: JSONTree) throws -> Any? {
    if type == Double.self { return try tree.double }
    if type == [Double].self { return try tree.list { try $0.double } }
    if type == [Stack].self { return try tree.list { try $0.stack } }
    if type == Stack.self { return try tree.stack }
    if type == Int32.self { return try tree.whole(Int32.self) }
    if type == [Int32].self { return try tree.list { try $0.whole(Int32.self) } }
    if type == Mask.self { return try Mask(tree.string) }
    if type == [Mask].self { return try tree.list { try Mask($0.string) } }
    if type == [String: Double].self { return try tree.weights }
    if type == String.self { return try tree.string }
    if type == Int.self { return try tree.whole(Int.self) }
    if type == UInt64.self { return try tree.whole(UInt64.self) }
    return nil
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    KeyedDecodingContainer(try Members(members: unwrap(tree.members)))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    Elements(elements: try unwrap(tree.elements))
  }

  func singleValueContainer() -> any SingleValueDecodingContainer { self }

  func decodeNil() -> Bool { tree == .null }

  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    // Only a scalar may be its own container, or this would never end.
    guard let scalar = try Self.scalar(type, from: tree) as? Value else { throw Unusual() }
    return scalar
  }
}

/// The members of an object, under the keys of a type.
private struct Members<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let members: [JSONTree.Member]
  var codingPath: [any CodingKey] { [] }
  var allKeys: [Key] { members.compactMap { Key(stringValue: $0.key) } }

  /// The value under `key`; a key written twice is unusual.
  private func value(_ key: Key) throws -> JSONTree? {
    let name = key.stringValue
    var found: JSONTree?
    for member in members where member.key == name {
      guard found == nil else { throw TreeDecoder.Unusual() }
      found = member.value
    }
    return found
  }

  func contains(_ key: Key) -> Bool {
    let name = key.stringValue
    return members.contains { $0.key == name }
  }

  func decodeNil(forKey key: Key) throws -> Bool { try unwrap(value(key)) == .null }

  func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
    try TreeDecoder.decode(type, from: unwrap(value(key)))
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<Nested> {
    try TreeDecoder(tree: unwrap(value(key))).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try TreeDecoder(tree: unwrap(value(key))).unkeyedContainer()
  }

  func superDecoder() throws -> any Decoder { throw TreeDecoder.Unusual() }
  func superDecoder(forKey key: Key) throws -> any Decoder { throw TreeDecoder.Unusual() }
}

/// The elements of a list, one after another.
private struct Elements: UnkeyedDecodingContainer {
  let elements: [JSONTree]
  private(set) var currentIndex = 0
  var codingPath: [any CodingKey] { [] }
  var count: Int? { elements.count }
  var isAtEnd: Bool { currentIndex == elements.count }

  init(elements: [JSONTree]) { self.elements = elements }

  private mutating func next() throws -> JSONTree {
    guard !isAtEnd else { throw TreeDecoder.Unusual() }
    defer { currentIndex += 1 }
    return elements[currentIndex]
  }

  mutating func decodeNil() throws -> Bool {
    guard !isAtEnd, elements[currentIndex] == .null else { return false }
    currentIndex += 1
    return true
  }

  mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    try TreeDecoder.decode(type, from: next())
  }

  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) throws -> KeyedDecodingContainer<Nested> {
    try TreeDecoder(tree: next()).container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try TreeDecoder(tree: next()).unkeyedContainer()
  }

  mutating func superDecoder() throws -> any Decoder { throw TreeDecoder.Unusual() }
}

private func unwrap<Value>(_ value: Value?) throws -> Value {
  guard let value else { throw TreeDecoder.Unusual() }
  return value
}

extension JSONTree {
  fileprivate func list<Value>(_ element: (JSONTree) throws -> Value) throws -> [Value] {
    try unwrap(elements).map(element)
  }

  fileprivate var string: String {
    get throws { try unwrap(text) }
  }

  /// A number that is one beyond doubt: neither too large nor so small that digits are lost.
  fileprivate var double: Double {
    get throws {
      guard case .number(let number) = self else { throw TreeDecoder.Unusual() }
      let double = number.double
      guard double.isNormal || ["0", "-0"].contains(number.literal) else {
        throw TreeDecoder.Unusual()
      }
      return double
    }
  }

  /// A whole number written as one.
  fileprivate func whole<Whole: FixedWidthInteger>(_ type: Whole.Type) throws -> Whole {
    guard case .number(let number) = self, let whole = Whole(number.literal),
      number.literal != "-0"
    else { throw TreeDecoder.Unusual() }
    return whole
  }

  /// Numbers by name, none of them twice.
  fileprivate var weights: [String: Double] {
    get throws {
      var weights: [String: Double] = [:]
      for member in try unwrap(members) {
        guard try weights.updateValue(member.value.double, forKey: member.key) == nil else {
          throw TreeDecoder.Unusual()
        }
      }
      return weights
    }
  }

  fileprivate var stack: Stack {
    get throws {
      let masks = try list { Mask(try $0.string) }
      guard Stack.areDistinct(masks) else { throw TreeDecoder.Unusual() }
      return Stack(masks)
    }
  }
}
