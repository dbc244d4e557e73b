package import Attribution
package import Foundation
package import MaskInference
import Personas
import Support

/// Roles that speak with and without a disguise: the question of depth, with its answers.
///
/// The file is JSON,
/// `{"characters": [{"play", "who", "speeches": [{"mask": null or name, "index"?, "text"}]}]}`,
/// speeches in the order of the play. Without a mask a role is the stack `who`, with one it is
/// `who ▸ mask`. A stage direction after the mask's name and a comma, as editions print them, is no
/// part of the name.
package struct DepthFile: Hashable, Sendable {
  /// A role of a play.
  package struct Role: Hashable, Sendable {
    /// The play.
    package let play: String
    /// Who it is under the disguise.
    package let who: Mask
    /// All that the role says, in order; every truth is known.
    package let speeches: [TranscriptLine]
    /// The number of each speech in the play, the speeches of all roles counted, so that it tells
    /// how much was said between two speeches of one; `nil` where it is not known of them all.
    package let places: [Int]?

    /// The first half of the speeches, the greater where the number is odd: to know the voices by.
    package var known: [TranscriptLine] { Array(speeches.prefix((speeches.count + 1) / 2)) }

    /// The second half: to be judged.
    ///
    /// Halves and not random lines, because neighbours share their subject and tell too much.
    package var asked: [TranscriptLine] { Array(speeches.dropFirst((speeches.count + 1) / 2)) }

    /// The role's stacks, the shallowest first, with what each says in the known half.
    ///
    /// One that speaks only later has no exemplars.
    package var voices: [VoiceSample] {
      var stacks: [Stack] = []
      for case let stack? in speeches.map(\.truth) where !stacks.contains(stack) {
        stacks.append(stack)
      }
      let known = known
      return stacks.enumerated().sorted {
        ($0.element.depth, $0.offset) < ($1.element.depth, $1.offset)
      }.map { entry in
        VoiceSample(
          stack: entry.element,
          exemplars: known.filter { $0.truth == entry.element }.map(\.text))
      }
    }
  }

  /// The roles, in the order of the file; none is silent.
  package let roles: [Role]

  /// Reads roles.
  ///
  /// - Throws: `AttributionError` as `SourceText` does; `wrongType` and `missing` with the place;
  ///   `badName` for a mask that cannot be typed or that wears itself; `silentVoice` for a role
  ///   without speeches; `noVoices` without roles.
  package init(contentsOf url: URL) throws(AttributionError) {
    let source = try SourceText(contentsOf: url)
    guard case .json(let tree) = source.content else { throw .noVoices(file: source.file) }
    let root = JSONCursor(file: source.file, tree: tree)
    var roles: [Role] = []
    for role in try root.member("characters", "a list of roles").elements("a list of roles") {
      roles.append(try Role(role))
    }
    guard !roles.isEmpty else { throw .noVoices(file: source.file) }
    self.roles = roles
  }
}

extension DepthFile.Role {
  fileprivate init(_ role: JSONCursor) throws(AttributionError) {
    let whoPlace = try role.member("who", "the role's name")
    let label = try whoPlace.text("the role's name")
    guard let name = VoiceName([label]), let who = name.stack.outermost, name.stack.depth == 1
    else { throw .badName(file: role.file, place: whoPlace.place, name: label) }
    play = try role.member("play")?.text("the play's name") ?? ""
    self.who = who
    // The first way of writing a mask's name stands for all.
    var stacks: [[String]: Stack] = [name.key: name.stack]
    var speeches: [TranscriptLine] = []
    var places: [Int?] = []
    for speech in try role.member("speeches", "a list").elements("a list of speeches") {
      let text = try speech.member("text", "the words said").text("the words said").asLine
      var worn = name
      if let mask = speech.member("mask") {
        let written = try mask.text("a mask's name, or null")
        let label = String(written.prefix { $0 != "," })
        guard let name = VoiceName([who.name, label]), name.stack.depth == 2 else {
          throw .badName(file: role.file, place: mask.place, name: written)
        }
        worn = name
      }
      let stack = stacks[worn.key, default: worn.stack]
      stacks[worn.key] = stack
      // A speech without words is none.
      guard !text.isEmpty else { continue }
      speeches.append(TranscriptLine(text: text, truth: stack))
      places.append(try Self.place(of: speech))
    }
    guard !speeches.isEmpty else { throw .silentVoice(file: role.file, name: label) }
    self.speeches = speeches
    let known = places.compactMap(\.self)
    self.places = known.count == places.count ? known : nil
  }

  private static func place(of speech: JSONCursor) throws(AttributionError) -> Int? {
    guard let index = speech.member("index") else { return nil }
    guard case .number(let number) = index.tree, let place = Int32(number.literal) else {
      throw index.wrongType("the number of the speech in the play, a whole number")
    }
    return Int(place)
  }
}
