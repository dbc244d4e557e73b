import Foundation
import Personas
import Support
import TestSupport
import Testing

private func cardText(_ name: String, description: String = "", tags: [String] = []) -> String {
  let card = JSONTree.object([
    JSONTree.Member("name", .string(name)),
    JSONTree.Member("description", .string(description)),
    JSONTree.Member("tags", .array(tags.map { .string($0) })),
  ])
  return String(decoding: card.encoded(), as: UTF8.self)
}

private func persona(
  _ mask: String, _ name: String, description: String = "", tags: [String] = []
) throws -> Persona {
  Persona(
    mask: mask, card: try card(cardText(name, description: description, tags: tags)),
    origin: .session)
}

@Suite struct `A persona library` {
  @Test func `lets the first folder win and lists the shadowed`() throws {
    let folder = try TemporaryFolder()
    try folder.write("first/owl.json", cardText("First Owl"))
    let shadowed = try folder.write("second/owl.json", cardText("Second Owl"))
    try folder.write("second/Fox.JSON", cardText("Fox"))
    let library = PersonaLibrary(
      folders: ["first", "absent", "second"].map { folder.url.appending(path: $0) })
    #expect(library.masks == ["fox", "owl"])
    #expect(try library.persona(named: "owl").card.name == "First Owl")
    #expect(library.shadowed.map(\.card.name) == ["Second Owl"])
    #expect(library.shadowed.first?.source == shadowed.path)
    #expect(library.problems.isEmpty)
  }

  @Test func `keeps going past bad files and folders and tells of them`() throws {
    let folder = try TemporaryFolder()
    let bad = try folder.write("a-bad.json", "{")
    let nameless = try folder.write("b-nameless.json", "{}")
    let unnamed = try folder.write("+.json", cardText("X"))
    try folder.write("c-good.json", cardText("Good"))
    try folder.write(".hidden.json", "{")
    try folder.write("notes.txt", "{")
    let file = try folder.write("file", "")
    let library = PersonaLibrary(folders: [folder.url, file])
    #expect(library.masks == ["c-good"])
    #expect(
      library.problems.prefix(3) == [
        .noMaskName(file: unnamed.path),
        .notJSON(
          file: bad.path, line: 1, column: 2, expected: "a key in double quotes",
          found: "the end of the file"),
        .missing(file: nameless.path, keyPath: "name", expected: "the character's name"),
      ])
    #expect(library.problems.count == 4)
    guard case .unreadable(file.path, _) = library.problems.last else {
      Issue.record("no problem for a folder that is a file: \(library.problems)")
      return
    }
  }

  @Test func `tells which files of a folder make the same mask, and which one is used`() throws {
    let folder = try TemporaryFolder()
    for (file, name) in [("red-fox", "One"), ("Red Fox", "Two"), ("RED_FOX", "Three")] {
      try folder.write("first/\(file).json", cardText(name))
    }
    try folder.write("first/owl.json", cardText("Owl"))
    try folder.write("second/owl.json", cardText("Other Owl"))
    try folder.write("second/red fox.json", cardText("Four"))
    try folder.write("second/Red-fox.json", cardText("Five"))
    let folders = ["first", "second", "first"].map { folder.url.appending(path: $0) }
    let library = PersonaLibrary(folders: folders)
    #expect(
      library.problems == [
        .sharedName(
          mask: "red-fox", used: "RED_FOX.json", others: ["Red Fox.json", "red-fox.json"])
      ])
    #expect(try library.persona(named: "red fox").card.name == "Three")
    #expect(
      library.problems[0].description
        == "RED_FOX.json, Red Fox.json, red-fox.json: all of them make the mask red-fox."
        + " RED_FOX.json is used; rename the others.")
  }

  @Test func `follows symbolic links to folders and cards`() throws {
    let folder = try TemporaryFolder()
    let card = try folder.write("real/owl.json", cardText("Owl"))
    let files = FileManager.default
    try files.createSymbolicLink(
      at: folder.url.appending(path: "real/alias.json"), withDestinationURL: card)
    try files.createSymbolicLink(
      at: folder.url.appending(path: "link"),
      withDestinationURL: folder.url.appending(path: "real"))
    let library = PersonaLibrary(folders: [folder.url.appending(path: "link")])
    #expect(library.masks == ["alias", "owl"])
    #expect(library.problems == [])
  }

  @Test func `puts a new persona over the one with its mask`() throws {
    var library = PersonaLibrary([try persona("owl", "Old"), try persona("fox", "Fox")])
    library.insert(try persona("owl", "New"))
    library.insert(try persona("ant", "Ant"))
    #expect(library.masks == ["ant", "fox", "owl"])
    #expect(try library.persona(named: "owl").card.name == "New")
    #expect(library.shadowed.map(\.card.name) == ["Old"])
  }
}

@Suite struct `Looking a persona up` {
  private let library: PersonaLibrary

  init() throws {
    library = PersonaLibrary([
      try persona("grandmother", "Nana Rose", description: "bakes bread", tags: ["warm"]),
      try persona("retired-spy", "Mr Grey", description: "hates the café", tags: ["Thriller"]),
      try persona("pirate", "Meg", description: "sails", tags: ["sea"]),
      try persona("pirate-queen", "Meg", description: "sails and bakes", tags: ["sea", "royal"]),
    ])
  }

  @Test(arguments: [
    ("grandmother", "grandmother"), ("GrandMother", "grandmother"),
    (" retired spy ", "retired-spy"), ("nana rose", "grandmother"), ("MR GREY", "retired-spy"),
  ])
  func `goes by mask name, then by the name on the card`(_ name: String, _ mask: String) throws {
    #expect(try library.persona(named: name).mask == mask)
  }

  @Test(arguments: [
    ("grandmohter", "grandmother"), ("gradmother", "grandmother"), ("pirat", "pirate"),
    ("priate", "pirate"), ("Nana Rise", "grandmother"), ("retired_spi", "retired-spy"),
    ("grand", "grandmother"), ("xyzzy", nil), ("qq", nil), ("", nil),
  ])
  func `offers the nearest where there is none`(_ name: String, _ suggestion: String?) {
    #expect(library.nearest(to: name) == suggestion)
    #expect(throws: PersonaError.unknownMask(name: name, suggestion: suggestion)) {
      try library.persona(named: name)
    }
  }

  @Test func `asks where two cards show the same name`() {
    #expect(throws: PersonaError.ambiguousName(name: "meg", masks: ["pirate", "pirate-queen"])) {
      try library.persona(named: "meg")
    }
  }

  @Test(arguments: [
    ("", ["grandmother", "pirate", "pirate-queen", "retired-spy"]),
    ("bakes", ["grandmother", "pirate-queen"]), ("SEA bakes", ["pirate-queen"]),
    ("cafe", ["retired-spy"]), ("thriller", ["retired-spy"]),
    ("royal", ["pirate-queen"]), ("rose", ["grandmother"]), ("nothing", []),
  ])
  func `by words wants every word`(_ words: String, _ masks: [String]) {
    #expect(library.search(words).map(\.mask) == masks)
  }

  @Test func `by words puts names before tags before descriptions`() throws {
    let library = PersonaLibrary([
      try persona("a", "A", description: "an owl"), try persona("b", "B", tags: ["owl"]),
      try persona("owl", "C"),
    ])
    #expect(library.search("owl").map(\.mask) == ["owl", "b", "a"])
  }
}
