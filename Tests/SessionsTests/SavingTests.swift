import Engine
import Foundation
import Sessions
import TestSupport
import Testing

@Suite struct `Saving a chat` {
  /// Whether `body` throws that a file cannot be written.
  private static func isUnwritable(_ body: () throws -> Void) -> Bool {
    do {
      try body()
    } catch SessionError.unwritable(_, let reason) {
      return !reason.isEmpty
    } catch {}
    return false
  }

  @Test func `leaves one file and nothing beside it`() throws {
    let folder = try TemporaryFolder()
    var chat = try Hall.evening(file: folder.file("evening.json"))
    for _ in 0..<3 { try chat.save() }
    try chat.close()
    #expect(try SessionDocument(contentsOf: folder.file("evening.json")).turns == 2)
    #expect(try folder.names.filter { !$0.hasSuffix("~") } == ["evening.json"])
  }

  @Test func `keeps the version before`() throws {
    let folder = try TemporaryFolder()
    var chat = try Hall.evening(file: folder.file("evening.json"))
    try chat.save()
    let before = try Data(contentsOf: folder.file("evening.json"))
    _ = try chat.say("What now?")
    try chat.save()
    #expect(try Data(contentsOf: folder.file("evening.json~")) == before)
    #expect(try SessionDocument(contentsOf: folder.file("evening.json")).turns == 3)
  }

  @Test func `makes the folder where there is none yet`() throws {
    let folder = try TemporaryFolder()
    let file = folder.file("new/deep/evening.json")
    var chat = try Hall.evening(file: file)
    try chat.save()
    #expect(try SessionDocument(contentsOf: file).turns == 2)
  }

  @Test func `writes no file while nothing was said`() throws {
    let folder = try TemporaryFolder()
    var chat = try Hall.chat(file: folder.file("evening.json"))
    try chat.edit(.putOn(Hall.gardener))
    #expect(try folder.names.isEmpty)
    _ = try chat.say("Hello.")
    try chat.close()
    #expect(try SessionDocument(contentsOf: folder.file("evening.json")).turns == 1)
  }

  @Test func `keeps words that were left unanswered, even the first`() throws {
    let folder = try TemporaryFolder()
    let file = folder.file("evening.json")
    var chat = try Hall.chat(file: file)
    try chat.leaveUnanswered("Hello.")
    try chat.close()
    let document = try SessionDocument(contentsOf: file)
    #expect(document.turns == 0)
    #expect(document.words(at: 1) == "Hello.")
  }

  @Test func `does nothing for a chat without a file`() throws {
    var chat = try Hall.evening()
    try chat.save()
  }

  @Test func `under a folder that is a file fails and harms nothing`() throws {
    let folder = try TemporaryFolder()
    try Data("mine".utf8).write(to: folder.file("notes"))
    var chat = try Hall.evening(file: folder.file("notes/evening.json"))
    #expect(Self.isUnwritable { try chat.save() })
    #expect(try Data(contentsOf: folder.file("notes")) == Data("mine".utf8))
    #expect(try folder.names == ["notes"])
  }

  @Test func `where a folder has the name fails and harms nothing`() throws {
    let folder = try TemporaryFolder()
    let inside = folder.file("evening.json/inside")
    var chat = try Hall.evening(file: inside)
    try chat.save()
    #expect(Self.isUnwritable { try chat.document.write(to: folder.file("evening.json")) })
    #expect(try SessionDocument(contentsOf: inside).turns == 2)
    #expect(try folder.names == ["evening.json"])
  }

  @Test func `that the disk refuses leaves the old file as it was`() throws {
    let folder = try TemporaryFolder()
    // A name this long leaves no room for the draft's, which is how the refusal is had.
    let file = folder.file(String(repeating: "e", count: 253))
    try Data("old".utf8).write(to: file)
    var chat = try Hall.evening(file: file)
    #expect(Self.isUnwritable { try chat.save() })
    #expect(try Data(contentsOf: file) == Data("old".utf8))
    #expect(try folder.names == [file.lastPathComponent])
  }

  @Test func `never overwrites another session's file`() throws {
    let folder = try TemporaryFolder()
    let taken = folder.file("taken.json")
    try Data("old".utf8).write(to: taken)
    var chat = try Hall.evening(file: folder.file("evening.json"))
    do {
      try chat.save(to: taken)
      Issue.record("it was overwritten")
    } catch {
      guard case .occupied(taken.path) = error else { throw error }
    }
    #expect(try Data(contentsOf: taken) == Data("old".utf8))
    #expect(chat.file == folder.file("evening.json"))
  }

  @Test func `under a new name goes on there`() throws {
    let folder = try TemporaryFolder()
    var chat = try Hall.evening(file: folder.file("first.json"))
    try chat.save()
    let before = try Data(contentsOf: folder.file("first.json"))
    try chat.save(to: folder.file("second.json"))
    _ = try chat.say("What now?")
    try chat.save()
    try chat.save(to: folder.file("second.json"))
    #expect(try Data(contentsOf: folder.file("first.json")) == before)
    #expect(try SessionDocument(contentsOf: folder.file("second.json")).turns == 3)
  }

  @Test func `under a name of its own choice takes one that is free`() throws {
    let folder = try TemporaryFolder()
    let sessions = SessionFolder(folder.url)
    var names: [String] = []
    for _ in 0..<3 {
      var chat = try Hall.evening()
      chat.name(automaticallyIn: sessions, at: Hall.noon)
      try chat.save()
      let file = chat.file
      names.append(file?.deletingPathExtension().lastPathComponent ?? "")
      chat.name(automaticallyIn: sessions, at: Hall.noon)
      #expect(chat.file == file)
    }
    #expect(names == [names[0], "\(names[0])-2", "\(names[0])-3"])
    #expect(names[0].wholeMatch(of: /2023-11-1[45]-[0-9]{6}/) != nil)
    #expect(sessions.names == names.sorted())
  }

  @Test func `under the same name of its own choice as another chat takes the next`() throws {
    let folder = try TemporaryFolder()
    let sessions = SessionFolder(folder.url)
    // All three are named before any has anything to keep.
    var first = try Hall.evening()
    var second = try Hall.evening()
    var third = try Hall.evening()
    first.name(automaticallyIn: sessions, at: Hall.noon)
    second.name(automaticallyIn: sessions, at: Hall.noon)
    third.name(automaticallyIn: sessions, at: Hall.noon)
    #expect(first.file == second.file)
    try first.close()
    try second.close()
    try third.close()
    let name = try #require(sessions.names.first)
    #expect(sessions.names == [name, "\(name)-2", "\(name)-3"])
    #expect(try folder.names.allSatisfy { !$0.hasSuffix(".journal") })
  }
}
