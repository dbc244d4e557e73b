import Engine
import Foundation
import Personas
import Sessions
import Support
import TestSupport
import Testing

@Suite struct `A folder of sessions` {
  private static let folder = SessionFolder(URL(filePath: "/chats", directoryHint: .isDirectory))

  @Test(arguments: [
    ("evening", "/chats/evening.json"), ("evening.json", "/chats/evening.json"),
    ("2023-11-14_a.b", "/chats/2023-11-14_a.b.json"), ("Été", "/chats/Été.json"),
    ("/tmp/x", "/tmp/x.json"), ("/tmp/x.json", "/tmp/x.json"),
    ("~/x", "\(UserHome().url.path)/x.json"),
  ])
  func `makes a file of a name`(name: String, path: String) throws {
    #expect(try Self.folder.file(named: name).path == path)
  }

  @Test(arguments: [
    "", ".", "..", ".hidden", "two words", "a\nb", "a\0b", "tab\t", "semi;colon", "a*", "~",
    String(repeating: "x", count: 201),
  ])
  func `refuses what cannot name a file`(name: String) {
    do {
      _ = try Self.folder.file(named: name)
      Issue.record("\(name) was taken")
    } catch {
      guard case .badName(name, _) = error else {
        Issue.record(error)
        return
      }
    }
  }

  @Test(arguments: [
    ("", "it is empty"), (String(repeating: "x", count: 300), "300 bytes, and 200"),
    ("two words", "cannot contain \" \""), ("🦊", "🦊"), (".x", "begins with a dot"),
    ("a/", "ends in a slash"),
  ])
  func `tells why a name cannot be a session's, and no more of it than needed`(
    name: String, told: String
  ) throws {
    let error = try #require(throws: SessionError.self) { try Self.folder.file(named: name) }
    #expect(error.description.contains(told), "\(error)")
    #expect(error.description.count < 220)
  }

  @Test func `passes over what other programs keep in it`() throws {
    let folder = try TemporaryFolder()
    try Data("{\"users\": []}".utf8).write(to: folder.file("web.json"))
    try Data("[1, 2".utf8).write(to: folder.file("cut.json"))
    try FileManager.default.createDirectory(
      at: folder.file("folder.json"), withIntermediateDirectories: false)
    #expect(mkfifo(folder.file("pipe.json").path, 0o600) == 0)
    #expect(SessionFolder(folder.url).names.isEmpty)
    var evening = try Hall.evening(file: folder.file("evening.json"))
    try evening.close()
    // Damaged ones are still its own.
    try Data(count: 99).write(to: folder.file("zeros.json"))
    let data = try Data(contentsOf: folder.file("evening.json"))
    try data.prefix(5000).write(to: folder.file("half.json"))
    // Sorted by another program.
    try JSONTree(parsing: data, file: "session").encoded(.canonical)
      .write(to: folder.file("sorted.json"))
    #expect(SessionFolder(folder.url).names == ["evening", "half", "sorted", "zeros"])
  }

  @Test func `is not another project's of the same name`() throws {
    let here = try TemporaryFolder()
    let user = UserFolders(environment: ["XDG_DATA_HOME": "/data"], home: URL(filePath: "/home/me"))
    func standard() -> SessionFolder {
      SessionFolder.standard(currentDirectory: here.url, user: user)
    }
    try FileManager.default.createDirectory(
      at: here.file("sessions"), withIntermediateDirectories: false)
    try Data("{\"users\": []}".utf8).write(to: here.file("sessions/web.json"))
    #expect(standard().url.path == "/data/shoggoth/sessions")
    #expect(standard().passedOver?.path == here.file("sessions").path)
    var evening = try Hall.evening(file: here.file("sessions/evening.json"))
    try evening.close()
    #expect(standard().url.path == here.file("sessions").path)
    #expect(standard().passedOver == nil)
  }

  @Test func `refuses to read what might never end`() throws {
    let folder = try TemporaryFolder()
    #expect(mkfifo(folder.file("pipe.json").path, 0o600) == 0)
    for path in [folder.file("pipe.json").path, "/dev/zero", folder.url.path] {
      let error = try #require(throws: SessionError.self) {
        try SessionDocument(contentsOf: URL(filePath: path))
      }
      #expect(error.description.contains("it is a "))
    }
  }

  @Test func `lists the sessions in it, and an empty list where it is not there`() throws {
    let folder = try TemporaryFolder()
    for name in ["b.json", "a.json", ".c.json", ".a.json.123", "d.txt"] {
      try Data().write(to: folder.file(name))
    }
    #expect(SessionFolder(folder.url).names == ["a", "b"])
    #expect(SessionFolder(folder.file("absent")).names == [])
  }

  @Test func `finds a session by name`() throws {
    let folder = try TemporaryFolder()
    var evening = try Hall.evening(file: folder.file("evening.json"))
    try evening.save()
    let file = try SessionFolder(folder.url).find("evening")
    #expect(try SessionDocument(contentsOf: file).turns == 2)
    #expect(file.path == folder.file("evening.json").path)
  }

  @Test func `names the sessions there are where one is missing`() throws {
    let folder = try TemporaryFolder()
    try Data().write(to: folder.file("dawn.json"))
    do {
      _ = try SessionFolder(folder.url).find("evening")
      Issue.record("it was loaded")
    } catch {
      guard case .missing("evening", folder.url.path, ["dawn"]) = error else { throw error }
      #expect(error.description.contains("dawn"))
    }
  }

  @Test func `is the current folder's where it has one, else the user's`() throws {
    let here = try TemporaryFolder()
    func standard(_ environment: [String: String]) -> String {
      let home = URL(filePath: "/home/me", directoryHint: .isDirectory)
      return SessionFolder.standard(
        currentDirectory: here.url, user: UserFolders(environment: environment, home: home)
      ).url.path
    }
    #expect(standard([:]) == "/home/me/.local/share/shoggoth/sessions")
    #expect(standard(["XDG_DATA_HOME": "/data"]) == "/data/shoggoth/sessions")
    try Data().write(to: here.file("sessions"))
    #expect(standard([:]) == "/home/me/.local/share/shoggoth/sessions")
    try FileManager.default.removeItem(at: here.file("sessions"))
    try FileManager.default.createDirectory(
      at: here.file("sessions"), withIntermediateDirectories: false)
    #expect(standard(["XDG_DATA_HOME": "/data"]) == here.file("sessions").path)
  }

  @Test func `has the session written last first`() throws {
    let folder = try TemporaryFolder()
    for (name, age) in [("b", 20.0), ("a", 10), ("c", 30), ("d", 30)] {
      let file = folder.file("\(name).json")
      try Data().write(to: file)
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSince1970: 1_700_000_000 - age)],
        ofItemAtPath: file.path)
    }
    let names = SessionFolder(folder.url).newestFirst.map(\.lastPathComponent)
    #expect(names == ["a.json", "b.json", "d.json", "c.json"])
    #expect(SessionFolder(folder.file("absent")).newestFirst.isEmpty)
  }

  @Test func `tells a session's turns, masks and first words`() throws {
    let folder = try TemporaryFolder()
    var chat = try Hall.evening(file: folder.file("evening.json"))
    try chat.save()
    let summary = try SessionSummary(contentsOf: folder.file("evening.json"))
    #expect(summary.name == "evening")
    #expect(summary.turns == 2)
    #expect(summary.declared == chat.state.declared)
    #expect(!summary.firstWords.isEmpty)
    #expect(abs(summary.writtenAt.timeIntervalSinceNow) < 600)
  }

  @Test func `counts what stands in the journal of a chat that goes on`() throws {
    let folder = try TemporaryFolder()
    let sessions = SessionFolder(folder.url)
    var chat = try Hall.chat(file: folder.file("evening.json"))
    _ = try chat.say("Hello.", at: Hall.noon)
    do {
      var morning = try Hall.evening(file: folder.file("morning.json"))
      try morning.save()
    }
    for (name, age) in [("evening.json", 30.0), ("morning.json", 20), ("evening.journal", 10)] {
      try FileManager.default.setAttributes(
        [.modificationDate: Hall.noon.addingTimeInterval(-age)],
        ofItemAtPath: folder.file(name).path)
    }
    let summary = try SessionSummary(contentsOf: folder.file("evening.json"))
    #expect(summary.turns == 1)
    #expect(summary.firstWords == "Hello.")
    #expect(summary.writtenAt == Hall.noon.addingTimeInterval(-10))
    #expect(sessions.newestFirst.map(\.lastPathComponent) == ["evening.json", "morning.json"])
  }
}
