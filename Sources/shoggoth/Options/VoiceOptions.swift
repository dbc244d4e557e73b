import ArgumentParser
import Attribution
import Foundation
import Personas
import Support
import Views

/// Whose voices are told apart.
struct VoiceOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The voices: a folder of character cards, a card, or JSON {\"exemplars\": {name: "
        + "[line, …]}}.",
      valueName: "folder|file"))
  var personas: String

  /// Where they are.
  var url: URL { UserHome().file(personas) }

  /// Whether that is a folder.
  var isFolder: Bool {
    var isFolder: ObjCBool = false
    _ = FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder)
    return isFolder.boolValue
  }

  /// Reads them, and warns of what is wrong with their cards.
  ///
  /// - Throws: `AttributionError` where there are none.
  func voices(warningOn console: Console) throws -> VoiceFile {
    let voices = try VoiceFile(contentsOf: url)
    for problem in voices.problems { console.warn(problem.description) }
    return voices
  }
}
