import Engine
import Foundation
import LanguageModels
import MaskInference
import Personas
import Sessions
import Support
import TestSupport
import Testing

@Suite struct `A journal` {
  /// A chat kept in `folder` that ended without closing, and what it was.
  private static func abandoned(in folder: TemporaryFolder) throws -> SessionDocument {
    let file = folder.file("evening.json")
    var chat = try Hall.evening(file: file)
    try chat.save()
    _ = try chat.say("What now?", at: Hall.noon)
    try chat.undo(at: Hall.noon)
    return chat.document
  }

  private static func isBusy(_ url: URL) -> Bool {
    do {
      _ = try SessionFile.open(url)
    } catch .busy(_, let process) {
      return process == ProcessInfo.processInfo.processIdentifier
    } catch {}
    return false
  }

  @Test func `has every event at once, while the file stays as it was`() throws {
    let folder = try TemporaryFolder()
    let file = folder.file("evening.json")
    var chat = try Hall.evening(file: file)
    try chat.save()
    let bytes = try Data(contentsOf: file)
    for line in ["What now?", "Who are you?"] {
      _ = try chat.say(line)
      let recovered = try SessionDocument.recovered(from: file)
      #expect(recovered.encoded == chat.document.encoded)
      #expect(try Data(contentsOf: file) == bytes)
    }
    try chat.close()
    #expect(try Data(contentsOf: file) == chat.document.encoded)
    #expect(try folder.names == ["evening.json", "evening.json~"])
  }

  @Test func `gives back what was not in the file when the program ended, and says so`() throws {
    let folder = try TemporaryFolder()
    let document = try Self.abandoned(in: folder)
    let opened = try SessionFile.open(folder.file("evening.json"))
    #expect(opened.document.encoded == document.encoded)
    #expect(opened.recovery?.turns == 1)
    #expect(opened.recovery?.description == "recovered from the journal: 1 turn")
    var chat = try Chat(
      resuming: opened.document, model: try Hall.model(), library: PersonaLibrary(),
      file: opened.file)
    _ = try chat.say("Who are you?")
    try chat.close()
    #expect(try folder.names == ["evening.json", "evening.json~"])
    let read = try SessionDocument(contentsOf: folder.file("evening.json"))
    #expect(read.encoded == chat.document.encoded)
    #expect(read.firstChange == nil)
  }

  @Test func `has the sentences of a reply that is being spoken`() throws {
    let folder = try TemporaryFolder()
    let file = folder.file("evening.json")
    var settings = Hall.settings
    settings.replySentences = 6
    var chat = try Hall.chat(settings: settings, file: file)
    var pieces = 0
    var seen: [Int] = []
    let turn = try chat.say("What about the rain?") { piece in
      pieces += 1
      // What another program would find if this one ended now.
      let reply = try? SessionDocument.recovered(from: file).replies.last
      seen.append(reply?.sentences.count ?? 0)
    }
    #expect(seen == seen.sorted())
    #expect(Set(seen) == Set(0..<turn.sentences.count))
    #expect(try SessionDocument.recovered(from: file).replies == [turn])
  }

  @Test func `that was cut short anywhere loses its last line and nothing else`() throws {
    let folder = try TemporaryFolder()
    let document = try Self.abandoned(in: folder)
    let file = folder.file("evening.json")
    let journal = folder.file("evening.journal")
    // The journal was whole when its chat was let go, and still is.
    let bytes = try Data(contentsOf: journal)
    let lines = bytes.split(separator: UInt8(ascii: "\n"))
    let saved = try SessionDocument(contentsOf: file).entries.count
    var generator = SeededGenerator(seed: 1)
    for _ in 0..<60 {
      let length = Int.random(in: 0...bytes.count, using: &generator)
      try bytes.prefix(length).write(to: journal)
      let whole = bytes.prefix(length).count { $0 == UInt8(ascii: "\n") }
      let entries = lines.prefix(whole).count { $0.starts(with: Data(#"{"entry""#.utf8)) }
      let recovered = try SessionDocument.recovered(from: file)
      #expect(recovered.entries.count >= saved + entries)
      #expect(recovered.entries.count <= document.entries.count)
      #expect(recovered.firstChange == nil)
      let opened = try SessionFile.open(file)
      var chat = try Chat(
        resuming: opened.document, model: try Hall.model(), library: PersonaLibrary(),
        file: opened.file)
      _ = try chat.say("And then?")
      #expect(try SessionDocument.recovered(from: file).encoded == chat.document.encoded)
    }
  }

  @Test func `lets one program write, and any number read`() throws {
    let folder = try TemporaryFolder()
    let file = folder.file("evening.json")
    var chat = try Hall.evening(file: file)
    try chat.save()
    #expect(Self.isBusy(file))
    #expect(try SessionDocument.recovered(from: file).turns == 2)
    try chat.close()
    #expect(!Self.isBusy(file))
  }

  @Test func `of another session is refused, and both are left as they are`() throws {
    let folder = try TemporaryFolder()
    _ = try Self.abandoned(in: folder)
    let file = folder.file("evening.json")
    let other = try Hall.chat(seed: 99).document.encoded
    try other.write(to: file)
    let journal = try Data(contentsOf: folder.file("evening.journal"))
    do {
      _ = try SessionFile.open(file)
      Issue.record("it was opened")
    } catch SessionError.foreignJournal {}
    #expect(try Data(contentsOf: file) == other)
    #expect(try Data(contentsOf: folder.file("evening.journal")) == journal)
  }

  @Test func `left without its file is not written over`() throws {
    let folder = try TemporaryFolder()
    _ = try Self.abandoned(in: folder)
    try FileManager.default.removeItem(at: folder.file("evening.json"))
    let journal = try Data(contentsOf: folder.file("evening.journal"))
    var chat = try Hall.evening(file: folder.file("evening.json"))
    guard case .failed(let error) = chat.takeJournalling() else {
      Issue.record("it was written over")
      return
    }
    #expect(error.description.contains("evening.json is there already"))
    if chat.takeJournalling() != nil { Issue.record("it is told twice") }
    #expect(try Data(contentsOf: folder.file("evening.journal")) == journal)
  }

  @Test func `that the file already has all of brings nothing`() throws {
    let folder = try TemporaryFolder()
    let document = try Self.abandoned(in: folder)
    let file = folder.file("evening.json")
    // The program ended between writing the file and emptying the journal.
    try document.write(to: file)
    let opened = try SessionFile.open(file)
    #expect(opened.recovery == nil)
    #expect(opened.document.encoded == document.encoded)
  }
}
