import Engine
import Foundation
import LanguageModels
import Personas
import Sessions
import Support
import Testing
import Understudy

@Suite struct `The sessions shipped with the program` {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private static let folder = SessionFolder(
    root.appending(path: "sessions", directoryHint: .isDirectory))

  @Test func `are there`() {
    #expect(!Self.folder.names.isEmpty)
  }

  @Test(arguments: folder.names)
  func `are as they were written`(name: String) throws {
    let file = try Self.folder.find(name)
    let document = try SessionDocument(contentsOf: file)
    #expect(document.firstChange == nil)
    #expect(document.turns > 0)
    #expect(try document.encoded == Data(contentsOf: file))
  }

  @Test(arguments: folder.names)
  func `fit the schema`(name: String) throws {
    let schema = try Data(contentsOf: Self.root.appending(path: "docs/session.schema.json"))
    let session = try Data(contentsOf: Self.folder.file(named: name))
    let limits = JSONTree.Limits(bytes: 1 << 30, depth: 128)
    let faults = JSONSchema(root: try JSONTree(parsing: schema, file: "schema"))
      .faults(in: try JSONTree(parsing: session, file: name, limits: limits))
    #expect(faults == [])
  }

  @Test(arguments: folder.names)
  func `come out the same where their model is at hand`(name: String) throws {
    let document = try SessionDocument(contentsOf: Self.folder.find(name))
    guard let model = try Self.model(of: document) else { return }
    let replayer = Replayer(document, model: model)
    try #require(!replayer.isForeign)
    let verification = try Verification(replayer)
    #expect(verification.turns == document.turns)
    guard Self.computes(model, asRecorded: name) else {
      // What was said, by whom and among whom does not depend on rounding.
      let others = verification.differences.filter { !$0.isNumber }
      #expect(others.isEmpty, "\(others)")
      return
    }
    #expect(verification.agrees, "\(verification.differences)")
  }

  /// Whether this processor rounds as the one did that a session was recorded on, where it makes a
  /// difference; these sessions are from before programs recorded that.
  private static func computes(_ model: any LanguageModel, asRecorded name: String) -> Bool {
    guard name == "captain-meg", let here = model.identity.parameters["arithmetic"] else {
      return true
    }
    return here.contains("AVX512 = 1")
  }

  /// The model that recorded `document`; `nil` where it is not at hand.
  private static func model(of document: SessionDocument) throws -> (any LanguageModel)? {
    let parameters = document.opening.model.parameters
    let lanes = try #require(parameters["lanes"].flatMap { Int($0) })
    let capacity = try #require(parameters["tokensPerLane"].flatMap { Int($0) })
    if parameters["engine"] == "understudy" {
      // Personas made up in the chat come after those that the understudy has read.
      let voices = try #require(parameters["voices"].flatMap { Int($0) })
      let library = PersonaLibrary(Array(document.personas.prefix(voices)))
      return Understudy(library: library, lanes: lanes, tokensPerLane: capacity)
    }
    guard let model = try RealModel.load(lanes: lanes, capacity: capacity) else { return nil }
    return model.identity.hash == document.opening.model.hash ? model : nil
  }
}
