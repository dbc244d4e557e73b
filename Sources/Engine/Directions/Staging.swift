/// How a card is made into what a lane is told.
///
/// What a lane is told is part of the numbers, so a chat keeps to the version that it was begun
/// with, and no version ever changes.
package enum Staging: Int, Hashable, Sendable {
  /// A card's instructions are not told, of its examples only answers with a cue, and what does not
  /// fit into half a lane is cut off at the end.
  case first = 1
  /// All that a card asks for is told; where it does not fit, inner masks and examples give way.
  case second = 2
}

extension Staging: Codable {
  /// Reads the number of a version.
  ///
  /// - Throws: `DecodingError` where this program does not know it.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let number = try container.decode(Int.self)
    guard let staging = Staging(rawValue: number) else {
      throw DecodingError.dataCorruptedError(
        in: container,
        debugDescription: "version \(number) of what lanes are told was written by a newer program")
    }
    self = staging
  }
}
