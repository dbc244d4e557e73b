import LanguageModels
package import Personas
import Understudy

extension Understudy {
  /// An understudy that has read every card of a library and nothing else.
  ///
  /// - Parameters:
  ///   - library: the characters it learns its words from.
  ///   - lanes: the most lanes open at once.
  ///   - tokensPerLane: the most words a lane holds.
  package convenience init(library: PersonaLibrary, lanes: Int = 18, tokensPerLane: Int = 2048) {
    // It is known by its cards alone, so what it makes of them never changes.
    let roles = library.personas.sorted { $0.mask < $1.mask }.map { Role($0, staging: .first) }
    self.init(
      voices: roles.map {
        UnderstudyVoice(name: $0.displayName, description: $0.direction, lines: $0.lines)
      },
      prompts: roles.flatMap { $0.examples.map(\.cue) }, hash: library.contentHash,
      laneLimit: lanes, laneCapacity: tokensPerLane)
  }
}
