import Engine
import Foundation
import LanguageModels
import MaskInference
import Personas
import TestSupport
import Understudy

/// The cards shipped with the program, and an understudy that has read a few of them.
enum Cards {
  static let library = PersonaLibrary(folders: [
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "personas", directoryHint: .isDirectory)
  ])

  static let assistant = Mask("assistant")
  static let grandmother = Mask("grandmother")
  static let pirate = Mask("pirate")

  /// The cards that most tests do with; fewer words make a faster understudy.
  static let few = PersonaLibrary(
    library.personas.filter { ["assistant", "grandmother", "pirate"].contains($0.mask) })

  /// Settings under which a turn takes a moment.
  static let settings: Settings = {
    var settings = Settings()
    settings.width = 6
    settings.examples = 2
    settings.replySentences = 3
    settings.sentenceTokens = 20
    return settings
  }()

  /// An understudy on a stage, the assistant hardwired.
  static func stage(
    _ library: PersonaLibrary = few, settings: Settings = settings, lanes: Int = 18,
    capacity: Int = 2048
  ) throws -> Stage {
    try Stage(
      model: Understudy(library: library, lanes: lanes, tokensPerLane: capacity),
      roles: library.personas.map { Role($0) }, hardwired: assistant, settings: settings)
  }
}
