import Engine
import Foundation
import Personas
import Sessions
import TestSupport
import Testing

@Suite(.serialized) struct `A session of ten thousand turns` {
  private static let turns = 10_000

  /// A document that has one turn over and over.
  private static func document() throws -> SessionDocument {
    let evening = try Hall.evening().document
    var document = try SessionDocument(opening: evening.opening, personas: evening.personas)
    let turn = try #require(evening.replies.first)
    try document.append([.mask(.putOn(Hall.gardener))], at: Hall.noon)
    for number in 0..<turns {
      try document.append(
        [.utterance("What now, for the \(number)th time?"), .reply(turn)], at: Hall.noon)
    }
    return document
  }

  @Test func `is kept in 20 milliseconds after one more turn`() throws {
    let folder = try TemporaryFolder()
    let file = folder.file("long.json")
    var document = try Self.document()
    let turn = try #require(document.replies.first)
    let keeper = SessionFile(beginning: file)
    try keeper.write(document)
    let clock = ContinuousClock()
    var spent: [Duration] = []
    for _ in 0..<21 {
      try document.append([.utterance("And then?"), .reply(turn)], at: Hall.noon)
      spent.append(try clock.measure { try keeper.keep(document) })
    }
    print("keeping one more turn of \(Self.turns): median \(spent.sorted()[10])")
    #expect(spent.sorted()[10] <= .milliseconds(20))
    try keeper.close(document)
    let size = try Data(contentsOf: file).count
    var read: SessionDocument?
    print(
      "reading \(size) bytes: \(try clock.measure { read = try SessionDocument(contentsOf: file) })"
    )
    #expect(read?.turns == Self.turns + 21)
    let model = try Hall.model()
    let whole = try #require(read)
    let taking = try clock.measure {
      _ = try Chat(resuming: whole, model: model, library: PersonaLibrary())
    }
    print("taking it up: \(taking)")
  }
}
