package import Foundation
import Support

/// The personas that can be put on.
package struct PersonaLibrary: Equatable, Sendable {
  /// The personas, sorted by mask name; no two share one.
  package private(set) var personas: [Persona] = []
  /// Personas that cannot be put on because an earlier one has the same mask name.
  package private(set) var shadowed: [Persona] = []
  /// Files and folders that could not be read, with the reason, and files of one folder that make
  /// the same mask name.
  package private(set) var problems: [PersonaError] = []

  /// A library of personas that are at hand; of those with the same mask name the first wins.
  package init(_ personas: [Persona] = []) {
    for persona in personas { add(persona) }
  }

  /// Reads every `*.json` of the folders, the first folder winning, each folder by file name.
  ///
  /// A bad file or folder becomes a problem and stops nothing; a folder that does not exist is
  /// simply empty. Files whose names begin with a dot are passed over.
  package init(folders: [URL]) {
    for folder in folders {
      do throws(PersonaError) {
        for file in try Self.cards(in: folder) { load(file) }
        tellSharedNames(in: folder)
      } catch {
        problems.append(error)
      }
    }
  }

  /// The mask names, sorted.
  package var masks: [String] { personas.map(\.mask) }

  /// Puts a persona in, in the place of the one with the same mask name; that one is then shadowed.
  package mutating func insert(_ persona: Persona) {
    if let index = personas.firstIndex(where: { $0.mask == persona.mask }) {
      shadowed.append(personas[index])
      personas[index] = persona
    } else {
      add(persona)
    }
  }

  private mutating func add(_ persona: Persona) {
    let index = personas.firstIndex { $0.mask >= persona.mask } ?? personas.endIndex
    if index < personas.endIndex, personas[index].mask == persona.mask {
      shadowed.append(persona)
    } else {
      personas.insert(persona, at: index)
    }
  }

  private mutating func load(_ file: URL) {
    do throws(PersonaError) {
      add(try Persona(contentsOf: file))
    } catch {
      problems.append(error)
    }
  }

  /// Notes the masks of `folder` that more than one of its files makes.
  ///
  /// A card that takes the place of one in a later folder is meant to.
  private mutating func tellSharedNames(in folder: URL) {
    func name(_ persona: Persona) -> String? {
      guard case .file(let url) = persona.origin,
        url.deletingLastPathComponent().standardizedFileURL.path == folder.standardizedFileURL.path
      else { return nil }
      return url.lastPathComponent
    }
    let names = Dictionary(grouping: shadowed, by: \.mask).mapValues { $0.compactMap(name) }
    let toldMasks = problems.compactMap { problem in
      if case .sharedName(let mask, _, _) = problem { mask } else { nil }
    }
    for persona in personas {
      guard let used = name(persona) else { continue }
      // A folder may be read twice; its files do not share a name with themselves.
      let others = (names[persona.mask] ?? []).filter { $0 != used }
      if !others.isEmpty, !toldMasks.contains(persona.mask) {
        problems.append(.sharedName(mask: persona.mask, used: used, others: others))
      }
    }
  }

  private static func cards(in folder: URL) throws(PersonaError) -> [URL] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder.path, isDirectory: &isFolder) else {
      return []
    }
    guard isFolder.boolValue else {
      throw .unreadable(file: folder.path, reason: "it is a file where a folder is expected")
    }
    let names: [String]
    do {
      // By path, for by URL nothing is listed of a folder behind a symbolic link on Linux.
      names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    } catch {
      throw .unreadable(file: folder.path, reason: error.reason)
    }
    return names.filter { !$0.hasPrefix(".") && $0.lowercased().hasSuffix(".json") }
      // By bytes, for names that differ in how an accent is written are equal as strings.
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      .map { folder.appending(path: $0, directoryHint: .notDirectory) }
  }
}
