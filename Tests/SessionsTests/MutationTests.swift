import Engine
import Foundation
import LanguageModels
import MaskInference
import Personas
import Sessions
import Support
import TestSupport
import Testing

@Suite struct `A session damaged at random` {
  /// Damages `data` in one of the ways in which disks and programs do.
  private static func damaged(_ data: Data, using generator: inout SeededGenerator) -> Data {
    var data = data
    let place = Int.random(in: 0..<data.count, using: &generator)
    let length = Int.random(in: 1...min(64, data.count - place), using: &generator)
    switch Int.random(in: 0..<6, using: &generator) {
    case 0, 1: data[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
    case 2: data = data.prefix(place)
    case 3: data.removeSubrange(place..<place + length)
    case 4: data.insert(contentsOf: data[place..<place + length], at: place)
    default: data.replaceSubrange(place..<place + length, with: Data(count: length))
    }
    return data
  }

  @Test(arguments: 0..<4 as Range<UInt64>)
  func `loads or is refused with a place, and is never written over`(seed: UInt64) throws {
    let folder = try TemporaryFolder()
    let file = folder.file("evening.json")
    let journal = folder.file("evening.journal")
    var chat = try Hall.evening(file: file)
    try chat.save()
    _ = try chat.retry(at: Hall.noon)
    try chat.undo(at: Hall.noon)
    let whole = [file: try Data(contentsOf: file), journal: try Data(contentsOf: journal)]
    let elsewhere = try TemporaryFolder()
    let copy = elsewhere.file("evening.json")
    let journalCopy = elsewhere.file("evening.journal")
    var generator = SeededGenerator(seed: seed)
    var loaded = 0
    for round in 0..<250 {
      let isJournal = round % 2 == 1
      var bytes = whole
      let harmed = isJournal ? journal : file
      bytes[harmed] = Self.damaged(try #require(whole[harmed]), using: &generator)
      let document = try #require(bytes[file])
      let journal = try #require(bytes[journal])
      try document.write(to: copy)
      try journal.write(to: journalCopy)
      do {
        let opened = try SessionFile.open(copy)
        loaded += 1
        // What is in the journal cannot be changed unseen; in the file it is found by its digest.
        if isJournal { #expect(opened.document.firstChange == nil, "round \(round)") }
        do {
          _ = try Chat(
            resuming: opened.document, model: try Hall.model(), library: PersonaLibrary())
        } catch is SessionError {
        } catch is EngineError {
        }
      } catch let error as SessionError {
        #expect(try Data(contentsOf: journalCopy) == journal, "round \(round)")
        #expect(Self.names(aPlaceIn: error), "\(error)")
      }
      #expect(try Data(contentsOf: copy) == document, "round \(round)")
    }
    #expect(loaded > 20)
    #expect(loaded < 230)
  }

  /// Whether `error` says where the damage is.
  private static func names(aPlaceIn error: SessionError) -> Bool {
    switch error {
    case .notJSON(.malformed(_, let line, let column, _, _)): line > 0 && column > 0
    case .notSession(_, let place, _): !place.isEmpty
    case .badCard(_, let mask, _): !mask.isEmpty
    case .badJournal(_, let line, _): line > 0
    case .newer, .foreignJournal: true
    default: false
    }
  }
}
