import Engine
import Foundation
import MaskInference
import Personas
import Support
import Testing

@testable import Sessions

@Suite struct `Reading events without Foundation` {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The entries of a chat with everything in it and of the sessions that are shipped.
  private static func entries() throws -> [JSONTree] {
    var settings = Hall.settings
    settings.examples = 4
    // Only there is every notice to be had in so short a lane.
    settings.staging = nil
    var crowded = try Hall.chat(settings: settings, capacity: 64)
    try crowded.edit(.putOn(Hall.gardener))
    for _ in 0..<3 {
      _ = try crowded.say(
        Array(repeating: "\"Rain\"?\n\t☔\u{1}\\", count: 90).joined(separator: " "))
    }
    var chat = try Hall.evening()
    _ = try chat.retry()
    try chat.branch("later")
    for edit in [StackEdit.only(Hall.sailor), .takeOff(Hall.sailor), .pop, .clear] {
      _ = try? chat.edit(edit)
    }
    try chat.set("blend", to: "pool")
    _ = try chat.say("What now?")
    let shipped = try FileManager.default.contentsOfDirectory(
      at: root.appending(path: "sessions"), includingPropertiesForKeys: nil)
    let files = try shipped.filter { $0.pathExtension == "json" }.map { try Data(contentsOf: $0) }
    return try ([crowded.document.encoded, chat.document.encoded] + files).flatMap { data in
      try JSONTree(parsing: data, file: "session")["events"]?.elements ?? []
    }
  }

  /// What an event is, to the last bit of each number.
  private static func text(_ event: SessionEvent) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return String(decoding: try encoder.encode(event), as: UTF8.self)
  }

  @Test func `takes every entry that the program writes, and finds what Foundation finds`() throws {
    let entries = try Self.entries()
    #expect(entries.count > 40)
    for entry in entries {
      let own = try TreeDecoder.decode(SessionEvent.self, from: entry)
      let other = try JSONDecoder().decode(SessionEvent.self, from: entry.encoded())
      #expect(try Self.text(own) == Self.text(other))
    }
  }

  @Test(arguments: 0..<4 as Range<UInt64>)
  func `finds nothing in a damaged entry that Foundation does not find`(seed: UInt64) throws {
    let entries = try Self.entries()
    let wild: [JSONTree?] =
      [
        "-0", "0", "0.0", "0e5", "1.0", "1e2", "-1", "1e-320", "1e-400", "1e400", "4294967296",
        "18446744073709551616", "0.1000000000000000055511151231257827", "1E+2",
      ].map { JSONNumber(literal: $0).map(JSONTree.number) } + [
        .string(""), .string("push"), .bool(true), .null, .array([]), .object([]), nil,
        .array([.string("a"), .string("a")]), .array([.string("a"), .string("b"), .string("a")]),
        .object([.init("a", .number(JSONNumber(1))), .init("a", .number(JSONNumber(2)))]),
      ]
    var generator = SeededGenerator(seed: seed)
    var taken = 0
    for _ in 0..<2000 {
      let entry = try #require(entries.randomElement(using: &generator))
      let leaf = try #require(entry.leaves.randomElement(using: &generator))
      let length = Int.random(in: 1...leaf.path.steps.count, using: &generator)
      let place = JSONPath(Array(leaf.path.steps.prefix(length)))
      let damaged: JSONTree
      if Bool.random(using: &generator) {
        damaged = entry.replacing(
          place, with: try #require(wild.randomElement(using: &generator)))
      } else {
        damaged = entry.repeatingKey(
          in: place, with: .number(JSONNumber(3)), atFront: Bool.random(using: &generator))
      }
      guard let own = try? TreeDecoder.decode(SessionEvent.self, from: damaged) else { continue }
      taken += 1
      let text = String(decoding: damaged.encoded(), as: UTF8.self)
      let other = try? JSONDecoder().decode(SessionEvent.self, from: Data(text.utf8))
      try #expect(Self.text(own) == other.map(Self.text), "\(place) in \(text)")
    }
    #expect(taken > 100)
  }
}

extension JSONTree {
  /// The tree with a second value under the last key of `path`.
  fileprivate func repeatingKey(
    in path: JSONPath, with value: JSONTree, atFront isFirst: Bool
  ) -> JSONTree {
    let holder = JSONPath(Array(path.steps.dropLast()))
    let object = path.steps.count == 1 ? self : self[holder]
    guard let name = path.steps.last, let members = object?.members else { return self }
    let second = [Member(name, value)]
    let doubled = JSONTree.object(isFirst ? second + members : members + second)
    return path.steps.count == 1 ? doubled : replacing(holder, with: doubled)
  }
}
