import Engine
import Foundation
import Sessions
import Testing

@Suite(.serialized) struct `A disk that takes no more` {
  /// Whether a small disk can be had here.
  static let isMountable = SmallDisk(kilobytes: 64) != nil

  private static func temporaryFolder() throws -> URL {
    let url = FileManager.default.temporaryDirectory.appending(path: "full-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    return url
  }

  @Test(.enabled(if: isMountable, "nothing can be mounted here"))
  func `is told of, and everything is kept once there is room again`() throws {
    let disk = try #require(SmallDisk(kilobytes: 512))
    let elsewhere = try Self.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: elsewhere) }
    let file = disk.url.appending(path: "evening.json")
    let program = try Program(session: file, in: elsewhere)
    program.type(["Hello.", "What is for dinner?"])
    try program.wait { $0.content.contains { ".!?".contains($0) } && $0.notices.contains("stack") }
    // Whatever room is left is taken.
    let filler = disk.url.appending(path: "filler")
    try Data(count: 1).write(to: filler)
    let handle = try FileHandle(forWritingTo: filler)
    while (try? handle.write(contentsOf: Data(count: 4096))) != nil {}
    while (try? handle.write(contentsOf: Data(count: 1))) != nil {}
    try? handle.close()
    program.type(["Who are you?", "Tell me of the sea.", "And the ship?", "Sing to me."])
    try program.wait { $0.notices.contains("cannot write") }
    _ = try SessionDocument.recovered(from: file)
    try FileManager.default.removeItem(at: filler)
    program.type(["What now?"])
    _ = program.finish()
    let document = try SessionDocument(contentsOf: file)
    #expect(document.firstChange == nil)
    #expect(document.turns == 7)
  }

  @Test func `is told of where the journal is on a device that is always full`() throws {
    let folder = try Self.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "evening.json")
    let first = try Program(session: file, in: folder)
    first.type(["Hello."])
    #expect(first.finish() == 0)
    let journal = folder.appending(path: "evening.journal")
    guard FileManager.default.fileExists(atPath: "/dev/full") else { return }
    try FileManager.default.createSymbolicLink(
      at: journal, withDestinationURL: URL(filePath: "/dev/full"))
    let second = try Program(session: file, in: folder)
    second.type(["What is for dinner?", ":save ./elsewhere"])
    _ = second.finish()
    #expect(second.shown.notices.contains("No space left on device"))
    #expect(!second.shown.content.isEmpty)
    #expect(try SessionDocument(contentsOf: file).turns == 2)
    #expect(try SessionDocument(contentsOf: folder.appending(path: "elsewhere.json")).turns == 2)
  }

  @Test(.enabled(if: isMountable, "nothing can be mounted here"))
  func `lets a session be read and talked to where nothing can be written`() throws {
    let disk = try #require(SmallDisk(kilobytes: 512))
    let elsewhere = try Self.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: elsewhere) }
    let file = disk.url.appending(path: "evening.json")
    let first = try Program(session: file, in: elsewhere)
    first.type(["Hello."])
    #expect(first.finish() == 0)
    let bytes = try Data(contentsOf: file)
    try #require(disk.setReadOnly(true))
    let second = try Program(session: file, in: elsewhere)
    second.type(["What is for dinner?"])
    _ = second.finish()
    #expect(second.shown.notices.contains("1 turn loaded"))
    #expect(second.shown.notices.contains("Read-only file system"))
    #expect(!second.shown.content.isEmpty)
    #expect(try Data(contentsOf: file) == bytes)
  }

  @Test func `lets the second program on a session know, and look at it`() throws {
    let folder = try Self.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "evening.json")
    let first = try Program(session: file, in: folder)
    first.type(["Hello."])
    try first.wait { $0.notices.contains("stack") }
    let second = try Program(session: file, in: folder)
    #expect(second.finish() == 1)
    #expect(second.shown.notices.contains("is open in another program"))
    let third = try Program(session: file, in: folder, arguments: ["--read-only"])
    third.type(["What is for dinner?"])
    #expect(third.finish() == 0)
    #expect(third.shown.notices.contains("1 turn loaded"))
    #expect(third.shown.notices.contains("read-only"))
    first.type(["What now?"])
    #expect(first.finish() == 0)
    #expect(try SessionDocument(contentsOf: file).turns == 2)
  }
}
