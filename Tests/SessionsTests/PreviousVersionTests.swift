import Engine
import Foundation
import Personas
import Sessions
import Support
import TestSupport
import Testing

/// What happens to the version of a session before the one that is kept.
@Suite struct `The version before` {
  /// A chat of `words` that was kept in `file` and closed; every one begins alike.
  @discardableResult
  private static func keep(_ words: [String], in file: URL) throws -> [SessionFile.Remark] {
    var chat = try Hall.chat(file: file)
    var remarks = chat.takeFileRemarks()
    for text in words { _ = try chat.say(text, at: Hall.noon) }
    try chat.close()
    remarks += chat.takeFileRemarks()
    return remarks
  }

  @Test func `is told of and never overwritten by another chat of the same name and beginning`()
    throws
  {
    let folder = try TemporaryFolder()
    let file = folder.file("diary.json")
    try Self.keep(["My cat is called Plum."], in: file)
    try Hall.goOn(file, saying: "And more?")
    let good = try Data(contentsOf: folder.file("diary.json~"))
    try FileManager.default.removeItem(at: file)
    let remarks = try Self.keep(["x"], in: file)
    #expect(remarks == [.previousFound(path: file.path + "~", turns: 1)])
    #expect(try Data(contentsOf: folder.file("diary.json~")) == good)
    try Hall.goOn(file, saying: "y")
    try Hall.goOn(file, saying: "z")
    #expect(try Data(contentsOf: folder.file("diary.json~")) == good)
    // This chat has a version before of its own, and that follows it.
    #expect(try SessionDocument(contentsOf: file).turns == 3)
    let own = try SessionDocument(data: Data(contentsOf: folder.file("diary.json~2")))
    #expect(own.turns == 2)
    #expect(try folder.names == ["diary.json", "diary.json~", "diary.json~2"])
  }

  @Test func `that nobody can read is left alone`() throws {
    let folder = try TemporaryFolder()
    let file = folder.file("diary.json")
    try Data(count: 300).write(to: folder.file("diary.json~"))
    try FileManager.default.createDirectory(
      at: folder.file("diary.json~2"), withIntermediateDirectories: false)
    try Self.keep(["Hello."], in: file)
    try Hall.goOn(file, saying: "And more?")
    #expect(try Data(contentsOf: folder.file("diary.json~")) == Data(count: 300))
    #expect(
      try folder.names == ["diary.json", "diary.json~", "diary.json~2", "diary.json~3"])
  }

  @Test func `is not replaced by what somebody else made of the file meanwhile`() throws {
    let folder = try TemporaryFolder()
    let file = folder.file("diary.json")
    try Self.keep(["Hello."], in: file)
    try Hall.goOn(file, saying: "And more?")
    let good = try Data(contentsOf: folder.file("diary.json~"))
    var chat = try Hall.goOn(file, on: Hall.model(), saying: ["What now?"])
    let damaged = Data(count: 500)
    try damaged.write(to: file)
    try chat.close()
    #expect(chat.takeFileRemarks() == [.setAside(path: file.path + "~2")])
    #expect(try SessionDocument(contentsOf: file).turns == 3)
    #expect(try Data(contentsOf: folder.file("diary.json~")) == good)
    #expect(try Data(contentsOf: folder.file("diary.json~2")) == damaged)
  }

  @Test(arguments: [0, 1, 400]) func `is named where the session itself is damaged`(
    bytes: Int
  ) throws {
    let folder = try TemporaryFolder()
    let file = folder.file("evening.json")
    try Self.keep(["Hello."], in: file)
    try Hall.goOn(file, saying: "And more?")
    try Data(count: bytes).write(to: file)
    for read in [
      { _ = try SessionFile.open(file) }, { _ = try SessionDocument.recovered(from: file) },
      { _ = try SessionSummary(contentsOf: file) },
    ] as [() throws -> Void] {
      let error = try #require(throws: SessionError.self) { try read() }
      guard case .hasTwin(_, file.path + "~", 1) = error else { throw error }
      #expect(error.description.contains("\(file.path)~, 1 turn"))
    }
    #expect(try Data(contentsOf: file) == Data(count: bytes))
    #expect(try folder.names == ["evening.json", "evening.json~"])
  }
}

/// The files of a chat are its owner's alone.
@Suite struct `A chat's files` {
  private static func permissions(_ file: URL) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
  }

  @Test func `and the folders made for them can be read by nobody else`() throws {
    let folder = try TemporaryFolder()
    let file = folder.file("made/for/evening.json")
    var chat = try Hall.evening(file: file)
    try chat.save()
    _ = try chat.say("And more?", at: Hall.noon)
    for name in ["evening.json", "evening.journal"] {
      #expect(try Self.permissions(folder.file("made/for/\(name)")) == 0o600, "\(name)")
    }
    try chat.close()
    for name in ["evening.json", "evening.json~"] {
      #expect(try Self.permissions(folder.file("made/for/\(name)")) == 0o600, "\(name)")
    }
    #expect(try Self.permissions(folder.file("made")) == 0o700)
    #expect(try Self.permissions(folder.file("made/for")) == 0o700)
  }

  @Test func `that an older program let others read are closed to them`() throws {
    let folder = try TemporaryFolder()
    let file = folder.file("evening.json")
    var chat = try Hall.evening(file: file)
    try chat.close()
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file.path)
    try Hall.goOn(file, saying: "And more?")
    #expect(try Self.permissions(file) == 0o600)
    #expect(try Self.permissions(folder.file("evening.json~")) == 0o600)
  }

  @Test func `stay where a link leads to`() throws {
    let folder = try TemporaryFolder()
    let (file, link) = (folder.file("synced/true.json"), folder.file("evening.json"))
    var chat = try Hall.evening(file: file)
    try chat.close()
    try FileManager.default.createSymbolicLink(at: link, withDestinationURL: file)
    try Hall.goOn(link, saying: "And more?")
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link.path) == file.path)
    #expect(try SessionDocument(contentsOf: file).turns == 3)
  }

  @Test func `stay where the person asked for them and nothing was said`() throws {
    let folder = try TemporaryFolder()
    var chat = try Hall.chat()
    try chat.edit(.putOn(Hall.gardener), at: Hall.noon)
    try chat.save(to: folder.file("evening.json"))
    try chat.close()
    let document = try SessionDocument(contentsOf: folder.file("evening.json"))
    #expect(document.events == [.mask(.putOn(Hall.gardener))])
    let named = folder.file("named.json")
    var other = try Hall.chat(file: named)
    try other.save()
    try other.close()
    #expect(FileManager.default.fileExists(atPath: named.path))
  }

  @Test func `that cannot be written leave their turns counted as unkept`() throws {
    let folder = try TemporaryFolder()
    try Data("mine".utf8).write(to: folder.file("notes"))
    var chat = try Hall.evening(file: folder.file("notes/evening.json"))
    #expect(chat.unkeptTurns == 2)
    #expect(throws: SessionError.self) { try chat.close() }
    #expect(chat.unkeptTurns == 2)
    try chat.save(to: folder.file("elsewhere.json"))
    #expect(chat.unkeptTurns == 0)
  }

  @Test func `keep what a newer program put into them`() throws {
    let folder = try TemporaryFolder()
    let file = folder.file("evening.json")
    var chat = try Hall.evening(file: file)
    try chat.close()
    var tree = try JSONTree(parsing: Data(contentsOf: file), file: "session")
    tree.set("mood", to: .array([.string("calm"), .null]))
    var personas = try #require(tree["personas"]?.elements)
    personas[0].set("voice", to: .string("low"))
    tree.set("personas", to: .array(personas))
    try tree.encoded(.indented).write(to: file)
    try Hall.goOn(file, saying: "And more?")
    let kept = try JSONTree(parsing: Data(contentsOf: file), file: "session")
    #expect(kept["mood"] == .array([.string("calm"), .null]))
    #expect(kept["personas"]?.elements?[0]["voice"] == .string("low"))
    #expect(kept["events"]?.elements?.count == tree["events"]?.elements.map { $0.count + 2 })
  }
}
