package import Foundation
import MaskInference
package import Personas
import Support

/// The voices that lines are compared with, as files hold them.
///
/// There may be
/// - a folder of character cards, each a voice;
/// - one character card;
/// - JSON with `{"exemplars": {name: [line, …]}}`; lines to judge may stand beside them under
///   `test`.
package struct VoiceFile: Sendable {
  /// The file or folder, as it is called in errors.
  package let file: String
  /// The voices: those of a folder by mask name, those of JSON as written.
  package let voices: [VoiceSample]
  /// The cards the voices were made of; none where they came as example lines.
  package let library: PersonaLibrary
  /// Cards that were passed over, and why.
  package let problems: [AttributionError]

  /// Reads voices.
  ///
  /// - Throws: `AttributionError` saying what was expected where: as `SourceText` does; `noVoices`
  ///   where there is none; `disguises` where there are roles of a play; `badName`, `sameName` and
  ///   `silentVoice` for a voice that cannot be told by its name or its lines.
  package init(contentsOf url: URL) throws(AttributionError) {
    var isFolder: ObjCBool = false
    _ = FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder)
    if isFolder.boolValue {
      try self.init(PersonaLibrary(folders: [url]), file: url.path)
      return
    }
    let source = try SourceText(contentsOf: url)
    guard case .json(let tree) = source.content else { throw .noVoices(file: source.file) }
    if tree["exemplars"] != nil {
      try self.init(exemplars: JSONCursor(file: source.file, place: "", tree: tree))
      return
    }
    guard !source.holdsDisguises else { throw .disguises(file: source.file) }
    guard tree["name"] != nil || tree["data"] != nil else { throw .noVoices(file: source.file) }
    let persona: Persona
    do {
      persona = try Persona(contentsOf: url)
    } catch {
      throw AttributionError(error)
    }
    try self.init(PersonaLibrary([persona]), file: source.file)
  }

  /// The voices of cards; those that have nothing to be known by become problems.
  private init(_ library: PersonaLibrary, file: String) throws(AttributionError) {
    var problems = library.problems.map { AttributionError($0) }
    var voices: [VoiceSample] = []
    for persona in library.personas {
      let voice = VoiceSample(persona)
      if voice.exemplars.isEmpty, voice.direction.isEmpty {
        problems.append(.silentVoice(file: persona.source, name: persona.mask))
      } else {
        voices.append(voice)
      }
    }
    guard !voices.isEmpty else { throw problems.first ?? .noVoices(file: file) }
    self.file = file
    self.voices = voices
    self.library = library
    self.problems = problems
  }

  /// The voices of example lines.
  private init(exemplars root: JSONCursor) throws(AttributionError) {
    let exemplars = try root.member("exemplars", "the voices, {name: [line, …]}")
    guard let members = exemplars.tree.members else {
      throw exemplars.wrongType("an object, {name: [line, …]}")
    }
    var voices: [VoiceSample] = []
    var labels: [[String]: String] = [:]
    for member in members {
      let list = JSONCursor(
        file: root.file, place: "exemplars.\(member.key)", tree: member.value)
      guard let name = VoiceName([member.key]) else {
        throw .badName(file: root.file, place: "a voice in exemplars", name: member.key)
      }
      if let first = labels.updateValue(member.key, forKey: name.key) {
        throw .sameName(file: root.file, first: first, second: member.key)
      }
      var lines: [String] = []
      for element in try list.elements("a list of lines") {
        lines.append(try element.text("a line, a string").asLine)
      }
      lines.removeAll(where: \.isEmpty)
      guard !lines.isEmpty else { throw .silentVoice(file: root.file, name: member.key) }
      voices.append(VoiceSample(stack: name.stack, exemplars: lines))
    }
    guard !voices.isEmpty else { throw .noVoices(file: root.file) }
    file = root.file
    self.voices = voices
    library = PersonaLibrary()
    problems = []
  }

  /// Matches the truths of a transcript with the voices.
  ///
  /// A truth is a voice's name however it is written, or the name that its card shows.
  ///
  /// - Parameter transcript: the lines.
  /// - Returns: the lines, and how many have a truth that is none of the voices, by its name; such
  ///   a line is kept as one whose truth is not known.
  /// - Complexity: O(lines + voices).
  package func matched(
    _ transcript: TranscriptFile
  ) -> (lines: [TranscriptLine], strangers: [String: Int]) {
    var stacks: [[String]: Stack] = [:]
    for persona in library.personas {
      for shown in [persona.card.name, persona.card.displayName] {
        if let name = VoiceName([shown]) { stacks[name.key] = Stack([Mask(persona.mask)]) }
      }
    }
    // A voice's own name wins over one that another's card shows.
    for voice in voices {
      if let name = VoiceName(voice.stack.masks.map(\.name)) { stacks[name.key] = voice.stack }
    }
    var strangers: [String: Int] = [:]
    let known = Set(voices.map(\.stack))
    let lines = transcript.lines.map { line in
      let truth = line.truth.flatMap { VoiceName($0) }.flatMap { stacks[$0.key] }
        .flatMap { known.contains($0) ? $0 : nil }
      if let labels = line.truth, truth == nil {
        strangers[labels.joined(separator: " ▸ "), default: 0] += 1
      }
      return TranscriptLine(text: line.text, truth: truth)
    }
    return (lines, strangers)
  }
}
