import Foundation
import Personas
import Testing

@Suite struct `The personas shipped with the program` {
  private static let library = PersonaLibrary(folders: [
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "personas", directoryHint: .isDirectory)
  ])

  @Test func `are all there and can all be read`() {
    #expect(Self.library.problems == [])
    #expect(Self.library.shadowed == [])
    #expect(Self.library.personas.count >= 18)
  }

  @Test(arguments: library.masks)
  func `have nothing to mend`(_ mask: String) throws {
    let persona = try Self.library.persona(named: mask)
    #expect(CardLint(persona.card).findings.filter { $0.severity > .note } == [])
  }

  @Test(arguments: library.masks)
  func `speak a dozen example answers or more`(_ mask: String) throws {
    let persona = try Self.library.persona(named: mask)
    #expect(persona.card.examples().answers.count >= 12)
  }

  @Test(arguments: library.masks)
  func `are strict already`(_ mask: String) throws {
    let persona = try Self.library.persona(named: mask)
    #expect(try persona.card.exported() == persona.card.tree)
  }

  @Test func `have names of their own`() {
    let names = Self.library.personas.map { $0.card.displayName.lowercased() }
    #expect(Set(names).count == names.count)
    #expect(Self.library.masks.contains("assistant"))
  }

  @Test func `share no example answer`() {
    let answers = Self.library.personas.flatMap { $0.card.examples().answers }
    let repeated = Dictionary(grouping: answers, by: \.self).filter { $0.value.count > 1 }
    #expect(repeated.keys.sorted() == [])
  }
}
