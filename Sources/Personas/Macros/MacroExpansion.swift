import Foundation
import Support

/// One pass over a text that expands its macros.
///
/// An open macro has a frame that collects its inside, already expanded; closing it puts its value
/// into the frame around it. The text is untrusted: frames are bounded in number, so that every
/// byte is copied a bounded number of times, and so is what expansion may add.
struct MacroExpansion {
  /// The macros left as written, in order.
  private(set) var unknown: [String] = []

  private struct Frame {
    /// Where the macro began in the source.
    let start: Int
    var bytes: [UInt8] = []
    /// Where commas of the source stand in `bytes`; those that came out of a macro separate
    /// nothing.
    var commas: [Int] = []
    /// Where backslashes before a comma stand in `bytes`.
    var escapes: [Int] = []
  }

  private enum Value {
    case text(String)
    case trim
    /// Nothing, and no blank more than there would be without it.
    case nothing
    case unknown
  }

  private static let depthLimit = 16
  private static let growthLimit = 16 * 1024 * 1024

  private let macros: Macros
  private let source: [UInt8]
  private let original: String?
  private let offset: Int
  private var index = 0
  private var growth = 0
  private var frames = [Frame(start: 0)]
  /// Where tags stand that are closed further on.
  private var pairedTags: Set<Int> = []

  init(_ macros: Macros, _ text: String, original: String?, offset: Int) {
    self.macros = macros
    self.original = original
    self.offset = offset
    source = Array(text.utf8)
    if macros.keepsTagPairs { pairedTags = Self.pairedTags(in: source) }
  }

  mutating func run() -> String {
    while index < source.count { step() }
    while frames.count > 1 { foldOutermost() }
    return String(decoding: frames[0].bytes, as: UTF8.self)
  }

  private var top: Int { frames.count - 1 }

  private mutating func step() {
    switch source[index] {
    case UInt8(ascii: "{") where opensHere:
      if top == Self.depthLimit { foldOutermost() }
      frames.append(Frame(start: index))
      index += 2
    case UInt8(ascii: "}") where top > 0 && source.holds("}}", at: index):
      index += 2
      close()
    case UInt8(ascii: "<"):
      replaceTag()
    case UInt8(ascii: "\\") where top > 0 && source.holds("\\,", at: index):
      frames[top].escapes.append(frames[top].bytes.count)
      copy(2)
    case UInt8(ascii: ",") where top > 0:
      frames[top].commas.append(frames[top].bytes.count)
      copy(1)
    default:
      copy(1)
    }
  }

  /// Of a run of braces the last two open, so that `{{{char}}}` is a name in braces.
  private var opensHere: Bool {
    source.holds("{{", at: index) && !source.holds("{", at: index + 2)
  }

  private mutating func copy(_ count: Int) {
    frames[top].bytes += source[index..<index + count]
    index += count
  }

  private mutating func replaceTag() {
    let names = [macros.characterName, macros.characterName, macros.userName]
    for (tag, name) in zip(Self.tags, names)
    where source.holds(tag.open, at: index) && !pairedTags.contains(index) && grow(by: name) {
      frames[top].bytes += name.utf8
      index += tag.open.utf8CodeUnitCount
      return
    }
    copy(1)
  }

  private static let tags: [(open: StaticString, close: StaticString)] = [
    ("<bot>", "</bot>"), ("<char>", "</char>"), ("<user>", "</user>"),
  ]

  /// Where the tags of `source` stand that have a closing one of their own.
  private static func pairedTags(in source: [UInt8]) -> Set<Int> {
    var paired: Set<Int> = []
    var open: [[Int]] = tags.map { _ in [] }
    for index in source.indices where source[index] == UInt8(ascii: "<") {
      for (kind, tag) in tags.enumerated() {
        if source.holds(tag.open, at: index) {
          open[kind].append(index)
        } else if source.holds(tag.close, at: index), let start = open[kind].popLast() {
          paired.insert(start)
        }
      }
    }
    return paired
  }

  private mutating func grow(by text: String) -> Bool {
    guard growth + text.utf8.count <= Self.growthLimit else { return false }
    growth += text.utf8.count
    return true
  }

  private mutating func close() {
    let frame = frames.removeLast()
    switch value(of: frame) {
    case .text(let text) where grow(by: text):
      frames[top].bytes += text.utf8
    case .trim:
      while frames[top].bytes.last == UInt8(ascii: "\n") { frames[top].bytes.removeLast() }
      while index < source.count, source[index] == UInt8(ascii: "\n") { index += 1 }
    case .nothing:
      guard frames[top].bytes.last?.isSpace ?? (top == 0) else { return }
      while index < source.count, source[index].isSpace { index += 1 }
    case .text:
      leave(frame)
    case .unknown:
      noteUnknown(frame, closed: true)
      leave(frame)
    }
  }

  private mutating func leave(_ frame: Frame) {
    frames[top].bytes += "{{".utf8
    frames[top].bytes += frame.bytes
    frames[top].bytes += "}}".utf8
  }

  /// Gives up on the outermost open macro: its braces were never closed.
  private mutating func foldOutermost() {
    let frame = frames.remove(at: 1)
    noteUnknown(frame, closed: false)
    frames[0].bytes += "{{".utf8
    frames[0].bytes += frame.bytes
  }

  private mutating func noteUnknown(_ frame: Frame, closed: Bool) {
    let name = String(decoding: frame.bytes.prefix(160), as: UTF8.self)
      .prefix { $0 != ":" && !$0.isNewline }.prefix(40)
    unknown.append("{{\(name)" + (closed ? "}}" : ""))
  }
}

extension MacroExpansion {
  private func value(of frame: Frame) -> Value {
    let body = frame.bytes
    let nameStart = body.firstIndex { $0 != UInt8(ascii: " ") } ?? body.endIndex
    if body[nameStart...].starts(with: "//".utf8) { return .text("") }
    let nameEnd =
      body[nameStart...].firstIndex { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: " ") }
      ?? body.endIndex
    let name = String(decoding: body[nameStart..<nameEnd], as: UTF8.self).lowercased()
    let rest = body[nameEnd...]
    if rest.allSatisfy({ $0 == UInt8(ascii: " ") }) { return constant(name) }

    let argumentStart = nameEnd + 1
    let argument = String(decoding: body[argumentStart...], as: UTF8.self)
    switch name {
    case "comment", "hidden_key": return .text("")
    case "reverse": return .text(String(argument.reversed()))
    case "roll": return roll(argument, at: frame.start)
    case "random", "pick":
      let choices = choices(of: frame, from: argumentStart)
      var draw = SeededGenerator(seed: macros.seed, place: offset + frame.start)
      return .text(choices[draw.next(below: choices.count)])
    default: return .unknown
    }
  }

  private func constant(_ name: String) -> Value {
    switch name {
    case "char": .text(macros.characterName)
    case "user": .text(macros.userName)
    case "original": original.map { $0.isEmpty ? .nothing : .text($0) } ?? .unknown
    case "newline": .text("\n")
    case "noop": .text("")
    case "trim": .trim
    default: .unknown
    }
  }

  /// The items of a list, never none: between `::` where the list begins with one, else between the
  /// commas of the source.
  private func choices(of frame: Frame, from start: Int) -> [String] {
    let bytes = frame.bytes
    if bytes[start...].first == UInt8(ascii: ":") {
      return String(decoding: bytes[(start + 1)...], as: UTF8.self)
        .components(separatedBy: "::").map { $0.trimmingCharacters(in: .whitespaces) }
    }
    var choices: [String] = []
    var first = start
    var escapes = frame.escapes[...]
    for end in frame.commas.filter({ $0 >= start }) + [bytes.count] {
      var item: [UInt8] = []
      while let escape = escapes.first, escape < end {
        if escape >= first {
          item += bytes[first..<escape]
          first = escape + 1
        }
        escapes.removeFirst()
      }
      item += bytes[first..<end]
      choices.append(
        String(decoding: item, as: UTF8.self).trimmingCharacters(in: .whitespaces))
      first = end + 1
    }
    return choices
  }

  /// The sum of dice written as `6`, `d6` or `2d6`; at most 100 dice of at most a million sides.
  private func roll(_ dice: String, at start: Int) -> Value {
    let parts = dice.trimmingCharacters(in: .whitespaces).lowercased()
      .split(separator: "d", omittingEmptySubsequences: false)
    let count = parts.count == 1 || parts.first == "" ? 1 : parts.first.flatMap { Int($0) }
    guard parts.count <= 2, let count, let sides = parts.last.flatMap({ Int($0) }),
      (1...100).contains(count), (1...1_000_000).contains(sides)
    else {
      return .unknown
    }
    var draw = SeededGenerator(seed: macros.seed, place: offset + start)
    let sum = (0..<count).reduce(0) { sum, _ in sum + 1 + draw.next(below: sides) }
    return .text(String(sum))
  }
}
