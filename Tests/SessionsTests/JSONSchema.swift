import Personas
import Support

/// A validator for the part of JSON Schema (draft 2020-12) that the session format is written in.
///
/// A keyword outside that part is itself a fault, so that nothing in the schema goes unchecked.
struct JSONSchema {
  let root: JSONTree

  private static let annotations: Set<String> = ["$schema", "$id", "$defs", "title", "description"]

  /// What is wrong with `value`, each with its place.
  func faults(in value: JSONTree) -> [String] { faults(in: value, against: root, at: "$") }

  /// What is wrong with `value` as an instance of the definition called `name`.
  func faults(in value: JSONTree, definition name: String) -> [String] {
    guard let schema = root["$defs"]?[name] else { return ["there is no definition \(name)"] }
    return faults(in: value, against: schema, at: name)
  }

  private func faults(in value: JSONTree, against schema: JSONTree, at place: String) -> [String] {
    if case .bool(let allows) = schema { return allows ? [] : ["\(place) is not allowed"] }
    guard let keywords = schema.members else { return ["\(place): no schema"] }
    return keywords.filter { !Self.annotations.contains($0.key) }.flatMap { keyword in
      faults(in: value, keyword: keyword.key, keyword.value, of: schema, at: place)
    }
  }

  private func faults(
    in value: JSONTree, keyword: String, _ argument: JSONTree, of schema: JSONTree,
    at place: String
  ) -> [String] {
    switch keyword {
    case "$ref":
      guard let name = argument.text?.split(separator: "/").last,
        argument.text == "#/$defs/\(name)", let target = root["$defs"]?[String(name)]
      else { return ["\(place): \(argument) leads nowhere"] }
      return faults(in: value, against: target, at: place)
    case "type":
      return value.isOf(type: argument.text ?? "") ? [] : ["\(place) is \(value.kind)"]
    case "const": return value == argument ? [] : ["\(place) is another value"]
    case "enum":
      return argument.elements?.contains(value) == true ? [] : ["\(place) is none of those"]
    case "minimum", "maximum":
      guard case .number(let limit) = argument, case .number(let number) = value else { return [] }
      let isWithin =
        keyword == "minimum" ? number.double >= limit.double : number.double <= limit.double
      return isWithin ? [] : ["\(place) is \(number.literal), \(keyword) \(limit.literal)"]
    case "pattern":
      guard let text = value.text else { return [] }
      guard let pattern = try? Regex(argument.text ?? "") else { return ["\(place): bad pattern"] }
      return text.contains(pattern) ? [] : ["\(place) is \"\(text)\""]
    case "minItems":
      guard case .number(let least) = argument, let elements = value.elements else { return [] }
      return Double(elements.count) >= least.double ? [] : ["\(place) is too short"]
    case "items":
      return (value.elements ?? []).enumerated().flatMap { index, element in
        faults(in: element, against: argument, at: "\(place)[\(index)]")
      }
    case "required":
      guard value.members != nil else { return [] }
      let keys = (argument.elements ?? []).compactMap(\.text)
      return keys.filter { value[$0] == nil }.map { "\(place) has no \($0)" }
    case "properties":
      return (argument.members ?? []).flatMap { property in
        value[property.key].map {
          faults(in: $0, against: property.value, at: "\(place).\(property.key)")
        } ?? []
      }
    case "additionalProperties":
      let known = Set((schema["properties"]?.members ?? []).map(\.key))
      return (value.members ?? []).filter { !known.contains($0.key) }.flatMap { member in
        faults(in: member.value, against: argument, at: "\(place).\(member.key)")
      }
    case "oneOf":
      let answers = (argument.elements ?? []).map { faults(in: value, against: $0, at: place) }
      return answers.count(where: \.isEmpty) == 1
        ? [] : ["\(place) fits \(answers.count(where: \.isEmpty)) of \(answers)"]
    default: return ["\(place): the keyword \(keyword) is not understood"]
    }
  }
}

extension JSONTree {
  /// Whether this is what JSON Schema calls `type`.
  fileprivate func isOf(type: String) -> Bool {
    switch (self, type) {
    case (.object, "object"), (.array, "array"), (.string, "string"), (.number, "number"),
      (.bool, "boolean"), (.null, "null"):
      true
    case (.number(let number), "integer"): number.double.rounded() == number.double
    default: false
    }
  }
}
