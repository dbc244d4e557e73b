import Foundation
import Support

/// Takes fields out of a card, liberally, and notes what it had to put up with.
struct CardReader {
  let format: CharacterCard.Format
  private(set) var findings: [CardFinding] = []
  private let file: String
  private let root: JSONTree
  private let data: JSONTree?

  init(tree: JSONTree, file: String) throws(PersonaError) {
    guard tree.members != nil else {
      throw .wrongType(
        file: file, keyPath: "the whole file", expected: "a card, which is an object",
        found: tree.kind)
    }
    self.file = file
    root = tree
    let nested = tree["data"]
    data = nested?.members == nil ? nil : nested
    format = Self.format(of: tree)
    if let nested, data == nil {
      guard tree["name"] != nil else {
        throw .wrongType(file: file, keyPath: "data", expected: "an object", found: nested.kind)
      }
      findings.append(
        CardFinding(
          .warning, at: "data", "is \(nested.kind), not an object",
          advice: "The fields beside it are read instead; save the card again in an editor"))
    }
    noteSpecification()
  }

  private static func format(of tree: JSONTree) -> CharacterCard.Format {
    guard tree["data"]?.members != nil else { return .v1 }
    switch tree["spec"]?.text {
    case "chara_card_v2": return .v2
    case "chara_card_v3": return .v3
    default: return version(of: tree) >= 3 ? .v3 : .v2
    }
  }

  private static func version(of tree: JSONTree) -> Double {
    switch tree["spec_version"] {
    case .string(let text): Double(text) ?? 0
    case .number(let number): number.double
    default: 0
    }
  }

  private mutating func noteSpecification() {
    let spec = root["spec"]?.text ?? ""
    if data == nil {
      guard !spec.isEmpty else { return }
      findings.append(
        CardFinding(
          .warning, at: "spec", "says \"\(spec)\" but there is no data",
          advice: "The card is read as V1; save it again in an editor"))
    } else if spec != "chara_card_v2" && spec != "chara_card_v3" {
      findings.append(
        CardFinding(
          .warning, at: "spec", spec.isEmpty ? "is missing" : "is \"\(spec)\"",
          advice: "The card is read as V\(format.rawValue); write chara_card_v\(format.rawValue)"))
    }
    if format == .v3, Self.version(of: root) > 3 {
      findings.append(
        CardFinding(
          .warning, at: "spec_version", "is newer than 3.0",
          advice: "The program keeps fields that it does not know, and does not use them"))
    }
  }

  /// The character's name on one line; the only field that a card cannot do without.
  mutating func name() throws(PersonaError) -> String {
    let name = singleLine(.name)
    if !name.isEmpty { return name }
    let keyPath = data == nil ? "name" : "data.name"
    if let value = (data ?? root)["name"], value.members != nil || value.elements != nil {
      throw .wrongType(
        file: file, keyPath: keyPath, expected: "the character's name", found: value.kind)
    }
    throw .missing(file: file, keyPath: keyPath, expected: "the character's name")
  }

  mutating func nickname() -> String? {
    let nickname = singleLine(.nickname)
    return nickname.isEmpty ? nil : nickname
  }

  private mutating func singleLine(_ field: CardField) -> String {
    text(field).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  mutating func text(_ field: CardField) -> String {
    guard let (keyPath, value) = find(field) else { return "" }
    return text(value, at: keyPath)?.withoutControlCharacters() ?? ""
  }

  mutating func list(_ field: CardField) -> [String] {
    guard let (keyPath, value) = find(field) else { return [] }
    switch value {
    case .array(let elements):
      var texts: [String] = []
      for (position, element) in elements.enumerated() {
        if let text = text(element, at: "\(keyPath)[\(position)]") {
          texts.append(text.withoutControlCharacters())
        }
      }
      return texts
    case .string(""):
      findings.append(.tolerated(.note, at: keyPath, value, expected: "a list", asRead: "empty"))
      return []
    default:
      // A lone text stands for a list of one.
      return text(value, at: keyPath, expected: "a list").map { [$0.withoutControlCharacters()] }
        ?? []
    }
  }

  /// The text of `extensions.depth_prompt.prompt`; empty where there is none.
  var depthPrompt: String {
    let prompt = (data ?? root)["extensions"]?["depth_prompt"]?["prompt"]
    return prompt?.text?.withoutControlCharacters() ?? ""
  }

  /// The number of entries of the card's lorebook, however they are written down.
  var lorebookEntries: Int {
    guard let book = (data ?? root)["character_book"] ?? root["character_book"] else { return 0 }
    let entries = book["entries"] ?? (book.elements == nil ? .null : book)
    if let count = entries.elements?.count ?? entries.members?.count { return count }
    return entries.isBlank ? 0 : 1
  }

  /// The text of a value, or nil where it has none.
  private mutating func text(
    _ value: JSONTree, at keyPath: String, expected: String = "a string"
  ) -> String? {
    switch value {
    case .string(let text):
      if expected != "a string" {
        findings.append(
          .tolerated(.note, at: keyPath, value, expected: expected, asRead: "its only element"))
      }
      return text
    case .number(let number):
      findings.append(
        .tolerated(.note, at: keyPath, value, expected: expected, asRead: number.literal))
      return number.literal
    case .null:
      findings.append(.tolerated(.note, at: keyPath, value, expected: expected, asRead: "empty"))
      return nil
    case .bool, .array, .object:
      findings.append(.tolerated(.warning, at: keyPath, value, expected: expected, asRead: "empty"))
      return nil
    }
  }

  /// The value of a field and where it stands: under `data`, or beside it where `data` has none.
  private mutating func find(_ field: CardField) -> (keyPath: String, value: JSONTree)? {
    let key = field.rawValue
    let outer = root[key].flatMap { $0.isBlank ? nil : $0 }
    guard let data else { return root[key].map { (key, $0) } }
    let inner = data[key]
    let innerCounts = inner != nil && inner != .null && !(field == .name && inner?.isBlank == true)
    guard innerCounts || outer == nil else {
      findings.append(
        CardFinding(
          .warning, at: "data.\(key)", "is missing, but \(key) stands beside data",
          advice: "That one is read instead; move it into data"))
      return outer.map { (key, $0) }
    }
    if CardField.flat.contains(field), let inner, let outer, inner != outer {
      findings.append(
        CardFinding(
          .warning, at: "data.\(key)", "differs from \(key) beside data",
          advice: "The one in data is read; make them the same"))
    }
    return inner.map { ("data.\(key)", $0) }
  }
}

extension CardFinding {
  fileprivate static func tolerated(
    _ severity: Severity, at keyPath: String, _ value: JSONTree, expected: String, asRead: String
  ) -> CardFinding {
    CardFinding(
      severity, at: keyPath, "is \(value.kind) where \(expected) is expected",
      advice: "It is read as \(asRead); write \(expected)")
  }
}

extension JSONTree {
  /// Whether nothing is here to be read: null, or a string of white space only.
  var isBlank: Bool {
    switch self {
    case .null: true
    case .string(let text): text.allSatisfy(\.isWhitespace)
    default: false
    }
  }
}
