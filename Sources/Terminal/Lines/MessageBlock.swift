/// Finds messages of several lines, which begin and end with three double quotes.
///
/// Text may follow the quotes that begin a message and precede those that end it, on the same line.
/// A line with quotes in its middle is a message by itself.
struct MessageBlock {
  private static let fence = "\"\"\""
  private var lines: [String]?

  /// Whether a message has begun that has not ended.
  var isOpen: Bool { lines != nil }

  /// Takes the next line, or several that were pasted at once.
  ///
  /// - Returns: the line where it is a message by itself, the text that it completes, or nil while
  ///   more is needed.
  mutating func take(_ line: String) -> LineInput? {
    if lines != nil { return add(line) }
    let start = line.drop { $0 == " " || $0 == "\t" }
    guard start.hasPrefix(Self.fence) else { return .line(line) }
    let rest = String(start.dropFirst(Self.fence.count))
    guard !(Self.beforeFence(rest) ?? rest).contains(Self.fence) else { return .line(line) }
    lines = []
    return add(rest.hasPrefix("\n") ? String(rest.dropFirst()) : rest, isFirst: true)
  }

  /// Ends a message where the input ended.
  mutating func finish() -> LineInput {
    defer { lines = nil }
    return .text((lines ?? []).joined(separator: "\n"))
  }

  private mutating func add(_ line: String, isFirst: Bool = false) -> LineInput? {
    if let last = Self.beforeFence(line) {
      let text = last.hasSuffix("\n") ? String(last.dropLast()) : last
      if !text.allSatisfy(\.isWhitespace) { lines?.append(text) }
      return finish()
    }
    if !isFirst || !line.allSatisfy(\.isWhitespace) { lines?.append(line) }
    return nil
  }

  /// What stands before quotes at the end of a line; nil where there are none.
  private static func beforeFence(_ line: String) -> String? {
    var rest = line[...]
    while let last = rest.last, last.isWhitespace { rest.removeLast() }
    return rest.hasSuffix(fence) ? String(rest.dropLast(fence.count)) : nil
  }
}
