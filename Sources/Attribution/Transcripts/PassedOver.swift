import Personas
import Support

/// What a transcript holds besides the lines that somebody said.
package struct PassedOver: Hashable, Sendable {
  /// What a line is that is no voice.
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Told to the model by the program: `role` is `system`, or `is_system` is true.
    case system
    /// What the program itself tells the model.
    case developer
    /// What a tool answered.
    case tool
    /// A call of a tool, without words.
    case toolCall = "tool call"
    /// Pictures, thoughts or the like, without words for anybody.
    case wordless = "without words"
  }

  /// How many lines there are of each kind that are no voice.
  package private(set) var counts: [Kind: Int] = [:]
  /// What is wrong with the lines that make no sense, in their order; at most the first five.
  package private(set) var faults: [AttributionError] = []
  /// How many lines make no sense.
  package private(set) var faultCount = 0

  /// Nothing.
  package init() {}

  /// Whether nothing was passed over.
  package var isEmpty: Bool { counts.isEmpty && faultCount == 0 }

  /// What is wrong with the first line that makes no sense; a form that is known comes first.
  var firstFault: AttributionError? {
    let known = faults.first { if case .foreignForm = $0 { true } else { false } }
    return known ?? faults.first
  }

  /// Counts a line that is no voice.
  mutating func note(_ kind: Kind) { counts[kind, default: 0] += 1 }

  /// Keeps what is wrong with a line.
  mutating func note(_ fault: AttributionError) {
    faultCount += 1
    if faults.count < 5 { faults.append(fault) }
  }

  /// A sentence for the person on the lines that are no voice, and one on each that makes no sense.
  package var remarks: [String] {
    var remarks: [String] = []
    let count = counts.values.reduce(0, +)
    if count > 0 {
      let kinds = Kind.allCases.compactMap { kind in counts[kind].map { "\($0) \(kind.rawValue)" } }
      remarks.append(
        "skipped \(count) line\(count == 1 ? "" : "s") that nobody spoke: "
          + kinds.joined(separator: ", "))
    }
    remarks += faults.map { "skipped: \($0)" }
    let rest = faultCount - faults.count
    if rest > 0 {
      remarks.append(
        "skipped \(rest) more line\(rest == 1 ? "" : "s") that the program cannot read")
    }
    return remarks
  }
}

extension PassedOver.Kind {
  /// What `line` is, where it is no voice.
  init?(_ line: JSONCursor) {
    let tree = line.tree
    guard tree.members != nil else { return nil }
    if tree["is_system"] == .bool(true) {
      self = .system
      return
    }
    switch tree["role"]?.text?.lowercased() {
    case "system": self = .system
    case "developer": self = .developer
    case "tool", "function": self = .tool
    default:
      guard let kind = Self.wordless(tree) else { return nil }
      self = kind
    }
  }

  /// What an object is that has no words of its own.
  private static func wordless(_ tree: JSONTree) -> Self? {
    let texts = TranscriptFile.Line.textKeys.compactMap { tree[$0] }
      .filter { $0 != .null && $0.text != "" }
    if texts.isEmpty {
      if isSome(tree["tool_calls"]) || isSome(tree["function_call"]) { return .toolCall }
      return tree["type"]?.text.flatMap(part)
    }
    guard let parts = texts.first?.elements, !parts.isEmpty,
      parts.allSatisfy({ $0.members != nil && $0["text"]?.text == nil })
    else { return nil }
    let kinds = parts.map { part($0["type"]?.text ?? "") ?? .wordless }
    return kinds.first { $0 != .wordless } ?? .wordless
  }

  /// What a part without words is, by its type.
  private static func part(_ type: String) -> Self? {
    switch type {
    case "tool_use", "tool_call", "function_call": .toolCall
    case "tool_result", "function_call_output": .tool
    case "reasoning", "thinking", "image", "image_url", "input_image": .wordless
    default: nil
    }
  }

  private static func isSome(_ value: JSONTree?) -> Bool {
    value.map { $0 != .null && $0.elements?.isEmpty != true } ?? false
  }
}
